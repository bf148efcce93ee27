namespace Forecast.Storage.Lake;

/// <summary>
/// Joins the many small parts that a live stream leaves into fewer. Only parts of first versions whose rows say when they were received: then it does not matter when a
/// part was ingested, and nothing that a reading as of any instant gives changes.
/// </summary>
internal static class FactCompaction
{
    /// <summary>Parts of one size that are joined; so a row is written again once a size, three times at most.</summary>
    public const int Fan = 32;

    /// <summary>
    /// Joins what there is to join. Manifests of joined parts go at once, since a row that is in two parts is still one row; their Parquet files are returned, to be deleted when
    /// no reader can be at them any more.
    /// </summary>
    public static IReadOnlyList<string> Run(FactDataset dataset, LakeFolder folder)
    {
        var left = new List<string>();
        using var held = PartStore.Lock(folder);
        var small = PartStore.Manifests(folder.Path).Select(path => (Path: path, Manifest: PartManifest.Read(path)))
            .Where(p => p.Manifest.Rows < FactWriter.PartRows / 2 && FactVersions.IsLive(p.Manifest));
        foreach (var group in small.GroupBy(p => (p.Manifest.Period, p.Manifest.Columns, p.Manifest.Known, Size: Size(p.Manifest.Rows))).Where(g => g.Count() >= Fan))
        {
            var rows = 0;
            var joined = group.OrderBy(p => p.Manifest.MinTime).ThenBy(p => p.Manifest.MinKey).TakeWhile(p => (rows += p.Manifest.Rows) <= FactWriter.PartRows).ToArray();
            var parts = joined.Select(p => PartStore.Verified(folder, p.Path)).ToArray();
            using var duck = new Duck();
            var columns = FactVersions.Columns(parts);
            var table = duck.Query(FactVersions.Select(duck, dataset, parts, columns.Select(c => c.Name), null, null, null), columns);
            var (temporary, sha256) = PartStore.Prepare(folder, group.Key.Period, table);
            var manifest = PartManifest.Of(folder, dataset, group.Key.Period, table, KnownRule.First, group.Key.Known, joined.Max(p => p.Manifest.IngestedAt), sha256);
            PartStore.Publish(folder, manifest, temporary);
            PartStore.Commit(folder, manifest);
            foreach (var part in joined.Where(p => p.Manifest.Name != manifest.Name))
            {
                File.Delete(part.Path);
                left.Add(Path.ChangeExtension(part.Path, ".parquet"));
            }
        }
        return left;
    }

    // Sizes sixteen times apart: up to 4 095 rows, up to 65 535, the rest.
    private static int Size(int rows) => rows < 1 << 12 ? 0 : rows < 1 << 16 ? 1 : 2;
}
