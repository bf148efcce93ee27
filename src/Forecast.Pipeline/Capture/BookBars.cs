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
public sealed class BookBars(Lake lake, CaptureVenue venue, string symbol)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private static readonly (string Name, Func<BookBar, long> Value)[] Counts = [("updates", b => b.Updates), ("quotes", b => b.Quotes)];
    private static readonly (string Name, Func<BookBar, bool> Value)[] Flags = [("gap", b => b.Gap), ("crossed", b => b.Crossed), ("locked", b => b.Locked)];

    /// <summary>
    /// Makes the bars of the UTC days in which [<paramref name="first"/>, <paramref name="last"/>] lies and of the day after, whose book may go on from here. Reading begins a day
    /// earlier, so that a book which was there then goes on.
    /// </summary>
    public FactWrite Make(long first, long last)
    {
        var start = Instant.FloorDay(first);
        var builder = new BookBarBuilder(Interval, venue.Sequence, venue.ContractValue(symbol));
        using var writer = lake.OpenFacts(FactDatasetCatalog.BookBars, venue.Name, symbol, Interval);
        foreach (var message in new BookHistory(lake, venue.Name, symbol).Messages(start - Duration.Day, Instant.FloorDay(last) + (2 * Duration.Day)))
        {
            if (message.Kind == CaptureKind.Quote) builder.Add(message.Quote);
            else if (message.Update is { } update) builder.Add(update);
            else builder.Add(message.Snapshot!);
        }
        builder.End();
        BookBar[] bars = [.. builder.Take().Where(b => b.OpenTime >= start)];
        return bars.Length == 0 ? FactWrite.None : writer.Write(Table(bars));
    }

    /// <summary>The bars with <paramref name="from"/> ≤ open time &lt; <paramref name="until"/> as they were known at <paramref name="knownAt"/> (null: all that is known).</summary>
    public BookBarSeries Read(long? from = null, long? until = null, long? knownAt = null)
    {
        var rows = lake.ReadFacts(FactDatasetCatalog.BookBars, venue.Name, symbol, from, until, knownAt);
        return new BookBarSeries(venue.Name, symbol, Interval, rows is null ? [] : [.. Enumerable.Range(0, rows.Rows).Select(i => Bar(rows, i))]);
    }

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
        ]) { TimeColumn = "open_time" };
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
