using System.Numerics;
using Forecast.Core.Market;

namespace Forecast.Core.Margin;

/// <summary>
/// The bound within which a risk steward may change a parameter without a vote: a largest step, and a least time between steps.
/// <code>allowed iff now − lastUpdated ≥ minDelay and |to − from| ≤ maxDiff;   maxDiff = ⌊maxChange × from/10 000⌋ if relative, else maxChange</code>
/// <para>The clock is the same up and down: there is no faster way to tighten. Zero is refused where it switches something off.</para>
/// <para>Units: values and absolute steps in the parameter's own unit (basis points, or a cap's); relative steps in basis points of the value in force; instants in Unix microseconds.</para>
/// <para>Domain: no value below 0. Reference: Aave risk stewards, documentation of the steward's range and delay.</para>
/// </summary>
/// <param name="MaximumChange">The largest step.</param>
/// <param name="Unit">What it is of.</param>
/// <param name="MinimumDelay">Least time between two changes.</param>
/// <param name="AllowsZero">Whether 0 is a value to change to; not for caps, loan-to-value, liquidation threshold and bonus.</param>
public sealed record StewardLimit(BigInteger MaximumChange, StepUnit Unit, TimeSpan MinimumDelay, bool AllowsZero)
{
    private const int Bps = 10_000;

    /// <summary>The largest step from a value.</summary>
    public BigInteger LargestStep(BigInteger from)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfNegative(MaximumChange);
        return Unit == StepUnit.Relative ? MaximumChange * from / Bps : MaximumChange;
    }

    /// <summary>Whether a change may be made now.</summary>
    /// <param name="from">Value in force.</param>
    /// <param name="to">Value wanted; null keeps the one in force, which is always allowed and starts no clock.</param>
    /// <param name="lastUpdated">Instant of the last change.</param>
    /// <param name="now">Instant of this one.</param>
    public StewardVerdict Check(BigInteger from, BigInteger? to, long lastUpdated, long now)
    {
        var step = LargestStep(from);
        if (to is not { } target) return new StewardVerdict(true, from, now, "the value in force is kept");
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(to));
        var least = BigInteger.Max(AllowsZero ? 0 : 1, from - step);
        var nearest = BigInteger.Min(BigInteger.Max(target, least), BigInteger.Max(least, from + step));
        var earliest = Math.Max(now, lastUpdated + Duration.Microseconds(MinimumDelay));
        var reasons = new List<string>();
        if (earliest > now) reasons.Add($"the last change was at {Instant.Format(lastUpdated)}, and there must be {Duration.Format(MinimumDelay)} between two");
        if (target.IsZero && !AllowsZero) reasons.Add("0 is refused");
        if (BigInteger.Abs(target - from) > step) reasons.Add($"{from} → {target} is a step of {BigInteger.Abs(target - from)}, and at most {step} is allowed");
        return new StewardVerdict(reasons.Count == 0, nearest, earliest, reasons.Count == 0 ? $"{from} → {target} is within a step of {step}" : string.Join("; ", reasons));
    }
}
