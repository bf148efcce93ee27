namespace Forecast.Core.Measures;

/// <summary>Every realised measure of the program, in column order; adding one is one line here. A measure of flow that the bars lack is undefined.</summary>
public static class MeasureCatalog
{
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("realized_variance", "variance over the window", "Σ r² × expected / present returns", static w => w.HalfThere ? w.Scale * RealizedVariance.Of(w.Returns) : null),
        new("bipower_variation", "variance over the window", "(π/2) Σ |r_i| |r_{i−1}| × expected / present pairs: without jumps", static w => w.HalfThere ? BipowerVariation.Of(w.Returns, w.Joined, w.Expected) : null),
        new("down_semivariance", "variance over the window", "Σ r² of negative returns × expected / present returns", static w => w.HalfThere ? w.Scale * Semivariance.Down(w.Returns) : null),
        new("up_semivariance", "variance over the window", "Σ r² of positive returns × expected / present returns", static w => w.HalfThere ? w.Scale * Semivariance.Up(w.Returns) : null),
        new("quarticity", "variance squared", "(n/3) Σ r⁴ × n / present returns, n the expected ones", static w => w.HalfThere ? Quarticity.Of(w.Returns, w.Expected) : null),
        new("taker_imbalance", "share of volume, −1 to 1", "(taker buys − taker sells) / volume", static w => w.Volume.IsEmpty || w.TakerBuy.IsEmpty ? null : TakerImbalance.Of(w.Volume, w.TakerBuy)),
        new("volume", "base currency", "Σ volume", static w => w.Volume.IsEmpty ? null : TradedVolume.Of(w.Volume)),
        new("trade_count", "trades", "Σ trades", static w => w.Trades.IsEmpty ? null : TradedVolume.Trades(w.Trades)),
    ];
}
