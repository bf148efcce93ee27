using System.Globalization;
using System.Text;
using System.Text.Json;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Captures of Hyperliquid: channel <c>trades</c>, several trades a message, side <c>B</c> where a buyer took and <c>A</c> where a seller did; channel <c>l2Book</c>, the best levels anew
/// each time. A book has no number, so its time in milliseconds is its number.
/// </summary>
internal sealed class HyperliquidCaptureParser : ICaptureParser
{
    public void Parse(ReadOnlySpan<byte> json, long receivedAt, List<CaptureRow> rows)
    {
        var before = rows.Count;
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.BytesConsumed < json.Length && json[(int)reader.BytesConsumed..].IndexOfAnyExcept(" \t"u8) >= 0) throw new FormatException("other text follows the message");
            var (channel, payload) = (Text(document.RootElement, "channel"), document.RootElement.TryGetProperty("data", out var d) ? d : default);
            switch (channel)
            {
                case "trades":
                    foreach (var trade in payload.EnumerateArray()) rows.Add(Guarded(CaptureKind.Trade, () => Trade(trade, receivedAt)));
                    break;
                case "l2Book":
                    rows.Add(Book(payload, receivedAt));
                    break;
                case "subscriptionResponse" or "pong":
                    rows.Add(new CaptureRow(new CaptureMessage { Kind = CaptureKind.Other }, null));
                    break;
                default:
                    throw new FormatException($"the channel '{channel}' is not known");
            }
        }
        catch (Exception e) when (IsFault(e))
        {
            rows.RemoveRange(before, rows.Count - before);
            rows.Add(Refused(CaptureKind.Other, e));
        }
    }

    private static CaptureRow Guarded(CaptureKind kind, Func<CaptureRow> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsFault(e))
        {
            return Refused(kind, e);
        }
    }

    private static CaptureRow Trade(JsonElement trade, long receivedAt)
    {
        sbyte side = Text(trade, "side") switch { "B" => 1, "A" => -1, var other => throw new FormatException($"side '{other}' is neither B nor A") };
        return new CaptureRow(
            new CaptureMessage { Kind = CaptureKind.Trade, Trade = new Trade(trade.GetProperty("tid").GetInt64(), Time(trade), receivedAt, Number(trade, "px"), Number(trade, "sz"), side) },
            Text(trade, "coin").ToUpperInvariant());
    }

    private static CaptureRow Book(JsonElement book, long receivedAt)
    {
        var (time, sides) = (Time(book), book.GetProperty("levels"));
        if (sides.GetArrayLength() != 2) throw new FormatException($"the book has {sides.GetArrayLength()} sides");
        return new CaptureRow(
            new CaptureMessage { Kind = CaptureKind.BookSnapshot, Snapshot = new BookSnapshot(time / 1000, time, receivedAt, Levels(sides[0]), Levels(sides[1])) },
            Text(book, "coin").ToUpperInvariant());
    }

    private static BookLevel[] Levels(JsonElement side) => [.. side.EnumerateArray().Select(level => new BookLevel(Number(level, "px"), Number(level, "sz")))];

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static long Time(JsonElement of) => of.GetProperty("time").GetInt64() is > 0 and <= 253_402_300_799_999 and var milliseconds
        ? milliseconds * 1000 : throw new FormatException("time is not in milliseconds since 1970");

    private static double Number(JsonElement of, string name) => DecimalText.TryParse(Encoding.UTF8.GetBytes(Text(of, name)), out var value) && value > 0
        ? value : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{name} '{Text(of, name)}' is not a number above 0"));

    private static bool IsFault(Exception e) => e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException;

    private static CaptureRow Refused(CaptureKind kind, Exception e) => new(new CaptureMessage { Kind = kind }, null, CleaningRuleCatalog.NotAMessage, e.Message);
}
