using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// Margin by tiers of notional, continuous: a position that grows into the next tier pays its rate on what lies there, not on the whole.
/// <code>margin(N) = N r_n − d_n,  n the tier of N;   d_0 = 0,  d_n = d_{n−1} + b_n (r_n − r_{n−1})</code>
/// <para>Computed as the sum of each tier's part × its rate, which is the same number and cannot jump at a bound. It never falls as N rises, nor as a share of N.</para>
/// <para>Units: notionals, bounds b and deductions d in quote currency; rates r are shares. Domain: bounds from 0, rising; rates above 0, at most 1, never falling.</para>
/// <para>Reference: Hyperliquid documentation, margin tiers (maintenance rate 1/(2 × maximum leverage)); Binance futures, leverage and margin, where d is the maintenance amount.</para>
/// </summary>
public sealed class MarginTiers
{
    private readonly MarginTier[] _tiers;
    private readonly decimal[] _deductions;

    /// <exception cref="ArgumentException">The tiers contradict each other; the message says which.</exception>
    public MarginTiers(IEnumerable<MarginTier> tiers)
    {
        _tiers = [.. tiers];
        if (Faults(_tiers) is [var fault, ..]) throw new ArgumentException(fault, nameof(tiers));
        _deductions = new decimal[_tiers.Length];
        for (var n = 1; n < _tiers.Length; n++) _deductions[n] = _deductions[n - 1] + (_tiers[n].LowerBound * (_tiers[n].Rate - _tiers[n - 1].Rate));
    }

    /// <summary>The tiers by rising bound.</summary>
    public IReadOnlyList<MarginTier> Tiers => _tiers;

    /// <summary>d_n of each tier, as venues publish it.</summary>
    public IReadOnlyList<decimal> Deductions => _deductions;

    /// <summary>Tiers of maintenance from the largest leverage of each: r = 1/(2 × leverage).</summary>
    public static MarginTiers OfMaximumLeverage(IEnumerable<(decimal LowerBound, int Leverage)> tiers) =>
        new(tiers.Select(t => new MarginTier(t.LowerBound, 1m / (2 * Guard.AtLeast(t.Leverage, 1)))));

    /// <summary>The number from 0 of the tier of a notional; a bound belongs to the tier that it begins.</summary>
    public int TierOf(decimal notional)
    {
        var size = Math.Abs(notional);
        return Array.FindLastIndex(_tiers, t => t.LowerBound <= size);
    }

    /// <summary>Margin of a position; the sign of its notional is left out.</summary>
    public decimal Margin(decimal notional)
    {
        var (margin, above) = (0m, Math.Abs(notional));
        for (var n = TierOf(notional); n >= 0; n--)
        {
            margin += (above - _tiers[n].LowerBound) * _tiers[n].Rate;
            above = _tiers[n].LowerBound;
        }
        return margin;
    }

    /// <summary>What is wrong with tiers, one sentence each; empty where they can be used.</summary>
    public static IReadOnlyList<string> Faults(IReadOnlyList<MarginTier> tiers)
    {
        if (tiers.Count == 0) return ["there is no tier"];
        var faults = new List<string>();
        for (var n = 0; n < tiers.Count; n++)
        {
            var (bound, rate) = tiers[n];
            if (n == 0 && bound != 0) faults.Add(string.Create(CultureInfo.InvariantCulture, $"tier 0: the lower bound is {bound}; it must be 0"));
            if (n > 0 && bound <= tiers[n - 1].LowerBound) faults.Add(string.Create(CultureInfo.InvariantCulture, $"tier {n}: the lower bound is {bound}; it must be above {tiers[n - 1].LowerBound}, that of the tier before"));
            if (rate is <= 0 or > 1) faults.Add(string.Create(CultureInfo.InvariantCulture, $"tier {n}: the rate is {rate}; it must lie above 0 and not above 1"));
            else if (n > 0 && rate < tiers[n - 1].Rate) faults.Add(string.Create(CultureInfo.InvariantCulture, $"tier {n}: the rate is {rate}; it must be at least {tiers[n - 1].Rate}, that of the tier before: size earns no discount"));
        }
        return faults;
    }
}
