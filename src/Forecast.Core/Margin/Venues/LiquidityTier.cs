using System.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// A liquidity tier of dYdX v4: margins by market, and more of them as open interest grows.
/// <code>
/// maintenance ppm   ⌊IM ppm × fraction ppm/10⁶⌋
/// initial ppm       base where upper = 0 or OI ≤ lower;  10⁶ where OI ≥ upper;  else ⌊(10⁶ − base)(OI − lower)/(upper − lower)⌋ + base
/// initial margin    ⌈notional × initial ppm/10⁶⌉
/// maintenance       ⌈⌈notional × base ppm/10⁶⌉ × fraction ppm/10⁶⌉
/// funding clamp     ⌊factor ppm × (IM ppm − MM ppm)/10⁶⌋
/// </code>
/// <para>Open interest raises the initial margin only: it never moves maintenance, so it cannot liquidate anybody.</para>
/// <para>Units: ppm of notional; notionals, caps and margins in quote quantums (10⁻⁶ USDC), open interest at the oracle's price. Whole numbers throughout.</para>
/// <para>Domain: a tier without <see cref="Faults"/>; the sign of a notional is left out.</para>
/// <para>Reference: dYdX v4 documentation, liquidity tiers and open-interest margin fraction.</para>
/// </summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="InitialMarginPpm">Base initial margin.</param>
/// <param name="MaintenanceFractionPpm">Maintenance as a share of the base initial margin.</param>
/// <param name="ImpactNotional">Notional of an order whose price impact sets the premium of funding.</param>
/// <param name="OpenInterestLowerCap">Open interest from which the initial margin rises.</param>
/// <param name="OpenInterestUpperCap">Open interest at which it is the whole notional; 0 where it never rises.</param>
public sealed record LiquidityTier(uint Id, string Name, uint InitialMarginPpm, uint MaintenanceFractionPpm, ulong ImpactNotional, ulong OpenInterestLowerCap, ulong OpenInterestUpperCap)
{
    /// <summary>The whole in ppm.</summary>
    public const uint Whole = 1_000_000;

    // 500 USDC, which the initial margin divides.
    private const ulong ImpactMargin = 500_000_000;

    /// <summary>Maintenance margin, ppm of notional.</summary>
    public uint MaintenanceMarginPpm => checked((uint)((ulong)InitialMarginPpm * MaintenanceFractionPpm / Whole));

    /// <summary>The venue's guideline for <see cref="ImpactNotional"/>: 500 USDC/IM; null without an initial margin.</summary>
    public ulong? GuidelineImpactNotional => InitialMarginPpm == 0 ? null : ImpactMargin * Whole / InitialMarginPpm;

    /// <summary>Initial margin at an open interest, ppm of notional.</summary>
    public uint InitialPpm(BigInteger openInterest)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(openInterest);
        if (OpenInterestUpperCap == 0 || openInterest <= OpenInterestLowerCap) return InitialMarginPpm;
        if (openInterest >= OpenInterestUpperCap) return Whole;
        return InitialMarginPpm + (uint)((Whole - InitialMarginPpm) * (openInterest - OpenInterestLowerCap) / (OpenInterestUpperCap - OpenInterestLowerCap));
    }

    /// <summary>Initial margin of a position; an account's own choice of leverage, <paramref name="ownPpm"/>, can only raise it.</summary>
    public BigInteger InitialMargin(BigInteger notional, BigInteger openInterest, uint ownPpm = 0) => Share(BigInteger.Abs(notional), Math.Max(InitialPpm(openInterest), ownPpm));

    /// <summary>Maintenance margin of a position.</summary>
    public BigInteger MaintenanceMargin(BigInteger notional) => Share(Share(BigInteger.Abs(notional), InitialMarginPpm), MaintenanceFractionPpm);

    /// <summary>The largest funding rate of eight hours, either sign, in ppm; <paramref name="factorPpm"/> is 6 000 000 for 600 %.</summary>
    public ulong FundingClampPpm(uint factorPpm) => (ulong)((BigInteger)factorPpm * (InitialMarginPpm - MaintenanceMarginPpm) / Whole);

    /// <summary>What the venue would refuse, one sentence each, beginning with the field; empty where the tier can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        (bool Holds, string Fault)[] rules =
        [
            (InitialMarginPpm <= Whole, $"initial_margin_ppm is {InitialMarginPpm}; allowed are 0 to {Whole}"),
            (MaintenanceFractionPpm <= Whole, $"maintenance_fraction_ppm is {MaintenanceFractionPpm}; allowed are 0 to {Whole}"),
            (ImpactNotional > 0, "impact_notional is 0; it must be above 0"),
            (OpenInterestLowerCap <= OpenInterestUpperCap, $"open_interest_lower_cap is {OpenInterestLowerCap}; it must be at most open_interest_upper_cap, {OpenInterestUpperCap}"),
        ];
        return [.. rules.Where(r => !r.Holds).Select(r => r.Fault)];
    }

    // Rounded up.
    private static BigInteger Share(BigInteger amount, uint ppm) => ((amount * ppm) + (Whole - 1)) / Whole;
}
