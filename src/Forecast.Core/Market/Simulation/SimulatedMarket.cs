namespace Forecast.Core.Market;

/// <summary>
/// A market whose volatility is known: stochastic volatility with jumps, seasons and order flow, from a seed.
/// <code>
/// ln σ²(k, i) = ln v(k) + season(i) + b(k) C(i) + X(k, i) − normaliser        variance of instrument k in bar i, mean v(k) over weeks
/// r(k, minute) = √(σ²(k, i) / m) (c(k) M + √(1 − c(k)²) z) + jumps             m minutes in a bar, M the market's shock
/// </code>
/// C and X are <see cref="LogVarianceDynamics"/> of the market and the instrument, with leverage, jumps that also raise the variance
/// (<see cref="JumpDynamics"/>) and news that order flow shows first (<see cref="OrderFlowDynamics"/>). The log price has no drift.
/// v(k) = annualised volatility² / 365 days × bar × (1 − jump shares), so that diffusion and jumps together have the stated volatility on average.
/// <para>High, low and close come from the minutes of the bar, rounded to the tick; volumes are rounded to the lot.</para>
/// <para>The same specification gives the same bits; more days or other instruments leave an instrument's bits as they are.</para>
/// <para>Reference: Huang and Tauchen (2005), Journal of Financial Econometrics 3, section 3 (two-factor stochastic volatility with jumps).</para>
/// </summary>
public static class SimulatedMarket
{
    /// <summary>The venue of every simulated bar.</summary>
    public const string Venue = "simulated";

    /// <summary>Whether an instrument's prices are made up: those of its files keep the ending of its symbols, whatever venue they are read as.</summary>
    public static bool Has(string venue, string symbol) => venue == Venue || symbol.EndsWith("-SIM", StringComparison.Ordinal);

    /// <summary>One history for each instrument, in the specification's order.</summary>
    public static IReadOnlyList<SimulatedHistory> Generate(SimulatedMarketSpecification specification)
    {
        var market = specification.Validated();
        var path = new MarketPath(market);
        return [.. market.Instruments.Select(instrument => new InstrumentPath(market, path, instrument).Generate())];
    }
}
