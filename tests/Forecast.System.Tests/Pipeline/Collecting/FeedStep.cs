using System.Globalization;

namespace Forecast.SystemTests.Pipeline;

/// <summary>What a <see cref="FeedServer"/> does next.</summary>
internal enum FeedAction
{
    /// <summary>Sends a message of the market.</summary>
    Send,

    /// <summary>The message happens in the market and is not sent.</summary>
    Lose,

    /// <summary>Sends what is not of the market: a repetition, or nonsense.</summary>
    Intrude,

    /// <summary>Resets the connection.</summary>
    Abort,

    /// <summary>Closes the connection as the venue does once a day.</summary>
    Close,

    /// <summary>Sends nothing until the other side gives up.</summary>
    FallSilent,

    /// <summary>Goes on when the collector has the book, once more than at the last such step.</summary>
    AwaitBook,
}

internal readonly record struct FeedStep(FeedAction Action, string Text = "")
{
    public static FeedStep Trade(string symbol, long id, long time, double price = 100, double quantity = 1, bool buyerIsMaker = false, string? orderType = null) => Send(string.Create(CultureInfo.InvariantCulture,
        $$$"""{"stream":"{{{symbol.ToLowerInvariant()}}}@trade","data":{"e":"trade","E":{{{time / 1000}}},"T":{{{time / 1000}}},"s":"{{{symbol}}}","t":{{{id}}},"p":"{{{price}}}","q":"{{{quantity}}}"{{{(orderType is null ? "" : $",\"X\":\"{orderType}\"")}}},"m":{{{(buyerIsMaker ? "true" : "false")}}}}}"""));

    /// <summary>Without a time, as spot sends it.</summary>
    public static FeedStep Quote(string symbol, long id, long? time, double bid = 99.5, double ask = 100.5) => Send(string.Create(CultureInfo.InvariantCulture,
        $$$"""{"stream":"{{{symbol.ToLowerInvariant()}}}@bookTicker","data":{"u":{{{id}}},"s":"{{{symbol}}}","b":"{{{bid}}}","B":"2","a":"{{{ask}}}","A":"3"{{{(time is null ? "" : $",\"T\":{time / 1000}")}}}}}"""));

    /// <summary>With a previous number, as the futures venues send it.</summary>
    public static FeedStep Depth(string symbol, long first, long last, long? previous, long time, double bid, double bidQuantity, double ask, double askQuantity) => Send(string.Create(CultureInfo.InvariantCulture,
        $$$"""{"stream":"{{{symbol.ToLowerInvariant()}}}@depth@100ms","data":{"e":"depthUpdate","E":{{{time / 1000}}},"s":"{{{symbol}}}","U":{{{first}}},"u":{{{last}}}{{{(previous is null ? "" : $",\"pu\":{previous}")}}},"b":[["{{{bid}}}","{{{bidQuantity}}}"]],"a":[["{{{ask}}}","{{{askQuantity}}}"]]}}"""));

    public FeedStep As(FeedAction action) => this with { Action = action };

    private static FeedStep Send(string text) => new(FeedAction.Send, text);
}
