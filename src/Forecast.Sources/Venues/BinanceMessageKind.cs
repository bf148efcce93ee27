namespace Forecast.Sources;

/// <summary>What a message of Binance turned out to be.</summary>
public enum BinanceMessageKind
{
    /// <summary>Nothing that can be used: <see cref="BinanceMessage.Fault"/> says why.</summary>
    Refused,

    /// <summary>One trade.</summary>
    Trade,

    /// <summary>The trades that one taker order made at one price, as one.</summary>
    AggregateTrade,

    /// <summary>Best bid and ask.</summary>
    Quote,

    /// <summary>A change of the book.</summary>
    BookUpdate,

    /// <summary>The answer of the REST interface that holds the book.</summary>
    BookSnapshot,

    /// <summary>The answer to a subscription: nothing to keep.</summary>
    Acknowledgement,
}
