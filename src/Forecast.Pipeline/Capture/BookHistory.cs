using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>The messages of an order book that the lake keeps, in the order in which they were known, an hour in memory at a time.</summary>
/// <param name="lake">The lake.</param>
/// <param name="venue">Of the instrument.</param>
/// <param name="symbol">Of the instrument.</param>
public sealed class BookHistory(Lake lake, string venue, string symbol)
{
    /// <summary>
    /// The book after all updates with <paramref name="from"/> ≤ time &lt; <paramref name="until"/>, rebuilt from the snapshots and updates among them; the same as the stream gave when
    /// they came. It is <see cref="BookSyncState.Synchronised"/> only if a snapshot is among them and nothing is missing since.
    /// </summary>
    public BookSynchronizer Rebuild(BookSequence sequence, long from, long until)
    {
        var book = new BookSynchronizer(sequence);
        foreach (var message in Messages(from, until, withQuotes: false))
        {
            if (message.Update is { } update) book.Apply(update);
            else book.Load(message.Snapshot!);
        }
        return book;
    }

    /// <summary>Updates and snapshots, and the best quotes among them, with <paramref name="from"/> ≤ time &lt; <paramref name="until"/>.</summary>
    public IEnumerable<CaptureMessage> Messages(long from, long until, bool withQuotes = true)
    {
        foreach (var day in Days())
        {
            var (start, end) = (Instant.From(day), Instant.From(day.AddDays(1)));
            for (var hour = start; hour < end; hour += Duration.Hour)
            {
                var (first, last) = (Math.Max(from, hour), Math.Min(until, hour + Duration.Hour));
                if (first >= last) continue;
                foreach (var message in Books(first, last).Concat(withQuotes ? Quotes(first, last) : []).OrderBy(KnownAt)) yield return message;
            }
        }
    }

    /// <summary>UTC days of which the lake has updates or quotes.</summary>
    public IReadOnlyList<DateOnly> Days() =>
        [.. lake.FactDays(FactDatasetCatalog.BookUpdates, venue, symbol).Union(lake.FactDays(FactDatasetCatalog.Quotes, venue, symbol)).Order()];

    /// <summary>Whether a snapshot is among the messages of a UTC day.</summary>
    public bool HasSnapshot(DateOnly day)
    {
        var start = Instant.From(day);
        for (var hour = start; hour < start + Duration.Day; hour += Duration.Hour)
            if (lake.ReadFacts(FactDatasetCatalog.BookUpdates, venue, symbol, hour, hour + Duration.Hour)?.Sbytes("is_snapshot").Contains((sbyte)1) == true) return true;
        return false;
    }

    private static long KnownAt(CaptureMessage message) => Math.Max(message.Time!.Value, message.ReceivedAt);

    private IEnumerable<CaptureMessage> Quotes(long from, long until)
    {
        if (lake.ReadFacts(FactDatasetCatalog.Quotes, venue, symbol, from, until) is not { } rows) yield break;
        var (id, time, received) = (rows.Longs("update_id"), rows.Longs("time"), Received(rows));
        var (bid, bidQuantity, ask, askQuantity) = (rows.Doubles("bid_price"), rows.Doubles("bid_quantity"), rows.Doubles("ask_price"), rows.Doubles("ask_quantity"));
        for (var i = 0; i < rows.Rows; i++)
            yield return new CaptureMessage { Kind = CaptureKind.Quote, Quote = new BestQuote(id[i], time[i], received(i), bid[i], bidQuantity[i], ask[i], askQuantity[i]) };
    }

    // Rows come by time and number, so those of a message lie together.
    private IEnumerable<CaptureMessage> Books(long from, long until)
    {
        if (lake.ReadFacts(FactDatasetCatalog.BookUpdates, venue, symbol, from, until) is not { } rows) yield break;
        var (last, first, time, received) = (rows.Longs("last_update_id"), rows.Longs("first_update_id"), rows.Longs("time"), Received(rows));
        var (side, snapshot) = (rows.Sbytes("side"), rows.Sbytes("is_snapshot"));
        var (previous, price, quantity) = (Absentable<long>(rows, "previous_update_id"), Absentable<double>(rows, "price"), Absentable<double>(rows, "quantity"));
        for (int start = 0, end; start < rows.Rows; start = end)
        {
            for (end = start + 1; end < rows.Rows && last[end] == last[start] && snapshot[end] == snapshot[start];) end++;
            BookLevel[] Levels(int of) => [.. Enumerable.Range(start, end - start).Where(i => side[i] == of).Select(i => new BookLevel(price(i)!.Value, quantity(i)!.Value))];
            yield return snapshot[start] == 1
                ? new CaptureMessage { Kind = CaptureKind.BookSnapshot, Snapshot = new BookSnapshot(last[start], time[start], received(start), Levels(1), Levels(-1)) }
                : new CaptureMessage { Kind = CaptureKind.BookUpdate, Update = new BookUpdate(first[start], last[start], previous(start), time[start], received(start), Levels(1), Levels(-1)) };
        }
    }

    /// <summary>Receive times; the time itself where none was recorded.</summary>
    private static Func<int, long> Received(LakeTable rows)
    {
        var (time, received) = (rows.Longs("time"), Absentable<long>(rows, FactDatasetCatalog.ReceivedAt));
        return i => received(i) ?? time[i];
    }

    /// <summary>A column whose values may be absent, or which may itself be.</summary>
    private static Func<int, T?> Absentable<T>(LakeTable rows, string name) where T : struct => rows.Columns.FirstOrDefault(c => c.Name == name)?.Values switch
    {
        T[] values => i => values[i],
        T?[] values => i => values[i],
        _ => _ => null,
    };
}
