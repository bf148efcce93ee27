using System.Text;
using System.Text.Json;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Reads messages of Binance: the streams <c>trade</c>, <c>aggTrade</c>, <c>bookTicker</c> and <c>depth</c> of spot, USD-M and COIN-M, alone or in the combined form
/// <c>{"stream":…,"data":{…}}</c>, and the order book of the REST interface. A bad message is a result that says why, never an exception. Not for two threads at once.
/// </summary>
public sealed class BinanceMessageParser
{
    private readonly BinanceMessageFields _fields = new();

    /// <summary>Reads one message.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="receivedAt">When it came, Unix microseconds.</param>
    public BinanceMessage Parse(ReadOnlySpan<byte> text, long receivedAt)
    {
        try
        {
            _fields.Read(text);
        }
        catch (JsonException e)
        {
            return Refused($"not JSON: {e.Message.Split(" LineNumber")[0].TrimEnd('.')}, at byte {e.BytePositionInLine}");
        }
        var read = _fields.Fault is null ? Read(text, receivedAt) : default;
        return _fields.Fault is { } fault ? Refused(fault) : read;
    }

    private BinanceMessage Read(ReadOnlySpan<byte> text, long receivedAt)
    {
        var f = _fields;
        var name = f.Text(text, (byte)'e');
        if (name.SequenceEqual("trade"u8)) return ReadTrade(text, receivedAt);
        if (name.SequenceEqual("aggTrade"u8)) return ReadAggregateTrade(text, receivedAt);
        if (name.SequenceEqual("depthUpdate"u8)) return ReadUpdate(text, receivedAt);
        // Best quotes of spot do not say what they are.
        if (name.SequenceEqual("bookTicker"u8) || (name.IsEmpty && f.Has((byte)'u') && f.Has((byte)'B') && f.Has((byte)'A'))) return ReadQuote(text, receivedAt);
        if (f.Has(BinanceMessageFields.SnapshotUpdateId)) return ReadSnapshot(text, receivedAt);
        if (f.Has(BinanceMessageFields.Result, JsonTokenType.Null)) return new BinanceMessage { Kind = BinanceMessageKind.Acknowledgement };
        if (f.Has(BinanceMessageFields.Code)) return Refused($"the venue says: {Encoding.UTF8.GetString(f.Text(text, BinanceMessageFields.Words))}");
        return Refused(name.IsEmpty ? "the message has no event" : $"the event {Encoding.UTF8.GetString(name[..Math.Min(name.Length, 40)])} is not known");
    }

    private BinanceMessage ReadTrade(ReadOnlySpan<byte> text, long receivedAt)
    {
        var order = _fields.Has((byte)'X') ? OrderType(_fields.Text(text, (byte)'X')) : null;
        return new BinanceMessage { Kind = BinanceMessageKind.Trade, Symbol = _fields.Symbol(text), OrderType = order, Trade = Trade(text, (byte)'t', receivedAt, order is null or "MARKET") };
    }

    private BinanceMessage ReadAggregateTrade(ReadOnlySpan<byte> text, long receivedAt)
    {
        var ids = (First: _fields.Whole(text, (byte)'f'), Last: _fields.Whole(text, (byte)'l'));
        return ids.First > ids.Last ? Refused($"the first trade {ids.First} comes after the last, {ids.Last}")
            : new BinanceMessage { Kind = BinanceMessageKind.AggregateTrade, Symbol = _fields.Symbol(text), TradeIds = ids, Trade = Trade(text, (byte)'a', receivedAt, true) };
    }

    private Trade Trade(ReadOnlySpan<byte> text, byte id, long receivedAt, bool print) => new(
        _fields.Whole(text, id), _fields.Time(text, (byte)'T'), receivedAt, _fields.Number(text, (byte)'p', !print), _fields.Number(text, (byte)'q', !print),
        _fields.Flag(text, (byte)'m') ? (sbyte)-1 : (sbyte)1);

    private BinanceMessage ReadQuote(ReadOnlySpan<byte> text, long receivedAt) => new()
    {
        Kind = BinanceMessageKind.Quote,
        Symbol = _fields.Symbol(text),
        Quote = new BestQuote(
            _fields.Whole(text, (byte)'u'), _fields.TimeOrNull(text, (byte)'T', (byte)'E'), receivedAt, _fields.Number(text, (byte)'b'), _fields.Number(text, (byte)'B', true),
            _fields.Number(text, (byte)'a'), _fields.Number(text, (byte)'A', true)),
    };

    private BinanceMessage ReadUpdate(ReadOnlySpan<byte> text, long receivedAt)
    {
        var (first, last) = (_fields.Whole(text, (byte)'U'), _fields.Whole(text, (byte)'u'));
        var previous = _fields.Has(BinanceMessageFields.PreviousUpdateId) ? _fields.Whole(text, BinanceMessageFields.PreviousUpdateId) : (long?)null;
        return first > last ? Refused($"the first update {first} comes after the last, {last}")
            : new BinanceMessage
            {
                Kind = BinanceMessageKind.BookUpdate,
                Symbol = _fields.Symbol(text),
                BookUpdate = new BookUpdate(first, last, previous, _fields.Time(text, _fields.Has((byte)'T') ? (byte)'T' : (byte)'E'), receivedAt, _fields.Bids(text), _fields.Asks(text)),
            };
    }

    private BinanceMessage ReadSnapshot(ReadOnlySpan<byte> text, long receivedAt) => new()
    {
        Kind = BinanceMessageKind.BookSnapshot,
        Symbol = _fields.Has((byte)'s') ? _fields.Symbol(text) : null,
        BookSnapshot = new BookSnapshot(
            _fields.Whole(text, BinanceMessageFields.SnapshotUpdateId), _fields.TimeOrNull(text, (byte)'T', (byte)'E'), receivedAt, _fields.Bids(text), _fields.Asks(text)),
    };

    private static string OrderType(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("MARKET"u8) ? "MARKET" : text.SequenceEqual("NA"u8) ? "NA" : Encoding.UTF8.GetString(text[..Math.Min(text.Length, 40)]);

    private static BinanceMessage Refused(string fault) => new() { Kind = BinanceMessageKind.Refused, Fault = fault };
}
