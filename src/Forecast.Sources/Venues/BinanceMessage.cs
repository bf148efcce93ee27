using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>One message of Binance's streams (spot, USD-M or COIN-M), or one order book of its REST interface, read; <see cref="Kind"/> says which property holds it.</summary>
public readonly record struct BinanceMessage
{
    public BinanceMessageKind Kind { get; init; }

    /// <summary>As the venue spells it, in upper case; null where the message does not name it (order book of spot and USD-M).</summary>
    public string? Symbol { get; init; }

    /// <summary>The trade, or the aggregate trade with the aggregate's number.</summary>
    public Trade Trade { get; init; }

    /// <summary>
    /// What the futures venues say of a trade: <c>MARKET</c>, or <c>NA</c>, <c>INSURANCE_FUND</c>, <c>ADL</c>: fills that are no public prints, whose price and
    /// quantity may be 0 but which use up a trade number. Null where the venue does not say.
    /// </summary>
    public string? OrderType { get; init; }

    /// <summary>Whether the trade is a public print at a market price.</summary>
    public bool IsPublicPrint => OrderType is null or "MARKET";

    /// <summary>The first and last trade number of an aggregate trade.</summary>
    public (long First, long Last)? TradeIds { get; init; }

    public BestQuote Quote { get; init; }

    public BookUpdate? BookUpdate { get; init; }

    public BookSnapshot? BookSnapshot { get; init; }

    /// <summary>Why the message is <see cref="BinanceMessageKind.Refused"/>.</summary>
    public string? Fault { get; init; }
}
