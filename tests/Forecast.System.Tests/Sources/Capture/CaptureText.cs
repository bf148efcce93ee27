using System.Globalization;

namespace Forecast.SystemTests.Sources.Capture;

/// <summary>Lines of captures, as a recorder writes them: the receive time is a little after the exchange time.</summary>
internal static class CaptureText
{
    /// <summary>2024-08-09 00:00 UTC in milliseconds.</summary>
    public const long Start = 1_723_161_600_000;

    public static string Line(long milliseconds, string message) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds * 1_000_000 + 5_000_123} {message}\n");

    public static string Trade(long id, long at, string more = "\"X\":\"MARKET\",", string price = "100.5", string symbol = "BTCUSDT") => Line(
        Start + at, $$$"""{"stream":"x@trade","data":{"e":"trade","E":{{{Start + at}}},"T":{{{Start + at}}},"s":"{{{symbol}}}","t":{{{id}}},"p":"{{{price}}}","q":"0.25",{{{more}}}"m":true}}""");

    public static string Quote(long id, long at, string bid = "100.0", string ask = "101.0", int bidQuantity = 2, int askQuantity = 3) => Line(
        Start + at, $$$"""{"stream":"x@bookTicker","data":{"e":"bookTicker","u":{{{id}}},"s":"BTCUSDT","b":"{{{bid}}}","B":"{{{bidQuantity}}}","a":"{{{ask}}}","A":"{{{askQuantity}}}","T":{{{Start + at}}},"E":{{{Start + at}}}}}""");

    public static string Depth(long first, long last, long previous, long at, string bids = "", string asks = "") => Line(
        Start + at, $$$"""{"stream":"x@depth@0ms","data":{"e":"depthUpdate","E":{{{Start + at}}},"T":{{{Start + at}}},"s":"BTCUSDT","U":{{{first}}},"u":{{{last}}},"pu":{{{previous}}},"b":[{{{bids}}}],"a":[{{{asks}}}]}}""");

    public static string Snapshot(long last, long at) => Line(
        Start + at, $$$"""{"lastUpdateId":{{{last}}},"E":{{{Start + at}}},"T":{{{Start + at}}},"bids":[["100.0","2"],["99.0","5"]],"asks":[["101.0","3"],["102.0","4"]]}""");
}
