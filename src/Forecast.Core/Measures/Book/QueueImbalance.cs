using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Queue imbalance at the best prices: <code>I = (q_b − q_a) / (q_b + q_a)</code>
/// <para>Units: in [−1, 1]; above 0 more rests at the bid. Domain: absent where a side is empty or the book is crossed.</para>
/// <para>Reference: Gould and Bonart (2016), Market Microstructure and Liquidity 2.</para>
/// </summary>
public static class QueueImbalance
{
    public static double? Of(OrderBook book) => book is { Mid: not null, IsCrossed: false } ? Of(book.Bids[0].Quantity, book.Asks[0].Quantity) : null;

    /// <summary>From the best quantities, which must not both be 0.</summary>
    public static double Of(double bidQuantity, double askQuantity) => (bidQuantity - askQuantity) / (bidQuantity + askQuantity);
}
