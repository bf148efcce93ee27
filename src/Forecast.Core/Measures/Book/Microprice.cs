using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Microprice: the mid weighted by what rests on the other side, since the thinner queue goes first. With b, a the best prices and q_b, q_a their quantities:
/// <code>P = (b·q_a + a·q_b) / (q_b + q_a)</code>
/// <para>Units: quote currency; it lies between bid and ask. Domain: absent where a side is empty or the book is crossed.</para>
/// <para>Reference: the weighted mid-price of Gatheral and Oomen (2010), Finance and Stochastics 14, from which Stoikov (2018), Quantitative Finance 18, starts.</para>
/// </summary>
public static class Microprice
{
    public static double? Of(OrderBook book) => book is { Mid: not null, IsCrossed: false }
        ? Of(book.Bids[0].Price, book.Bids[0].Quantity, book.Asks[0].Price, book.Asks[0].Quantity) : null;

    /// <summary>From the best quotes; quantities must not both be 0.</summary>
    public static double Of(double bid, double bidQuantity, double ask, double askQuantity) => ((bid * askQuantity) + (ask * bidQuantity)) / (bidQuantity + askQuantity);
}
