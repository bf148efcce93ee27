namespace Forecast.Storage.Lake;

/// <summary>Holds a batch of facts against what the lake has, by key.</summary>
internal static class FactComparison
{
    private static readonly (string, string)[] Answer = [("place", "long"), ("state", "long"), ("known_at", "long")];

    /// <summary>For every row, in order: what it is to the lake, and when the version that it differs from was known.</summary>
    public static IEnumerable<(int Place, FactState State, long KnownAt)> Of(FactDataset dataset, LakeFolder folder, LakeTable batch, IReadOnlyList<(PartManifest Manifest, string Path)> there)
    {
        var places = new long[batch.Rows];
        for (var i = 0; i < places.Length; i++) places[i] = i;
        Directory.CreateDirectory(folder.Path);
        var file = DurableFile.TemporaryName(Path.Combine(folder.Path, "batch.parquet"));
        try
        {
            ParquetPart.Write(new LakeTable([.. batch.Columns, new LakeColumn("place", places)]), file);
            using var duck = new Duck();
            var table = duck.Query(Sql(duck, dataset, batch, file, there), Answer);
            var (place, state, knownAt) = (table.Longs("place"), table.Longs("state"), table.Longs("known_at"));
            return [.. Enumerable.Range(0, table.Rows).Select(i => ((int)place[i], (FactState)state[i], knownAt[i]))];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Sql(Duck duck, FactDataset dataset, LakeTable batch, string file, IReadOnlyList<(PartManifest Manifest, string Path)> there)
    {
        var keys = string.Join(", ", dataset.Key);
        var range = $"BETWEEN {batch.Longs(dataset.Key[0]).Min()} AND {batch.Longs(dataset.Key[0]).Max()}";
        string SameKey(string a, string b) => string.Join(" AND ", dataset.Key.Select(k => $"{a}.{k} IS NOT DISTINCT FROM {b}.{k}"));
        string Same(string a, string b, Func<string, bool> has) => string.Join(" AND ", batch.Columns.Select(c => c.Name)
            .Where(c => !dataset.Key.Contains(c) && c != FactDatasetCatalog.ReceivedAt)
            .Select(c => !has(c) ? $"{a}.{c} IS NULL" : c == dataset.Time ? $"{a}.{c} // 1000 = {b}.{c} // 1000" : $"{a}.{c} IS NOT DISTINCT FROM {b}.{c}")
            .DefaultIfEmpty("true"));
        var within = $"CASE WHEN {Same("batch", "original", _ => true)} THEN {(int)FactState.Known} ELSE {(int)FactState.Contradicts} END";
        var head = $"""
            WITH batch AS (SELECT *, row_number() OVER (PARTITION BY {keys} ORDER BY place) AS nth FROM read_parquet({Duck.Quoted(file)})),
            original AS (SELECT * FROM batch WHERE nth = 1)
            """;
        if (there.Count == 0)
            return $"{head} SELECT batch.place, CAST(CASE WHEN batch.nth = 1 THEN {(int)FactState.New} ELSE {within} END AS BIGINT) AS state, CAST(0 AS BIGINT) AS known_at FROM batch JOIN original ON {SameKey("batch", "original")} ORDER BY 1";
        var kept = FactVersions.Columns(there);
        return $"""
            {head}, there AS ({FactVersions.Latest(duck, dataset, there, $"{dataset.Key[0]} {range}")})
            SELECT batch.place, CAST(CASE WHEN batch.nth > 1 THEN {within} WHEN there.known_at IS NULL THEN {(int)FactState.New} WHEN {Same("batch", "there", c => kept.Any(k => k.Name == c))} THEN {(int)FactState.Known} ELSE {(int)FactState.Differs} END AS BIGINT) AS state,
                coalesce(there.known_at, 0) AS known_at
            FROM batch JOIN original ON {SameKey("batch", "original")} LEFT JOIN there ON {SameKey("batch", "there")} ORDER BY 1
            """;
    }
}
