using Forecast.Core.Numerics;

namespace Forecast.Core.Market;

/// <summary>An instrument of the simulated market.</summary>
/// <param name="Symbol">Symbol; it names the instrument's stream of random numbers.</param>
/// <param name="AnnualisedVolatility">Square root of the mean variance of log returns, jumps included, over 365 days.</param>
/// <param name="Price">Price before the first bar, in quote currency.</param>
/// <param name="Tick">Smallest price step; 1 / tick or tick is a whole number.</param>
/// <param name="Lot">Smallest quantity; 1 / lot or lot is a whole number.</param>
/// <param name="MarketCorrelation">Correlation of the diffusive shocks with the market's, in [0, 1).</param>
/// <param name="MarketVarianceLoading">Loading of the log variance on the market's, in [0, 2].</param>
/// <param name="TradesPerDay">Trades on a day of mean variance and no news.</param>
/// <param name="TradeSize">Typical size of a trade, in quote currency.</param>
public sealed record SimulatedInstrument(
    string Symbol, double AnnualisedVolatility, double Price, decimal Tick, decimal Lot, double MarketCorrelation, double MarketVarianceLoading,
    double TradesPerDay, double TradeSize)
{
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Symbol)) throw new ArgumentException("an instrument has no symbol; give it one");
        Guard.InRange(AnnualisedVolatility, 0.01, 5, $"{Symbol}.annualisedVolatility");
        Guard.Positive(Price, $"{Symbol}.price");
        Grid.Validate(Tick, $"{Symbol}.tick");
        Grid.Validate(Lot, $"{Symbol}.lot");
        Guard.InRange(Price / (double)Tick, 1000, 1e12, $"{Symbol}.price in ticks");
        Guard.InRange(MarketCorrelation, 0, 0.999, $"{Symbol}.marketCorrelation");
        Guard.InRange(MarketVarianceLoading, 0, 2, $"{Symbol}.marketVarianceLoading");
        Guard.InRange(TradesPerDay, 1, 1e9, $"{Symbol}.tradesPerDay");
        Guard.Positive(TradeSize, $"{Symbol}.tradeSize");
    }
}
