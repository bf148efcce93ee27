using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>
/// Bars of order books in the lake (<see cref="FactDatasetCatalog.BookBars"/>): made from the updates and quotes that the lake keeps rather than from a file, so that they do
/// not depend on which files came first. They are known at their end; where a file adds to what there was, a bar becomes a new version.
/// </summary>
/// <param name="lake">The lake.</param>
/// <param name="venue">Of the instrument.</param>
/// <param name="symbol">Of the instrument.</param>
/// <param name="numbered">Whether the numbers of the messages are the venue's, and not made from when they were received.</param>
public sealed class BookBars(Lake lake, CaptureVenue venue, string symbol, bool numbered = true)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>Days of messages in which a snapshot is looked for; live collectors take one whenever they connect, and venues end a connection after a day.</summary>
    private const int Reach = 31;

    private static readonly (string Name, Func<BookBar, long> Value)[] Counts = [("updates", b => b.Updates), ("quotes", b => b.Quotes)];
    private static readonly (string Name, Func<BookBar, bool> Value)[] Flags = [("gap", b => b.Gap), ("crossed", b => b.Crossed), ("locked", b => b.Locked)];

    /// <summary>
    /// Makes the bars of the UTC days that messages in [<paramref name="first"/>, <paramref name="last"/>] may have a part in: from the day of the message before them (that the
    /// first follows on it shows that nothing happened between) to the day of the next snapshot. Reading begins on the last earlier day with a snapshot. So the bars do not depend on
    /// the order in which the messages came to the lake.
    /// </summary>
    public FactWrite Make(long first, long last)
    {
        var history = new BookHistory(lake, venue.Name, symbol);
        var days = history.Days();
        var (firstDay, lastDay) = (Day(first), Day(last));
        var start = days.Any(d => d < firstDay) ? days.Last(d => d < firstDay) : firstDay;
        var earlier = days.Where(d => d < start).Reverse().Take(Reach).ToArray();
        var from = Array.FindIndex(earlier, history.HasSnapshot) is >= 0 and var found ? earlier[found] : earlier.Append(start).Min();
        var later = days.Where(d => d > lastDay).Take(Reach).ToArray();
        var until = Array.FindIndex(later, history.HasSnapshot) is >= 0 and var next ? later[next] : later.Append(lastDay).Max();
        var builder = new BookBarBuilder(Interval, numbered ? venue.Sequence : BookSequence.Linked, venue.ContractValue(symbol), numbered: numbered);
        using var writer = lake.OpenFacts(FactDatasetCatalog.BookBars, venue.Name, symbol, Interval);
        foreach (var message in history.Messages(Instant.From(from), Instant.From(until.AddDays(1))))
        {
            if (message.Kind == CaptureKind.Quote) builder.Add(message.Quote);
            else if (message.Update is { } update) builder.Add(update);
            else builder.Add(message.Snapshot!);
        }
        builder.End();
        BookBar[] bars = [.. builder.Take().Where(b => b.OpenTime >= Instant.From(start))];
        return bars.Length == 0 ? FactWrite.None : writer.Write(Table(bars));
    }

    /// <summary>The bars with <paramref name="from"/> ≤ open time &lt; <paramref name="until"/> as they were known at <paramref name="knownAt"/> (null: all that is known).</summary>
    public static BookBarSeries Read(Lake lake, string venue, string symbol, long? from = null, long? until = null, long? knownAt = null)
    {
        var rows = lake.ReadFacts(FactDatasetCatalog.BookBars, venue, symbol, from, until, knownAt);
        return new BookBarSeries(venue, symbol, Interval, rows is null ? [] : [.. Enumerable.Range(0, rows.Rows).Select(i => Bar(rows, i))]);
    }

    private static DateOnly Day(long time) => DateOnly.FromDateTime(DateTime.UnixEpoch.AddMicroseconds(time));

    private static LakeTable Table(BookBar[] bars)
    {
        var features = BookFeatureCatalog.All;
        return new LakeTable([
            new LakeColumn("open_time", Array.ConvertAll(bars, b => b.OpenTime)),
            new LakeColumn("coverage", Array.ConvertAll(bars, b => b.Coverage)),
            .. features.Select((f, k) => new LakeColumn($"{f.Name}_mean", Array.ConvertAll(bars, b => b.Means[k]))),
            .. features.Select((f, k) => new LakeColumn($"{f.Name}_end", Array.ConvertAll(bars, b => b.Ends[k]))),
            new LakeColumn("book_order_flow_imbalance", Array.ConvertAll(bars, b => b.BookImbalance)),
            new LakeColumn("quote_order_flow_imbalance", Array.ConvertAll(bars, b => b.QuoteImbalance)),
            .. Counts.Select(c => new LakeColumn(c.Name, Array.ConvertAll(bars, b => c.Value(b)))),
            .. Flags.Select(f => new LakeColumn(f.Name, Array.ConvertAll(bars, b => (sbyte)(f.Value(b) ? 1 : 0)))),
        ])
        { TimeColumn = "open_time" };
    }

    private static BookBar Bar(LakeTable rows, int i) => new()
    {
        OpenTime = rows.Longs("open_time")[i],
        Coverage = rows.Doubles("coverage")[i],
        Means = [.. BookFeatureCatalog.All.Select(f => rows.NullableDoubles($"{f.Name}_mean")[i])],
        Ends = [.. BookFeatureCatalog.All.Select(f => rows.NullableDoubles($"{f.Name}_end")[i])],
        BookImbalance = rows.NullableDoubles("book_order_flow_imbalance")[i],
        QuoteImbalance = rows.NullableDoubles("quote_order_flow_imbalance")[i],
        Updates = (int)rows.Longs("updates")[i],
        Quotes = (int)rows.Longs("quotes")[i],
        Gap = rows.Sbytes("gap")[i] == 1,
        Crossed = rows.Sbytes("crossed")[i] == 1,
        Locked = rows.Sbytes("locked")[i] == 1,
    };
}
