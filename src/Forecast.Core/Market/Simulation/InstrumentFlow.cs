using Forecast.Core.Numerics;

namespace Forecast.Core.Market;

/// <summary>
/// Trades, volume and taker side of the simulated bars:
/// <code>
/// P = (b s(C) P(C) + s(X) P(X)) / √(b² s(C)² + s(X)²)                            pressure of market and instrument, by their fast deviations s
/// ln trades = ln(typical) + 0.5 ln(σ² / mean) + TradeResponse P + 0.25 ξ         more trades in volatile bars, and before them
/// imbalance = tanh(Imbalance exp(ImbalanceResponse P) ξ' + 0.08 return / σ)      one-sided before volatile bars; with the price within the bar
/// volume = trades × trade size × exp(0.3 ξ''), taker buys = volume (1 + imbalance) / 2
/// </code>
/// </summary>
internal sealed class InstrumentFlow
{
    private const double VarianceElasticity = 0.5, TradeNoise = 0.25, SizeNoise = 0.3, ReturnResponse = 0.08;

    private readonly Xoshiro256 _random;
    private readonly OrderFlowDynamics _dynamics;
    private readonly double _marketWeight, _ownWeight, _logTrades, _tradeSize;
    private readonly Grid _lot;

    public InstrumentFlow(SimulatedMarketSpecification market, SimulatedInstrument instrument)
    {
        _random = Xoshiro256.Stream(market.Seed, $"{instrument.Symbol}/flow");
        _dynamics = market.OrderFlow;
        var (shared, own) = (instrument.MarketVarianceLoading * market.Market.FastDeviation, market.Own.FastDeviation);
        var norm = Math.Sqrt((shared * shared) + (own * own));
        (_marketWeight, _ownWeight) = norm > 0 ? (shared / norm, own / norm) : (0, 0);
        (_logTrades, _tradeSize, _lot) = (Math.Log(instrument.TradesPerDay / market.BarsPerDay), instrument.TradeSize, new Grid(instrument.Lot));
    }

    /// <summary>Fills the flow columns of bar <paramref name="i"/>, whose prices are there.</summary>
    /// <param name="bars">The bars.</param>
    /// <param name="i">The bar.</param>
    /// <param name="logRatio">ln of the bar's variance over its mean.</param>
    /// <param name="shock">The bar's diffusive return in standard deviations.</param>
    /// <param name="marketPressure">P of the market.</param>
    /// <param name="ownPressure">P of the instrument.</param>
    public void Fill(BarSeries bars, int i, double logRatio, double shock, double marketPressure, double ownPressure)
    {
        var pressure = (_marketWeight * marketPressure) + (_ownWeight * ownPressure);
        var trades = Math.Exp(_logTrades + (VarianceElasticity * logRatio) + (_dynamics.TradeResponse * pressure) + (TradeNoise * _random.NextNormal()));
        var imbalance = Math.Tanh((_dynamics.Imbalance * Math.Exp(_dynamics.ImbalanceResponse * pressure) * _random.NextNormal()) + (ReturnResponse * shock));
        var price = (bars.Open[i] + bars.High[i] + bars.Low[i] + bars.Close[i]) / 4;
        bars.Trades![i] = Math.Max(1, (long)Math.Round(trades));
        bars.Volume![i] = _lot.NearestPositive(bars.Trades![i] * _tradeSize * Math.Exp(SizeNoise * _random.NextNormal()) / price);
        bars.TakerBuyBase![i] = Math.Min(bars.Volume![i], _lot.Nearest(bars.Volume![i] * (1 + imbalance) / 2));
        bars.QuoteVolume![i] = bars.Volume![i] * price;
        bars.TakerBuyQuote![i] = bars.TakerBuyBase![i] * price;
    }
}
