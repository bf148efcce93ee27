using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Tests.Measures;

/// <summary>A window of quarter hours for measures of flow: what each bar returned, traded and what takers bought of it.</summary>
internal static class FlowWindow
{
    public const long Step = Duration.Hour / 4;

    /// <summary>The measure of bars without gaps; the return of the first is there unless it is null.</summary>
    public static double? Of(IWindowMeasure measure, params (double? Return, double? Volume, double? Buys)[] bars)
    {
        for (var i = 0; i < bars.Length; i++) measure.Add(Bar(i, bars[i].Return, bars[i].Volume, bars[i].Buys));
        return measure.Value(new WindowCount(bars.Length, bars.Count(b => b.Return is not null), bars.Length));
    }

    public static WindowBar Bar(int i, double? r, double? volume, double? buys, double close = 1, double? quoteVolume = null, long? trades = null) =>
        new() { Return = r, IsJoined = i > 0 && r is not null, Start = i * Step, End = (i + 1) * Step, Open = close, High = close, Low = close, Close = close, Volume = volume, QuoteVolume = quoteVolume, TakerBuy = buys, Trades = trades };
}
