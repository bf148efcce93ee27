using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// The fields of one message. The venue names them by single letters that mean different things in different events, and the event's own name may come last; so the
/// places of all are noted first, and each is read when the event is known.
/// </summary>
internal sealed class BinanceMessageFields
{
    /// <summary>Fields with a longer name, at places that no letter has.</summary>
    public const byte PreviousUpdateId = 1, SnapshotUpdateId = 2, Result = 3, Code = 4, Words = 5;

    private const int LongestSymbol = 64, MostSymbols = 4096;
    private readonly (int Message, JsonTokenType Kind, int Start, int Length)[] _places = new (int, JsonTokenType, int, int)[128];
    private readonly List<(byte[] Text, string Symbol)> _symbols = [];
    private BookLevel[] _bids = new BookLevel[64], _asks = new BookLevel[64];
    private int _message, _bidCount, _askCount;

    /// <summary>The first thing that is wrong; null where every field that was asked for is what it should be.</summary>
    public string? Fault { get; private set; }

    /// <summary>Notes the places of the fields of a message.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public void Read(ReadOnlySpan<byte> text)
    {
        (Fault, _bidCount, _askCount) = (null, 0, 0);
        _message++;
        var json = new Utf8JsonReader(text);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            Fault = "the message is not a JSON object";
            json.Skip();
        }
        else ReadObject(ref json, wrapped: false);
        // To the end, so that two messages glued together are seen to be no message.
        json.Read();
    }

    public bool Has(byte field) => _places[field].Message == _message;

    public bool Has(byte field, JsonTokenType kind) => Has(field) && _places[field].Kind == kind;

    /// <summary>The text of a field, without its quotation marks; empty where it is absent.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> text, byte field) => Has(field, JsonTokenType.String) ? text.Slice(_places[field].Start, _places[field].Length) : default;

    public long Whole(ReadOnlySpan<byte> text, byte field)
    {
        if (Has(field, JsonTokenType.Number) && text.Slice(_places[field].Start, _places[field].Length) is var number
            && Utf8Parser.TryParse(number, out long value, out var used) && used == number.Length && value >= 0) return value;
        Refuse(text, field, "a whole number");
        return 0;
    }

    /// <summary>A time in milliseconds, as microseconds.</summary>
    public long Time(ReadOnlySpan<byte> text, byte field)
    {
        var milliseconds = Whole(text, field);
        if (milliseconds is > 0 and <= 253_402_300_799_999) return milliseconds * 1000;
        Refuse(text, field, "a time in milliseconds since 1970");
        return 0;
    }

    /// <summary>The first of the two times that is there, or null.</summary>
    public long? TimeOrNull(ReadOnlySpan<byte> text, byte field, byte otherwise) => Has(field) ? Time(text, field) : Has(otherwise) ? Time(text, otherwise) : null;

    public bool Flag(ReadOnlySpan<byte> text, byte field)
    {
        if (!Has(field, JsonTokenType.True) && !Has(field, JsonTokenType.False)) Refuse(text, field, "true or false");
        return Has(field, JsonTokenType.True);
    }

    /// <summary>A number in quotation marks, above 0 or, where <paramref name="zero"/>, at least 0.</summary>
    public double Number(ReadOnlySpan<byte> text, byte field, bool zero = false)
    {
        if (DecimalText.TryParse(Text(text, field), out var value) && (value > 0 || (zero && value == 0))) return value;
        Refuse(text, field, zero ? "a number of at least 0 in quotation marks" : "a number above 0 in quotation marks");
        return 0;
    }

    /// <summary>The venue's symbol; the same text gives the same string without making another.</summary>
    public string Symbol(ReadOnlySpan<byte> text)
    {
        var symbol = Text(text, (byte)'s');
        foreach (var known in _symbols)
        {
            if (symbol.SequenceEqual(known.Text)) return known.Symbol;
        }
        if (symbol.Length is 0 or > LongestSymbol || symbol.IndexOfAnyInRange((byte)0, (byte)' ') >= 0 || symbol.Contains((byte)'\\')) Refuse(text, (byte)'s', "a symbol");
        else if (_symbols.Count < MostSymbols) _symbols.Add((symbol.ToArray(), Encoding.UTF8.GetString(symbol)));
        return Encoding.UTF8.GetString(symbol);
    }

    public BookLevel[] Bids(ReadOnlySpan<byte> text) => Levels(text, (byte)'b', _bids, _bidCount);

    public BookLevel[] Asks(ReadOnlySpan<byte> text) => Levels(text, (byte)'a', _asks, _askCount);

    private BookLevel[] Levels(ReadOnlySpan<byte> text, byte field, BookLevel[] levels, int count)
    {
        if (!Has(field, JsonTokenType.StartArray)) Refuse(text, field, "a list of levels");
        return count == 0 ? [] : levels.AsSpan(0, count).ToArray();
    }

    private void Refuse(ReadOnlySpan<byte> text, byte field, string expected)
    {
        if (Fault is not null) return;
        var name = Name(field);
        var there = Has(field) ? text.Slice(_places[field].Start, Math.Min(_places[field].Length, 40)) : default;
        Fault = !Has(field) ? $"the field {name} is missing" : $"the field {name} is {(there.IsEmpty ? _places[field].Kind.ToString() : Encoding.UTF8.GetString(there))}, not {expected}";
    }

    private void ReadObject(ref Utf8JsonReader json, bool wrapped)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.ValueSpan;
            var wrapper = !wrapped && name.SequenceEqual("data"u8);
            var field = wrapper ? (byte)0 : Field(name);
            json.Read();
            if (wrapper && json.TokenType == JsonTokenType.StartObject) ReadObject(ref json, wrapped: true);
            else if (field == 0) json.Skip();
            else ReadField(ref json, field);
        }
    }

    private void ReadField(ref Utf8JsonReader json, byte field)
    {
        if (Has(field)) Fault ??= $"the field {Name(field)} is there twice";
        var quoted = json.TokenType == JsonTokenType.String;
        _places[field] = (_message, json.TokenType, (int)json.TokenStartIndex + (quoted ? 1 : 0), json.ValueSpan.Length);
        if (json.TokenType == JsonTokenType.StartArray && field == 'b') ReadLevels(ref json, ref _bids, ref _bidCount);
        else if (json.TokenType == JsonTokenType.StartArray && field == 'a') ReadLevels(ref json, ref _asks, ref _askCount);
        else json.Skip();
    }

    private void ReadLevels(ref Utf8JsonReader json, ref BookLevel[] levels, ref int count)
    {
        var inside = json.CurrentDepth + 1;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            double price = 0, quantity = 0;
            var good = json.TokenType == JsonTokenType.StartArray && json.Read() && Decimal(ref json, out price) && json.Read() && Decimal(ref json, out quantity);
            if (!good || price <= 0 || quantity < 0) Fault ??= "a level of the book is not a price above 0 and a quantity of at least 0";
            if (count == levels.Length) Array.Resize(ref levels, 2 * count);
            levels[count++] = new BookLevel(price, quantity);
            // On to the end of the level, whatever else stands in it.
            while (json.CurrentDepth > inside || json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                if (!json.Read()) return;
            }
        }
    }

    private static bool Decimal(ref Utf8JsonReader json, out double value)
    {
        value = 0;
        return json.TokenType == JsonTokenType.String && DecimalText.TryParse(json.ValueSpan, out value);
    }

    private static byte Field(ReadOnlySpan<byte> name) => name.Length switch
    {
        1 => name[0] is > (byte)' ' and < 127 ? name[0] : (byte)0,
        2 when name.SequenceEqual("pu"u8) => PreviousUpdateId,
        3 when name.SequenceEqual("msg"u8) => Words,
        4 when name.SequenceEqual("bids"u8) => (byte)'b',
        4 when name.SequenceEqual("asks"u8) => (byte)'a',
        4 when name.SequenceEqual("code"u8) => Code,
        6 when name.SequenceEqual("symbol"u8) => (byte)'s',
        6 when name.SequenceEqual("result"u8) => Result,
        12 when name.SequenceEqual("lastUpdateId"u8) => SnapshotUpdateId,
        _ => 0,
    };

    private static string Name(byte field) => field switch
    {
        PreviousUpdateId => "pu",
        SnapshotUpdateId => "lastUpdateId",
        Result => "result",
        Code => "code",
        Words => "msg",
        _ => ((char)field).ToString(),
    };
}
