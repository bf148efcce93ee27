namespace Forecast.Storage.Lake;

/// <summary>
/// Joins the many small parts that a live stream leaves into fewer. Only parts of first versions whose rows say when they were received: then it does not matter when a
/// part was ingested, and nothing that a reading as of any instant gives changes. A joined part stands beside those that it was made of until no reader that began before can be
/// at them any more; a row that is in two parts is one row. Killed at any point, it goes on where it was.
/// </summary>
internal static class FactCompaction
{
    /// <summary>Parts of one level that are joined; so a row is written again once a level.</summary>
    public const int Fan = 32;

    /// <summary>Joins what there is to join, and deletes the parts whose joined one is older than <paramref name="readers"/>.</summary>
    public static void Run(FactDataset dataset, LakeFolder folder, TimeProvider clock, TimeSpan readers)
    {
        using var held = PartStore.Lock(folder);
        var small = PartStore.Manifests(folder.Path).Select(path => (Path: path, Manifest: PartManifest.Read(path))).Where(p => p.Manifest.Rows < FactWriter.PartRows / 2 && FactVersions.IsLive(p.Manifest));
        foreach (var group in small.GroupBy(p => (p.Manifest.Period, p.Manifest.Columns, p.Manifest.Known, p.Manifest.Level)))
        {
            // The same parts in the same order every time: then what was joined before is found to be there.
            foreach (var parts in group.OrderBy(p => p.Manifest.MinTime).ThenBy(p => p.Manifest.MinKey).ThenBy(p => p.Path, StringComparer.Ordinal).Chunk(Fan).Where(c => c.Length == Fan))
                Join(dataset, folder, [.. parts.Select(p => PartStore.Verified(folder, p.Path))], clock, readers);
        }
    }

    private static void Join(FactDataset dataset, LakeFolder folder, IReadOnlyList<(PartManifest Manifest, string Path)> parts, TimeProvider clock, TimeSpan readers)
    {
        using var duck = new Duck();
        var (columns, first) = (FactVersions.Columns(parts), parts[0].Manifest);
        var table = duck.Query(FactVersions.Select(duck, dataset, parts, columns.Select(c => c.Name), null, null, null), columns);
        var (temporary, sha256) = PartStore.Prepare(folder, first.Period, table);
        var joined = PartManifest.Of(folder, dataset, first.Period, table, KnownRule.First, first.Known, parts.Max(p => p.Manifest.IngestedAt), sha256) with { Level = first.Level + 1 };
        if (!PartStore.Holds(folder, joined))
        {
            PartStore.Publish(folder, joined, temporary);
            PartStore.Commit(folder, joined);
            if (readers > TimeSpan.Zero) return;
        }
        File.Delete(temporary);
        if (readers > TimeSpan.Zero && clock.GetUtcNow() - File.GetLastWriteTimeUtc(PartStore.Json(folder, joined)) < readers) return;
        foreach (var (manifest, path) in parts.Where(p => p.Manifest.Name != joined.Name))
        {
            File.Delete(PartStore.Json(folder, manifest));
            File.Delete(path);
        }
    }
}
