using System.Runtime.CompilerServices;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>The trades of one venue and symbol that wait to become a batch, and what must be remembered of those before.</summary>
internal sealed class TradeBuffer
{
    private readonly bool _received, _aggregates;
    private long[] _id = [], _time = [], _receivedAt = [], _firstId = [], _lastId = [];
    private double[] _price = [], _quantity = [];
    private sbyte[] _side = [];
    private TradeValues _last = new() { Id = -1 };

    public TradeBuffer(string venue, string symbol, byte[] venueText, byte[] symbolText, TradeLayout layout)
    {
        (Venue, Symbol, VenueText, SymbolText) = (venue, symbol, venueText, symbolText);
        (_received, _aggregates) = (layout.ReceivedAt >= 0, layout.HasAggregates);
        if (layout.Id < 0 || !layout.IdsMayBeMissing) Decide(layout.Id >= 0);
    }

    public string Venue { get; }

    public string Symbol { get; }

    /// <summary>The venue and symbol as the file spells them.</summary>
    public byte[] VenueText { get; }

    public byte[] SymbolText { get; }

    /// <summary>The venue gives numbers; null while that is not known.</summary>
    public bool? HasIds { get; private set; }

    public OrderNumbers? Orders { get; private set; }

    public int Count { get; private set; }

    public int Capacity { get; private set; }

    public long LastId { get; private set; } = -1;

    /// <summary>Least and greatest time of what went into batches.</summary>
    public long FirstTime { get; private set; } = long.MaxValue;

    public long LastTime { get; private set; } = long.MinValue;

    /// <summary>Numbers have only grown so far.</summary>
    public bool Ascends { get; private set; } = true;

    /// <summary>Numbers between the least and the greatest that did not come.</summary>
    public long MissingIds => _rows == 0 ? 0 : Math.Max(0, _greatestId - _leastId + 1 - _rows);

    private long _leastId = long.MaxValue, _greatestId = -1, _rows;

    /// <summary>Whether this row and the last say the same.</summary>
    public bool RepeatsLast(in TradeValues trade)
    {
        var last = Count > 0 ? At(Count - 1) : _last;
        return (trade.Time, trade.Price, trade.Quantity, trade.Side, trade.FirstId, trade.LastId) == (last.Time, last.Price, last.Quantity, last.Side, last.FirstId, last.LastId);
    }

    public void Decide(bool hasIds)
    {
        HasIds = hasIds;
        if (!hasIds) Orders = new OrderNumbers();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(in TradeValues trade)
    {
        var n = Count;
        _id[n] = trade.Id;
        _time[n] = trade.Time;
        _price[n] = trade.Price;
        _quantity[n] = trade.Quantity;
        _side[n] = trade.Side;
        if (_received) _receivedAt[n] = trade.ReceivedAt;
        if (_aggregates) (_firstId[n], _lastId[n]) = (trade.FirstId, trade.LastId);
        LastId = trade.Id;
        Count = n + 1;
    }

    public void Grow(int capacity)
    {
        Resize(capacity);
        Capacity = capacity;
    }

    /// <summary>Takes the arrays of a batch that is no longer used, of the same columns.</summary>
    public void Take(TradeBatch used)
    {
        (_id, _time, _price, _quantity, _side, Capacity) = (used.Id, used.Time, used.Price, used.Quantity, used.TakerSide, used.Count);
        (_receivedAt, _firstId, _lastId) = (used.ReceivedAt ?? [], used.FirstId ?? [], used.LastId ?? []);
    }

    /// <summary>The trades that wait, as a batch; the buffer is then empty.</summary>
    public TradeBatch Batch()
    {
        Sum();
        if (Count < Capacity) Resize(Count);
        var batch = new TradeBatch
        {
            Venue = Venue,
            Symbol = Symbol,
            Id = _id,
            Time = _time,
            Price = _price,
            Quantity = _quantity,
            TakerSide = _side,
            ReceivedAt = _received ? _receivedAt : null,
            FirstId = _aggregates ? _firstId : null,
            LastId = _aggregates ? _lastId : null,
        };
        (_id, _time, _receivedAt, _firstId, _lastId, _price, _quantity, _side) = ([], [], [], [], [], [], [], []);
        (Count, Capacity) = (0, 0);
        return batch.Validated();
    }

    /// <summary>Adds what waits to what is told of the whole file.</summary>
    private void Sum()
    {
        var last = _last.Id;
        foreach (var id in _id.AsSpan(0, Count))
        {
            Ascends &= id > last;
            (last, _leastId, _greatestId) = (id, Math.Min(_leastId, id), Math.Max(_greatestId, id));
        }
        foreach (var time in _time.AsSpan(0, Count)) (FirstTime, LastTime) = (Math.Min(FirstTime, time), Math.Max(LastTime, time));
        _rows += Count;
        _last = At(Count - 1);
    }

    private TradeValues At(int row)
    {
        var trade = new TradeValues { Id = _id[row], Time = _time[row], Price = _price[row], Quantity = _quantity[row], Side = _side[row] };
        if (_aggregates) (trade.FirstId, trade.LastId) = (_firstId[row], _lastId[row]);
        return trade;
    }

    private void Resize(int length)
    {
        _id = Copy(_id, length);
        _time = Copy(_time, length);
        _price = Copy(_price, length);
        _quantity = Copy(_quantity, length);
        _side = Copy(_side, length);
        if (_received) _receivedAt = Copy(_receivedAt, length);
        if (_aggregates) (_firstId, _lastId) = (Copy(_firstId, length), Copy(_lastId, length));
    }

    private T[] Copy<T>(T[] column, int length)
    {
        var copy = GC.AllocateUninitializedArray<T>(length);
        column.AsSpan(0, Math.Min(Count, length)).CopyTo(copy);
        return copy;
    }
}
