using System.Globalization;
using Forecast.Core.Market;

namespace Forecast.Storage.Lake;

/// <summary>Counts trades by instrument and day, in one query over the numbers and times of all parts. A trade has one first version, so rows of first versions are trades; where parts overlap (one was
/// just joined from others), numbers are counted.</summary>
internal static class TradeDays
{
    public static IReadOnlyList<TradeDay> Of(IReadOnlyList<LakeFolder> folders)
    {
        var parts = folders.SelectMany((folder, id) => PartStore.Manifests(folder.Path).Select(path => (Id: (long)id, Path: Path.ChangeExtension(path, ".parquet"), Manifest: PartManifest.Read(path)))).ToArray();
        if (parts.Length == 0) return [];
        using var duck = new Duck();
        duck.Execute("CREATE TABLE source (file VARCHAR, id BIGINT, first BOOLEAN, alone BOOLEAN)");
        var overlapping = parts.Where(p => p.Manifest.Rule == KnownRule.First).GroupBy(p => (p.Id, p.Manifest.Period)).SelectMany(g => g.OrderBy(p => p.Manifest.MinKey).ToArray() is var ordered
            && ordered.Zip(ordered.Skip(1)).Any(p => p.First.Manifest.MaxKey >= p.Second.Manifest.MinKey) ? ordered.Select(p => p.Path) : []).ToHashSet();
        duck.Execute($"INSERT INTO source VALUES {string.Join(", ", parts.Select(p => $"({Duck.Quoted(p.Path)}, {Text(p.Id)}, {(p.Manifest.Rule == KnownRule.Correction ? "false" : "true")}, {(overlapping.Contains(p.Path) ? "false" : "true")})"))}");
        var table = duck.Query($"""
            WITH day AS (
                SELECT id, time - time % {Text(Duration.Day)} AS day, count(*) FILTER (first AND alone) + count(DISTINCT trade_id) FILTER (first AND NOT alone) AS present, count(*) FILTER (NOT first) AS corrected, min(trade_id) AS least, max(trade_id) AS most
                FROM read_parquet([{string.Join(", ", parts.Select(p => Duck.Quoted(p.Path)))}], filename = 'file', union_by_name = true) JOIN source USING (file) GROUP BY ALL)
            SELECT id, day::BIGINT, present::BIGINT, greatest(0, most - coalesce(lag(most) OVER (PARTITION BY id ORDER BY day), least - 1) - present)::BIGINT AS holes, corrected::BIGINT
            FROM day ORDER BY id, day
            """, [("id", "long"), ("day", "long"), ("present", "long"), ("holes", "long"), ("corrected", "long")]);
        var (id, day, present, holes, corrected) = (table.Longs("id"), table.Longs("day"), table.Longs("present"), table.Longs("holes"), table.Longs("corrected"));
        return [.. Enumerable.Range(0, table.Rows).Select(i => new TradeDay(folders[(int)id[i]].Venue, folders[(int)id[i]].Symbol, day[i], present[i], holes[i], corrected[i]))];
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
