using System.Security.Cryptography;

namespace Forecast.Storage.Lake;

/// <summary>Puts parts on the disk and finds them again: Parquet first, then the manifest, whose rename is the commit.</summary>
internal static class PartStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Excludes other writers of the folder, here and in other processes.</summary>
    public static FileStream Lock(LakeFolder folder, TimeSpan? patience = null)
    {
        Directory.CreateDirectory(folder.Path);
        return FileLock.Take(LockPath(folder.Path), patience ?? Patience);
    }

    /// <summary>Commits a table as a part; nothing happens where that part is there already. The folder must be locked.</summary>
    public static (string Identity, bool Written) Write(LakeFolder folder, string period, LakeTable table, KnownRule rule, long known, long now)
    {
        var manifest = PartManifest.Of(folder, period, table, rule, known, now);
        if (Holds(folder, manifest)) return (manifest.Identity, false);
        Write(folder, manifest, table);
        return (manifest.Identity, true);
    }

    /// <summary>Whether this very part is committed.</summary>
    public static bool Holds(LakeFolder folder, PartManifest manifest) => File.Exists(Path.Combine(folder.Period(manifest.Period), manifest.Name + ".json"));

    /// <summary>Commits the table that <paramref name="manifest"/> describes, which is not there yet. The folder must be locked.</summary>
    private static void Write(LakeFolder folder, PartManifest manifest, LakeTable table)
    {
        var (temporary, sha256) = Prepare(folder, manifest.Period, table);
        manifest = manifest with { Sha256 = sha256 };
        Publish(folder, manifest, temporary);
        Commit(folder, manifest);
    }

    /// <summary>Writes the rows under a temporary name; returns it and the file's hash.</summary>
    public static (string Temporary, string Sha256) Prepare(LakeFolder folder, string period, LakeTable table)
    {
        Directory.CreateDirectory(folder.Period(period));
        var temporary = DurableFile.TemporaryName(Path.Combine(folder.Period(period), "rows.parquet"));
        try
        {
            ParquetPart.Write(table, temporary);
            return (temporary, Hash(temporary));
        }
        catch (Exception e)
        {
            File.Delete(temporary);
            throw NotWritten(temporary, e);
        }
    }

    /// <summary>Gives prepared rows their name. Nobody reads them before <see cref="Commit"/>; the folder must be locked until then.</summary>
    public static void Publish(LakeFolder folder, PartManifest manifest, string temporary)
    {
        try
        {
            DurableFile.Publish(temporary, Parquet(folder, manifest));
        }
        catch (Exception e)
        {
            File.Delete(temporary);
            throw NotWritten(Parquet(folder, manifest), e);
        }
    }

    /// <summary>Makes a staged part part of the lake.</summary>
    public static void Commit(LakeFolder folder, PartManifest manifest)
    {
        var target = Parquet(folder, manifest);
        try
        {
            DurableFile.Write(Path.ChangeExtension(target, ".json"), manifest.ToJson());
        }
        catch (Exception e)
        {
            throw NotWritten(target, e);
        }
    }

    /// <summary>Where the manifest of a part lies.</summary>
    public static string Json(LakeFolder folder, PartManifest manifest) => Path.Combine(folder.Period(manifest.Period), manifest.Name + ".json");

    /// <summary>Where the rows of a part lie.</summary>
    public static string Parquet(LakeFolder folder, PartManifest manifest) => Path.Combine(folder.Period(manifest.Period), manifest.Name + ".parquet");

    /// <summary>The committed parts of the periods from <paramref name="first"/> to <paramref name="last"/>, in order, each held against its hashes.</summary>
    public static IReadOnlyList<(PartManifest Manifest, string Path)> Read(LakeFolder folder, string? first = null, string? last = null, Func<PartManifest, bool>? wanted = null) =>
        // A part that was joined into another goes once nobody should be reading it; who lists just then, lists again.
        Again<(PartManifest Manifest, string Path)>(() => [.. from path in Manifests(folder.Path, first, last) where wanted is null || wanted(PartManifest.Read(path)) select Verified(folder, path)]);

    private static IReadOnlyList<T> Again<T>(Func<IReadOnlyList<T>> list)
    {
        for (var left = 3; ; left--)
        {
            try
            {
                return list();
            }
            catch (FileNotFoundException) when (left > 0)
            {
                // Listed again.
            }
        }
    }

    /// <summary>One part, held against its hashes.</summary>
    public static (PartManifest Manifest, string Path) ReadOne(LakeFolder folder, string period, string identity)
    {
        var path = Path.Combine(folder.Period(period), PartManifest.Stem(identity) + ".json");
        var part = File.Exists(path) ? Verified(folder, path) : throw new FileNotFoundException($"the lake has no part {identity} of {folder.Dataset} {folder.Venue} {folder.Symbol} {period}; compute it again", path);
        return part.Manifest.Identity == identity ? part : throw new CorruptPartException(path, $"it is not the part {identity}");
    }

    /// <summary>The manifests' paths, ordered by period and name.</summary>
    public static IEnumerable<string> Manifests(string folder, string? first = null, string? last = null) => !Directory.Exists(folder) ? [] :
        from period in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
        let name = Path.GetFileName(period)
        where (first is null || string.CompareOrdinal(name, first) >= 0) && (last is null || string.CompareOrdinal(name, last) <= 0)
        from manifest in Directory.EnumerateFiles(period, "part-*.json").Order(StringComparer.Ordinal)
        select manifest;

    /// <summary>Deletes what killed writers left below <paramref name="root"/>; leaves alone whatever a living one may still be writing. Returns how many files.</summary>
    public static int Sweep(string root)
    {
        var swept = DurableFile.Sweep(root);
        if (!Directory.Exists(root)) return swept;
        foreach (var folder in Directory.EnumerateFiles(root, Path.GetFileName(LockPath(root)), SearchOption.AllDirectories).Select(f => Path.GetDirectoryName(f)!).ToList())
        {
            // Between the two renames a living writer's Parquet file has no manifest either; then it holds the lock.
            using var held = FileLock.TryTake(LockPath(folder));
            if (held is null) continue;
            var orphans = Directory.EnumerateFiles(folder, "part-*.parquet", SearchOption.AllDirectories).Where(f => !File.Exists(Path.ChangeExtension(f, ".json"))).ToList();
            orphans.ForEach(File.Delete);
            swept += orphans.Count;
        }
        return swept;
    }

    /// <summary>The part of a manifest, held against its hashes.</summary>
    public static (PartManifest Manifest, string Path) Verified(LakeFolder folder, string path)
    {
        var manifest = PartManifest.Read(path);
        if ((manifest.Dataset, manifest.Venue, manifest.Symbol, manifest.Period) != (folder.Dataset, folder.Venue, folder.Symbol, Path.GetFileName(Path.GetDirectoryName(path))))
            throw new CorruptPartException(path, $"it belongs to {manifest.Dataset} {manifest.Venue} {manifest.Symbol} {manifest.Period} and not in this folder");
        var parquet = Path.ChangeExtension(path, ".parquet");
        if (!File.Exists(parquet)) throw !File.Exists(path) ? new FileNotFoundException("the part was joined into another", path) : new CorruptPartException(parquet, "it is gone while its manifest is there");
        var hash = Hash(parquet);
        return hash == manifest.Sha256 ? (manifest, parquet) : throw new CorruptPartException(parquet, $"its SHA-256 is {hash} where its manifest says {manifest.Sha256}");
    }

    private static IOException NotWritten(string target, Exception cause) =>
        new($"cannot write {target}: {cause.Message}. Nothing was kept of it; see to space and permissions of that folder and run again", cause);

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static string LockPath(string folder) => Path.Combine(folder, ".lock");
}
