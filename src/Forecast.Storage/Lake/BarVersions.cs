using System.Globalization;
using Forecast.Core.Market;

namespace Forecast.Storage.Lake;

/// <summary>Reads bars out of their parts: for each open time the version that was the latest at an instant, when that version was known, and when the last part was ingested.</summary>
internal static class BarVersions
{
    private const string KnownAt = "known_at";

    // Counts are far below 2⁵³, so that a double holds them exactly.
    private static readonly IReadOnlyList<(string, string)> Columns =
        [(BarColumns.Time, "long"), .. BarColumns.Prices.Select(c => (c, "double")), .. BarColumns.Flow.Select(c => (c, "double?")), (KnownAt, "long")];

    public static (LakeTable Rows, long? LastIngested) Read(Duck duck, LakeFolder folder, TimeSpan interval, long? knownAt, long? from, long? until, long? ingestedBy = null)
    {
        var step = Duration.Microseconds(interval);
        var parts = PartStore.Read(folder, from is { } f ? LakeFolder.Month(f) : null, until is { } u ? LakeFolder.Month(u) : null, ingestedBy is { } by ? m => m.IngestedAt <= by : null);
        if (parts.Count == 0) return (Empty, null);
        duck.Execute("CREATE OR REPLACE TABLE source (file VARCHAR, instant BIGINT, delay BIGINT)");
        duck.Execute("INSERT INTO source VALUES " + string.Join(", ", parts.Select(p => p.Manifest.Rule == KnownRule.Correction
            ? $"({Duck.Quoted(p.Path)}, {Text(p.Manifest.Known)}, 0)" : $"({Duck.Quoted(p.Path)}, NULL, {Text(p.Manifest.Known)})")));
        var present = parts.SelectMany(p => p.Manifest.Columns.Split(',')).Select(c => c.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var flow = BarColumns.Flow.Select(c => present.Contains(c) ? $"bar.{c}::DOUBLE AS {c}" : $"NULL::DOUBLE AS {c}");
        // One version a time was known at: writers are excluded from each other and a correction is always later than what it corrects.
        var table = duck.Query($"""
            SELECT bar.{BarColumns.Time}, {string.Join(", ", BarColumns.Prices.Select(c => $"bar.{c}").Concat(flow))}, coalesce(source.instant, bar.open_time + {Text(step)} + source.delay) AS {KnownAt}
            FROM read_parquet([{string.Join(", ", parts.Select(p => Duck.Quoted(p.Path)))}], filename = 'file', union_by_name = true) AS bar JOIN source USING (file)
            WHERE {KnownAt} <= {Text(knownAt ?? long.MaxValue)} AND bar.open_time >= {Text(from ?? long.MinValue)} AND bar.open_time <= {Text(until is { } end ? end - step : long.MaxValue)}
            QUALIFY row_number() OVER (PARTITION BY bar.open_time ORDER BY {KnownAt} DESC) = 1
            ORDER BY bar.open_time
            """, Columns);
        return (table, parts.Max(p => p.Manifest.IngestedAt));
    }

    /// <summary>When the version in each row of what <see cref="Read"/> gave was known.</summary>
    public static long[] KnownOf(LakeTable rows) => rows.Longs(KnownAt);

    private static LakeTable Empty { get; } = new([.. Columns.Select(c => new LakeColumn(c.Item1, c.Item2 switch { "long" => Array.Empty<long>(), "double" => Array.Empty<double>(), _ => Array.Empty<double?>() }))]);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
