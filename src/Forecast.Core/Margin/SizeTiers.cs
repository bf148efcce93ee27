using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// Margin parameters by tiers of notional, as large positions cost more to liquidate.
/// <code>rate of tier n = initial margin + 3/2 cost(upper bound of n),   rounded up to the tick; the first tier has the initial margin itself</code>
/// <para>3/2 cost is what the next unit adds to N cost(N), so that beyond the first tier a position's whole margin, computed continuously (<see cref="MarginTiers"/>), is at least that of N at the initial margin and what liquidating the part beyond
/// the first tier costs. The first tier reaches to a thousandth of a day's volume, where the cost is below a thirtieth of a day's volatility times Y.</para>
/// </summary>
/// <param name="Tiers">By rising bound.</param>
/// <param name="PositionCap">No position should be larger: a tenth of a day's volume, in quote currency.</param>
/// <param name="DailyVolume">Mean quote volume of a day over 30 days.</param>
/// <param name="ImpactCoefficient">Y of <see cref="MarketImpact"/>.</param>
public sealed record SizeTiers(IReadOnlyList<SizeTier> Tiers, decimal PositionCap, double DailyVolume, double ImpactCoefficient)
{
    private static readonly double[] Shares = [0.001, 0.005, 0.02, 0.05, 0.1];

    /// <summary>The tiers for parameters that have passed the policy's rules.</summary>
    public static SizeTiers Of(MarginParameters parameters, MarginPolicy policy, MarginClass terms, MarketImpact impact, double dailyVolatility)
    {
        var bounds = Array.ConvertAll(Shares, s => TwoDigits(s * impact.DailyVolume));
        var tiers = new List<SizeTier>();
        for (var n = 0; n < bounds.Length; n++)
        {
            var cost = n == 0 ? 0 : 1.5 * impact.Cost((double)bounds[n], dailyVolatility);
            var initial = Math.Min(MarginPolicy.Whole, Tick.Up(parameters.InitialPpm + MarginRuleCatalog.ToPpm(cost), policy.TickPpm));
            // Size moves the initial margin only: accounts that are there are liquidated by none of it.
            tiers.Add(new SizeTier(n == 0 ? 0 : bounds[n - 1], n == 0 ? parameters.InitialPpm : initial, parameters.MaintenancePpm, Math.Clamp(MarginPolicy.Whole / (n == 0 ? parameters.InitialPpm : initial), 1, terms.MaximumLeverage)));
        }
        return new SizeTiers(tiers, bounds[^1], impact.DailyVolume, impact.Coefficient);
    }

    /// <summary>Initial margin of a position in quote currency.</summary>
    public decimal InitialMargin(decimal notional) => new MarginTiers(Tiers.Select(t => new MarginTier(t.FromNotional, t.InitialPpm / 1_000_000m))).Margin(notional);

    // Bounds that a person can read; never 0.
    private static decimal TwoDigits(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Guard.Positive(value))) - 1);
        return (decimal)(Math.Floor((value / unit) + 1e-9) * unit);
    }
}
