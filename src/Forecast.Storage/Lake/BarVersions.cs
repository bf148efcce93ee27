using System.Globalization;
using Forecast.Core.Market;

namespace Forecast.Storage.Lake;

/// <summary>Reads bars out of their parts: for each open time the version that was the latest at an instant, when that version was known, and when the last part was ingested.</summary>
internal static class BarVersions
{
    private const string KnownAt = "known_at";
    private static readonly IReadOnlyList<(string, string)> Columns = [.. BarColumns.All, (KnownAt, "long")];

    public static (BarSeries Bars, long[] KnownAt, long? LastIngested) Read(Duck duck, LakeFolder folder, TimeSpan interval, long? knownAt, long? from, long? until, long? ingestedBy = null)
    {
        var step = Duration.Microseconds(interval);
        var parts = PartStore.Read(folder, from is { } f ? LakeFolder.Month(f) : null, until is { } u ? LakeFolder.Month(u) : null, ingestedBy);
        if (parts.Count == 0) return (Empty(folder, interval), [], null);
        duck.Execute("CREATE OR REPLACE TABLE source (file VARCHAR, instant BIGINT, delay BIGINT)");
        duck.Execute("INSERT INTO source VALUES " + string.Join(", ", parts.Select(p => p.Manifest.Rule == KnownRule.Correction
            ? $"({Duck.Quoted(p.Path)}, {Text(p.Manifest.Known)}, 0)" : $"({Duck.Quoted(p.Path)}, NULL, {Text(p.Manifest.Known)})")));
        // One version a time was known at: writers are excluded from each other and a correction is always later than what it corrects.
        var table = duck.Query($"""
            SELECT {string.Join(", ", BarColumns.All.Select(c => $"bar.{c.Name}"))}, coalesce(source.instant, bar.open_time + {Text(step)} + source.delay) AS {KnownAt}
            FROM read_parquet([{string.Join(", ", parts.Select(p => Duck.Quoted(p.Path)))}], filename = 'file') AS bar JOIN source USING (file)
            WHERE {KnownAt} <= {Text(knownAt ?? long.MaxValue)} AND bar.open_time >= {Text(from ?? long.MinValue)} AND bar.open_time <= {Text(until is { } end ? end - step : long.MaxValue)}
            QUALIFY row_number() OVER (PARTITION BY bar.open_time ORDER BY {KnownAt} DESC) = 1
            ORDER BY bar.open_time
            """, Columns);
        return (BarColumns.ToBars(table, folder.Venue, folder.Symbol, interval).Validated(), table.Longs(KnownAt), parts.Max(p => p.Manifest.IngestedAt));
    }

    private static BarSeries Empty(LakeFolder folder, TimeSpan interval) => new()
    {
        Venue = folder.Venue, Symbol = folder.Symbol, Interval = interval, OpenTime = [], Open = [], High = [], Low = [], Close = [], Volume = [], QuoteVolume = [], Trades = [],
        TakerBuyBase = [], TakerBuyQuote = [],
    };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
