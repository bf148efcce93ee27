using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>Bars with their flow from the lake's trades, several stretches at a time: they are cut where bars end, so the bars do not depend on where.</summary>
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
        using var all = lake.ScanTrades(venue, symbol, knownAt);
        var stretches = all.Stretches(from ?? Instant.From(DateTimeOffset.MinValue), until ?? Instant.From(DateTimeOffset.MaxValue), Duration.Microseconds(interval));
        var bars = new BarSeries[stretches.Count];
        var next = -1;
        Parallel.For(0, Math.Min(stretches.Count, Environment.ProcessorCount), _ =>
        {
            using var trades = all.Beside();
            for (int k; (k = Interlocked.Increment(ref next)) < stretches.Count;)
            {
                var stretch = new TradeBars(venue, symbol, interval, inverseContract);
                trades.Read(stretches[k].From, stretches[k].Until, stretch.Add);
                bars[k] = stretch.Build();
            }
        });
        return bars.Sum(b => b.Count) == 0 ? null : Join(bars);
    }

    private static BarSeries Join(BarSeries[] stretches) => new BarSeries
    {
        Venue = stretches[0].Venue, Symbol = stretches[0].Symbol, Interval = stretches[0].Interval, OpenTime = [.. stretches.SelectMany(d => d.OpenTime)], Open = [.. stretches.SelectMany(d => d.Open)],
        High = [.. stretches.SelectMany(d => d.High)], Low = [.. stretches.SelectMany(d => d.Low)], Close = [.. stretches.SelectMany(d => d.Close)], Volume = Flow(stretches, d => d.Volume),
        QuoteVolume = Flow(stretches, d => d.QuoteVolume), Trades = Flow(stretches, d => d.Trades), TakerBuyBase = Flow(stretches, d => d.TakerBuyBase), TakerBuyQuote = Flow(stretches, d => d.TakerBuyQuote),
    }.Validated();

    // A column that one stretch lacks is absent.
    private static T[]? Flow<T>(BarSeries[] stretches, Func<BarSeries, T[]?> column) => Array.TrueForAll(stretches, d => column(d) is not null) ? [.. stretches.SelectMany(d => column(d)!)] : null;
}
