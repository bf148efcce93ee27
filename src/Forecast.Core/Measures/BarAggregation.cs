using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Coarser bars from finer ones: first open, highest high, lowest low, last close, sums of the flow. A coarse bar is made of whatever finer bars it
/// has; one without any is absent.
/// <para>Domain: the coarser interval is a multiple of the finer one.</para>
/// </summary>
public static class BarAggregation
{
    public static BarSeries To(BarSeries bars, TimeSpan interval)
    {
        var (fine, coarse) = (Duration.Microseconds(bars.Interval), Duration.Microseconds(interval));
        if (coarse % fine != 0) throw new ArgumentException($"bars of {Duration.Format(bars.Interval)} do not make bars of {Duration.Format(interval)}; ask for a multiple");
        if (coarse == fine) return bars;
        var starts = Enumerable.Range(0, bars.Count).Where(i => i == 0 || bars.OpenTime[i] / coarse != bars.OpenTime[i - 1] / coarse).ToArray();
        T[] Each<T>(Func<Range, T> value) => [.. starts.Select((s, k) => value(s..(k + 1 < starts.Length ? starts[k + 1] : bars.Count)))];
        return new BarSeries
        {
            Venue = bars.Venue,
            Symbol = bars.Symbol,
            Interval = interval,
            OpenTime = Each(r => bars.OpenTime[r.Start] / coarse * coarse),
            Open = Each(r => bars.Open[r.Start]),
            High = Each(r => bars.High[r].Max()),
            Low = Each(r => bars.Low[r].Min()),
            Close = Each(r => bars.Close[r.End.Value - 1]),
            Volume = Each(r => bars.Volume[r].Sum()),
            QuoteVolume = Each(r => bars.QuoteVolume[r].Sum()),
            Trades = Each(r => bars.Trades[r].Sum()),
            TakerBuyBase = Each(r => bars.TakerBuyBase[r].Sum()),
            TakerBuyQuote = Each(r => bars.TakerBuyQuote[r].Sum()),
        }.Validated();
    }
}
