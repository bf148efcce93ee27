using System.Text;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>The facts of one instrument of a book or quotes file that wait to be taken, and where its stream stands.</summary>
internal sealed class BookRows(string venue, string symbol, bool isWanted)
{
    private readonly List<long> _id = [], _time = [], _received = [];
    private readonly List<long?> _previous = [];
    private readonly List<sbyte> _snapshot = [];
    private readonly List<BookRowParser.Level> _levels = [];
    private readonly List<QuarantinedRow> _quarantine = [];
    private readonly HashSet<(sbyte, double)> _inMessage = [];
    private int _read, _good, _duplicates;
    private long _lastReceived, _order;
    private (long Time, bool IsSnapshot) _message;
    private long? _lastId, _idBefore;
    private byte[] _lastRow = [];
    private int _lastLength;

    public string Symbol => symbol;

    public bool IsWanted => isWanted;

    public int Waiting => _levels.Count + _quarantine.Count;

    /// <summary>Takes a row in; or says which rule it breaks.</summary>
    /// <exception cref="InputException">There are more messages in a microsecond than numbers.</exception>
    public CleaningRule? Add(RecordReader records, BookRowParser parser, long time, long received, out string detail)
    {
        detail = "";
        if (received < _lastReceived)
        {
            detail = $"received at {Instant.Format(received)}, behind a row of {Instant.Format(_lastReceived)}";
            return CleaningRuleCatalog.OutOfOrder;
        }
        if (received == _lastReceived && records.Raw.SequenceEqual(_lastRow.AsSpan(0, _lastLength)))
        {
            detail = "repeats the row before";
            return CleaningRuleCatalog.Duplicate;
        }
        var first = _levels.Count;
        if (parser.Parse(records, _levels, out var isSnapshot, out detail) is { } broken) return broken;
        var joins = parser.RowsJoin && _lastId is not null && received == _lastReceived && _message == (time, isSnapshot) && !_inMessage.Contains((_levels[first].Side, _levels[first].Price));
        if (!joins)
        {
            _order = received == _lastReceived ? _order + 1 : 0;
            if (_order >= TradeBatch.OrdersPerMicrosecond) throw new InputException($"more than {TradeBatch.OrdersPerMicrosecond} updates were received at {Instant.Format(received)}", $"line {records.Number}", "the times are not those of a recorder; look where the file comes from");
            (_idBefore, _lastId, _message) = (_lastId, (received * TradeBatch.OrdersPerMicrosecond) + _order, (time, isSnapshot));
            _inMessage.Clear();
        }
        _inMessage.Add((_levels[first].Side, _levels[first].Price));
        for (var i = first; i < _levels.Count; i++)
        {
            _id.Add(_lastId!.Value);
            _previous.Add(_idBefore);
            _time.Add(time);
            _received.Add(received);
            _snapshot.Add((sbyte)(isSnapshot ? 1 : 0));
        }
        _lastReceived = received;
        if (_lastRow.Length < records.Raw.Length) _lastRow = new byte[records.Raw.Length];
        records.Raw.CopyTo(_lastRow);
        _lastLength = records.Raw.Length;
        (_read, _good) = (_read + 1, _good + 1);
        return null;
    }

    public void SetAside(CleaningRule rule, string detail, RecordReader records, string path)
    {
        _read++;
        if (rule == CleaningRuleCatalog.Duplicate) _duplicates++;
        _quarantine.Add(new QuarantinedRow(path, records.Number, rule.Id, detail, Encoding.UTF8.GetString(records.Raw[..Math.Min(records.Raw.Length, QuarantineLog.MaximumRawBytes)])));
    }

    public FactBatch Take(BookRowParser parser)
    {
        var counts = new RowCounts(_read, _good, _quarantine.Count, _duplicates);
        var batch = new FactBatch(parser.Dataset, venue, symbol, _levels.Count == 0 ? [] : parser.Dataset == "quotes" ? Quotes() : Updates(), counts, [.. _quarantine]);
        foreach (var list in new[] { _id, _time, _received }) list.Clear();
        _previous.Clear();
        _snapshot.Clear();
        _levels.Clear();
        _quarantine.Clear();
        (_read, _good, _duplicates) = (0, 0, 0);
        return batch;
    }

    private IReadOnlyList<FactColumn> Updates() =>
    [
        new("last_update_id", _id.ToArray()), new("first_update_id", _id.ToArray()), new("previous_update_id", _previous.ToArray()), new("time", _time.ToArray()), new("side", _levels.ConvertAll(l => l.Side).ToArray()),
        new("price", _levels.ConvertAll(l => (double?)l.Price).ToArray()), new("quantity", _levels.ConvertAll(l => (double?)l.Quantity).ToArray()), new("is_snapshot", _snapshot.ToArray()), new("received_at", _received.ToArray()),
    ];

    private IReadOnlyList<FactColumn> Quotes()
    {
        // A quote is two levels, the bid first.
        T[] Every<T>(List<T> all, int first) => [.. Enumerable.Range(0, all.Count / 2).Select(i => all[(2 * i) + first])];
        var (bids, asks) = (Every(_levels, 0), Every(_levels, 1));
        return
        [
            new("update_id", Every(_id, 0)), new("time", Every(_time, 0)), new("bid_price", Array.ConvertAll(bids, l => l.Price)), new("bid_quantity", Array.ConvertAll(bids, l => l.Quantity)),
            new("ask_price", Array.ConvertAll(asks, l => l.Price)), new("ask_quantity", Array.ConvertAll(asks, l => l.Quantity)), new("received_at", Every(_received, 0)),
        ];
    }
}
