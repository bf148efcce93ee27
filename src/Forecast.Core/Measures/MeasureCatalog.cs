namespace Forecast.Core.Measures;

/// <summary>Every realised measure of the program, in column order; adding one is one line here. A measure of flow that the bars lack is undefined.</summary>
public static class MeasureCatalog
{
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("realized_variance", "variance over the window", "Σ r²", static w => RealizedVariance.Of(w.Returns)),
        new("bipower_variation", "variance over the window", "(π/2) Σ |r_i| |r_{i−1}|: without jumps", static w => BipowerVariation.Of(w.Returns)),
        new("down_semivariance", "variance over the window", "Σ r² of negative returns", static w => Semivariance.Down(w.Returns)),
        new("up_semivariance", "variance over the window", "Σ r² of positive returns", static w => Semivariance.Up(w.Returns)),
        new("quarticity", "variance squared", "Σ r⁴ / (3 Σ δ²), δ the share of time a return spans", static w => Quarticity.Of(w.Returns, w.Spans)),
        new("taker_imbalance", "share of volume, −1 to 1", "(taker buys − taker sells) / volume", static w => w.Volume.IsEmpty || w.TakerBuy.IsEmpty ? null : TakerImbalance.Of(w.Volume, w.TakerBuy)),
        new("volume", "base currency", "Σ volume", static w => w.Volume.IsEmpty ? null : TradedVolume.Of(w.Volume)),
        new("trade_count", "trades", "Σ trades", static w => w.Trades.IsEmpty ? null : TradedVolume.Trades(w.Trades)),
    ];
}
