using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>Bars with their flow from the lake's trades, several days at a time: a bar never spans two days, so each day is a pass of its own.</summary>
public static class TickBars
{
    /// <summary>
    /// The bars of an instrument's trades with <paramref name="from"/> ≤ time &lt; <paramref name="until"/>, as they were known at <paramref name="knownAt"/>; null where there are none.
    /// </summary>
    /// <param name="lake">Where the trades are.</param>
    /// <param name="venue">Venue, as in the lake's layout.</param>
    /// <param name="symbol">Symbol at the venue.</param>
    /// <param name="interval">Divides a day.</param>
    /// <param name="inverseContract">Quote currency a contract is worth, where quantities are contracts of a fixed value.</param>
    public static BarSeries? Of(Lake lake, string venue, string symbol, TimeSpan interval, double? inverseContract = null, long? from = null, long? until = null, long? knownAt = null)
    {
        if (interval <= TimeSpan.Zero || TimeSpan.TicksPerDay % interval.Ticks != 0) throw new ArgumentException($"bars of {interval} do not divide a day", nameof(interval));
        var days = lake.FactDays(FactDatasetCatalog.Trades, venue, symbol).Select(d => (Begin: Math.Max(Instant.From(d), from ?? long.MinValue), End: Math.Min(Instant.From(d) + Duration.Day, until ?? long.MaxValue))).Where(d => d.Begin < d.End).ToArray();
        var bars = new BarSeries[days.Length];
        var next = -1;
        // Each worker keeps its reader for all its days.
        Parallel.For(0, Math.Min(days.Length, Environment.ProcessorCount), _ =>
        {
            using var trades = lake.ScanTrades(venue, symbol, knownAt);
            for (int k; (k = Interlocked.Increment(ref next)) < days.Length;)
            {
                var day = new TradeBars(venue, symbol, interval, inverseContract);
                trades.Read(days[k].Begin, days[k].End, day.Add);
                bars[k] = day.Build();
            }
        });
        return bars.Sum(b => b.Count) == 0 ? null : Join(bars);
    }

    private static BarSeries Join(BarSeries[] days) => new BarSeries
    {
        Venue = days[0].Venue, Symbol = days[0].Symbol, Interval = days[0].Interval, OpenTime = [.. days.SelectMany(d => d.OpenTime)], Open = [.. days.SelectMany(d => d.Open)],
        High = [.. days.SelectMany(d => d.High)], Low = [.. days.SelectMany(d => d.Low)], Close = [.. days.SelectMany(d => d.Close)], Volume = Flow(days, d => d.Volume),
        QuoteVolume = Flow(days, d => d.QuoteVolume), Trades = Flow(days, d => d.Trades), TakerBuyBase = Flow(days, d => d.TakerBuyBase), TakerBuyQuote = Flow(days, d => d.TakerBuyQuote),
    }.Validated();

    // A column that one day lacks is absent.
    private static T[]? Flow<T>(BarSeries[] days, Func<BarSeries, T[]?> column) => Array.TrueForAll(days, d => column(d) is not null) ? [.. days.SelectMany(d => column(d)!)] : null;
}
