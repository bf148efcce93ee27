namespace Forecast.Storage.Lake;

/// <summary>Reads trades of one instrument in order of time, handing them on as they are read: memory stays flat however many there are. For one thread at a time.</summary>
public sealed class TradeScan : IDisposable
{
    private static readonly string[] Columns = ["time", "price", "quantity", "taker_side"];
    private readonly Duck _duck = new();
    private readonly Func<long, long, IReadOnlyList<(PartManifest Manifest, string Path)>> _parts;
    private readonly long? _knownAt, _ingestedBy;

    internal TradeScan(Func<long, long, IReadOnlyList<(PartManifest Manifest, string Path)>> parts, long? knownAt, long? ingestedBy) => (_parts, _knownAt, _ingestedBy) = (parts, knownAt, ingestedBy);

    /// <summary>The trades with <paramref name="from"/> ≤ time &lt; <paramref name="until"/>.</summary>
    /// <exception cref="CorruptPartException">A file is not what was written.</exception>
    public void Read(long from, long until, TradeReader read)
    {
        var parts = _parts(from, until);
        if (parts.Count == 0) return;
        _duck.Stream(
            FactVersions.Select(_duck, FactDatasetCatalog.Trades, parts, Columns, from, until, _knownAt, _ingestedBy),
            chunk => read(chunk.Values<long>(0), chunk.Values<double>(1), chunk.Values<double>(2), chunk.Values<sbyte>(3)));
    }

    public void Dispose() => _duck.Dispose();
}
