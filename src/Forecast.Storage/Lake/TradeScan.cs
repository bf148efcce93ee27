using System.Collections.Concurrent;

namespace Forecast.Storage.Lake;

/// <summary>Reads trades of one instrument in order of time, handing them on as they are read: memory stays flat however many there are. For one thread at a time.</summary>
public sealed class TradeScan : IDisposable
{
    private static readonly string[] Columns = ["time", "price", "quantity", "taker_side"];
    private readonly Duck _duck = new();
    private readonly LakeFolder _folder;
    private readonly IReadOnlyList<(PartManifest Manifest, string Path)> _parts;
    private readonly ConcurrentDictionary<string, Lazy<(PartManifest Manifest, string Path)>> _verified;
    private readonly long? _knownAt, _ingestedBy;

    internal TradeScan(LakeFolder folder, long? knownAt, long? ingestedBy)
        : this(
            folder, [.. PartStore.Manifests(folder.Path).Select(p => (PartManifest.Read(p), p)).Where(p => p.Item1.IngestedAt <= (ingestedBy ?? long.MaxValue) || FactVersions.IsLive(p.Item1))], new(),
            knownAt, ingestedBy)
    {
    }

    private TradeScan(
        LakeFolder folder, IReadOnlyList<(PartManifest, string)> parts, ConcurrentDictionary<string, Lazy<(PartManifest, string)>> verified, long? knownAt, long? ingestedBy) =>
        (_folder, _parts, _verified, _knownAt, _ingestedBy) = (folder, parts, verified, knownAt, ingestedBy);

    /// <summary>Stretches of [<paramref name="from"/>, <paramref name="until"/>) that hold all trades, about one a part; of few large parts several each. Cut at multiples of <paramref name="step"/>.</summary>
    public IReadOnlyList<(long From, long Until)> Stretches(long from, long until, long step)
    {
        var each = Math.Max(1, 4 * Environment.ProcessorCount / Math.Max(1, _parts.Count(p => p.Manifest.MinTime < until && p.Manifest.MaxTime >= from)));
        var cuts = _parts.SelectMany(p => Cuts(p.Manifest)).Append(until).Where(c => c > from && c <= until).Distinct().Order();
        var stretches = new List<(long From, long Until)>();
        foreach (var cut in cuts)
        {
            if (_parts.Any(p => p.Manifest.MinTime < cut && p.Manifest.MaxTime >= from)) stretches.Add((from, cut));
            from = cut;
        }
        return stretches;

        IEnumerable<long> Cuts(PartManifest part)
        {
            var (first, last) = (part.MinTime!.Value / step * step, (part.MaxTime!.Value / step * step) + step);
            var pieces = Math.Clamp(Math.Min(each, part.Rows / 250_000), 1, (last - first) / step);
            for (var k = 0; k <= pieces; k++) yield return first + ((last - first) / step * k / pieces * step);
        }
    }

    /// <summary>Another reader of the same trades, for another thread.</summary>
    public TradeScan Beside() => new(_folder, _parts, _verified, _knownAt, _ingestedBy);

    /// <summary>The trades with <paramref name="from"/> ≤ time &lt; <paramref name="until"/>.</summary>
    /// <exception cref="CorruptPartException">A file is not what was written.</exception>
    public void Read(long from, long until, TradeReader read) =>
        Read(from, until, Columns, chunk => read(chunk.Values<long>(0), chunk.Values<double>(1), chunk.Values<double>(2), chunk.Values<sbyte>(3)));

    /// <summary>Their numbers and times alone.</summary>
    public void ReadNumbers(long from, long until, Action<ReadOnlySpan<long>, ReadOnlySpan<long>> read) =>
        Read(from, until, ["trade_id", "time"], chunk => read(chunk.Values<long>(0), chunk.Values<long>(1)));

    private void Read(long from, long until, string[] columns, Duck.ChunkReader read)
    {
        var parts = _parts.Where(p => p.Manifest.MinTime < until && p.Manifest.MaxTime >= from).Select(p => _verified.GetOrAdd(p.Path, path => new(() => PartStore.Verified(_folder, path))).Value).ToArray();
        if (parts.Length == 0) return;
        _duck.Stream(FactVersions.Select(_duck, FactDatasetCatalog.Trades, parts, columns, from, until, _knownAt, _ingestedBy), read);
    }

    public void Dispose() => _duck.Dispose();
}
