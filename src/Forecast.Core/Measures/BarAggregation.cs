using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Coarser bars from finer ones: first open, highest high, lowest low, last close, sums of the flow that there is. A coarse bar is made of whatever finer bars it
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
            Volume = bars.Volume is { } volume ? Each(r => volume[r].Sum()) : null,
            QuoteVolume = bars.QuoteVolume is { } quote ? Each(r => quote[r].Sum()) : null,
            Trades = bars.Trades is { } trades ? Each(r => trades[r].Sum()) : null,
            TakerBuyBase = bars.TakerBuyBase is { } buyBase ? Each(r => buyBase[r].Sum()) : null,
            TakerBuyQuote = bars.TakerBuyQuote is { } buyQuote ? Each(r => buyQuote[r].Sum()) : null,
        }.Validated();
    }
}
