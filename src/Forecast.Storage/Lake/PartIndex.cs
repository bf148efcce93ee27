using System.Diagnostics;

namespace Forecast.Storage.Lake;

/// <summary>The manifests of a folder, as a writer that holds its lock knows them: read once each, and a period's folder looked at again only when it has changed.</summary>
internal sealed class PartIndex(LakeFolder folder)
{
    // A folder that changed just before it was looked at may change again without showing it.
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Dictionary<string, PartManifest>> _periods = [];
    private readonly Dictionary<string, (DateTime Changed, long SeenFirst, bool Settled)> _looks = [];

    /// <summary>When the last part was ingested; null where there is none.</summary>
    public long? LastIngested { get; private set; }

    /// <summary>Sees what others have written since; <paramref name="staged"/> are this writer's own, which only it sees.</summary>
    public void Refresh(IReadOnlyCollection<PartManifest> staged)
    {
        if (!Directory.Exists(folder.Path)) return;
        foreach (var period in Directory.EnumerateDirectories(folder.Path))
        {
            var changed = Directory.GetLastWriteTimeUtc(period);
            (DateTime Changed, long SeenFirst, bool Settled) look = _looks.TryGetValue(period, out var last) && last.Changed == changed ? last : (changed, Stopwatch.GetTimestamp(), false);
            if (look.Settled) continue;
            _looks[period] = look with { Settled = Stopwatch.GetElapsedTime(look.SeenFirst) > Grain };
            var known = _periods.GetValueOrDefault(period, []);
            var there = new Dictionary<string, PartManifest>();
            foreach (var path in Directory.EnumerateFiles(period, "part-*.json")) there[path] = known.GetValueOrDefault(path) ?? PartManifest.Read(path);
            foreach (var manifest in staged.Where(m => folder.Period(m.Period) == period)) there[PartStore.Json(folder, manifest)] = manifest;
            _periods[period] = there;
            if (there.Count > 0) LastIngested = Math.Max(LastIngested ?? long.MinValue, there.Values.Max(m => m.IngestedAt));
        }
    }

    public void Add(PartManifest manifest)
    {
        var period = folder.Period(manifest.Period);
        if (!_periods.TryGetValue(period, out var there)) _periods.Add(period, there = []);
        there[PartStore.Json(folder, manifest)] = manifest;
        LastIngested = Math.Max(LastIngested ?? long.MinValue, manifest.IngestedAt);
    }

    /// <summary>The manifests whose keys may meet those from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public IEnumerable<(string Path, PartManifest Manifest)> Overlapping(long least, long most) =>
        from period in _periods.Values from part in period where part.Value.MinKey <= most && part.Value.MaxKey >= least select (part.Key, part.Value);
}
