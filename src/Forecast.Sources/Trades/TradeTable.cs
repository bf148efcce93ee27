using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>The good trades of a file that wait to become batches, by venue and symbol.</summary>
internal sealed class TradeTable
{
    /// <summary>A file of all options of a venue has less than this.</summary>
    public const int MaximumSymbols = 4096;

    private const int FirstCapacity = 4096, FirstOfMany = 64, MostUnused = 4;

    private readonly TradeLayout _layout;
    private readonly TradeFileOptions _options;
    private readonly string _path;
    // By how the file spells them; two spellings may be one instrument.
    private readonly Dictionary<int, List<(byte[] Venue, byte[] Symbol, TradeBuffer Buffer)>> _byHash = [];
    private readonly List<TradeBuffer> _buffers = [];
    private readonly ConcurrentQueue<TradeBatch> _unused = new();
    private byte[]? _instrument;
    private int _rows;
    private bool _full;

    public TradeTable(TradeLayout layout, TradeFileOptions options, string path)
    {
        (_layout, _options, _path) = (layout, options, path);
        Current = layout.Symbol >= 0 ? new TradeBuffer("", "", [], [], layout) : new TradeBuffer(TradeFileName.Venue(path, options), TradeFileName.Symbol(path, options), [], [], layout);
        if (layout.Symbol < 0) _buffers.Add(Current);
    }

    /// <summary>That of the row last selected.</summary>
    public TradeBuffer Current { get; private set; }

    /// <summary>Rows that the batches being filled can still take.</summary>
    public int Room => _options.RowsPerBatch - _rows;

    /// <summary>Least and greatest time of the batches taken; null where there are none.</summary>
    public long? FirstTime => _buffers.Count > 0 && _buffers.Min(b => b.FirstTime) is var time and < long.MaxValue ? time : null;

    public long? LastTime => _buffers.Count > 0 && _buffers.Max(b => b.LastTime) is var time and > long.MinValue ? time : null;

    /// <summary>The venue gave numbers in all rows.</summary>
    public bool HasIds => _buffers.Count > 0 && _buffers.TrueForAll(b => b.HasIds == true);

    public bool Ascends => _buffers.TrueForAll(b => b.Ascends);

    public long MissingIds => _buffers.Sum(b => b.MissingIds);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(in TradeValues trade)
    {
        var buffer = Current;
        if (buffer.Count == buffer.Capacity) Grow(buffer);
        buffer.Append(trade);
        _rows++;
    }

    /// <summary>Makes the buffer of a venue and symbol that were met before the current one.</summary>
    public bool TrySelect(ReadOnlySpan<byte> venue, ReadOnlySpan<byte> symbol)
    {
        if (symbol.SequenceEqual(Current.SymbolText) && venue.SequenceEqual(Current.VenueText)) return true;
        if (!_byHash.TryGetValue(Hash(venue, symbol), out var same)) return false;
        foreach (var spelled in same)
            if (symbol.SequenceEqual(spelled.Symbol) && venue.SequenceEqual(spelled.Venue))
            {
                Current = spelled.Buffer;
                return true;
            }
        return false;
    }

    /// <summary>The same for any venue and symbol; the rule that they break, if they are none.</summary>
    public CleaningRule? Select(ReadOnlySpan<byte> venue, ReadOnlySpan<byte> symbol, int line)
    {
        if (TrySelect(venue, symbol)) return null;
        if (venue.Length > 64 || symbol.Length > 64) return TradeRuleCatalog.NotASymbol;
        // Some venues put a slash between the currencies, which no folder can have.
        var name = Encoding.UTF8.GetString(symbol).ToUpperInvariant().Replace('/', '-');
        var place = _layout.Venue >= 0 ? TradeFileName.Venue(Encoding.UTF8.GetString(venue)) : _options.Venue;
        if (!VenueSymbol.IsName(name) || !VenueSymbol.IsName(place)) return TradeRuleCatalog.NotASymbol;
        if (_buffers.Find(b => b.Venue == place && b.Symbol == name) is { } met) Current = met;
        else
        {
            if (_buffers.Count == MaximumSymbols) throw new InputException($"the file has trades of more than {MaximumSymbols} symbols", $"{_path}:{line}", "split it by symbol");
            Current = new TradeBuffer(place, name, venue.ToArray(), symbol.ToArray(), _layout);
            _buffers.Add(Current);
        }
        var hash = Hash(venue, symbol);
        if (!_byHash.TryGetValue(hash, out var same)) _byHash[hash] = same = [];
        same.Add((venue.ToArray(), symbol.ToArray(), Current));
        return null;
    }

    /// <summary>Whether this is the instrument of the file; that of the first row asked for is.</summary>
    public bool IsInstrument(ReadOnlySpan<byte> instrument) => instrument.SequenceEqual(_instrument ??= instrument.ToArray());

    public IEnumerable<TradeBatch> Take()
    {
        _full |= Room == 0;
        _rows = 0;
        foreach (var buffer in _buffers)
            if (buffer.Count > 0) yield return buffer.Batch();
    }

    public void Recycle(TradeBatch batch)
    {
        if (batch.Count == _options.RowsPerBatch && _unused.Count < MostUnused) _unused.Enqueue(batch);
    }

    private void Grow(TradeBuffer buffer)
    {
        if (buffer.Count == 0 && _layout.Symbol < 0 && _unused.TryDequeue(out var used)) buffer.Take(used);
        else
            buffer.Grow(Math.Min(_options.RowsPerBatch, buffer.Count > 0 ? 2 * buffer.Count : _layout.Symbol >= 0 ? FirstOfMany : _full ? _options.RowsPerBatch : FirstCapacity));
    }

    private static int Hash(ReadOnlySpan<byte> venue, ReadOnlySpan<byte> symbol)
    {
        var hash = default(HashCode);
        hash.AddBytes(venue);
        hash.AddBytes(symbol);
        return hash.ToHashCode();
    }
}
