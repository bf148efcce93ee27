using System.Globalization;
using Forecast.Core.Market;

namespace Forecast.Storage.Lake;

/// <summary>Counts bars by instrument and day, in one query over the times of all parts; the parts are counted, not read, and so not held against their hashes.</summary>
internal static class BarDays
{
    public static IReadOnlyList<BarDay> Of(IReadOnlyList<LakeFolder> folders)
    {
        var parts = folders.SelectMany((folder, id) => Parts(folder, id, withdrawn: false).Concat(Parts(folder.Withdrawn, id, withdrawn: true))).ToArray();
        if (parts.Length == 0) return [];
        using var duck = new Duck();
        duck.Execute("CREATE TABLE source (file VARCHAR, id BIGINT, kind BIGINT, known BIGINT)");
        duck.Execute($"INSERT INTO source VALUES {string.Join(", ", parts.Select(p => $"({Duck.Quoted(p.Path)}, {Text(p.Id)}, {Text(p.Kind)}, {Text(p.Known)})"))}");
        // A bar has one first version; it is gone where its last withdrawal is later than its last correction.
        var table = duck.Query($"""
            WITH bar AS (
                SELECT id, {BarColumns.Time} AS time, count(*) FILTER (kind = 1) AS corrected,
                    max(known) FILTER (kind = 2) IS NOT NULL AND max(known) FILTER (kind = 2) > coalesce(max(known) FILTER (kind = 1), {Text(long.MinValue)}) AS gone
                FROM read_parquet([{string.Join(", ", parts.Select(p => Duck.Quoted(p.Path)))}], filename = 'file', union_by_name = true) JOIN source USING (file)
                GROUP BY id, time)
            SELECT id, (time - time % {Text(Duration.Day)})::BIGINT AS day, count(*) FILTER (NOT gone)::BIGINT AS present, sum(corrected)::BIGINT AS corrected, count(*) FILTER (gone)::BIGINT AS withdrawn
            FROM bar GROUP BY ALL ORDER BY ALL
            """, [("id", "long"), ("day", "long"), ("present", "long"), ("corrected", "long"), ("withdrawn", "long")]);
        var (id, day, present, corrected, withdrawn) = (table.Longs("id"), table.Longs("day"), table.Longs("present"), table.Longs("corrected"), table.Longs("withdrawn"));
        return [.. Enumerable.Range(0, table.Rows).Select(i => new BarDay(folders[(int)id[i]].Venue, folders[(int)id[i]].Symbol, day[i], (int)present[i], (int)corrected[i], (int)withdrawn[i]))];
    }

    private static IEnumerable<(string Path, long Id, long Kind, long Known)> Parts(LakeFolder folder, int id, bool withdrawn) =>
        from path in PartStore.Manifests(folder.Path)
        let manifest = PartManifest.Read(path)
        select (Path.ChangeExtension(path, ".parquet"), (long)id, withdrawn ? 2L : manifest.Rule == KnownRule.Correction ? 1 : 0, manifest.Known);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
