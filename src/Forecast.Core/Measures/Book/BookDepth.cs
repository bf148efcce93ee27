using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Depth at a distance: what rests between the best price and a price d basis points from the mid m.
/// <code>D_b(d) = Σ q over bids p ≥ m (1 − d/10⁴),  D_a(d) = Σ q over asks p ≤ m (1 + d/10⁴)</code>
/// <para>Units: quantity as the venue counts it. Domain: d above 0; absent where a side is empty, the book is crossed, or the side is not known so far
/// (<see cref="BookSide.IsKnown"/>): what a cut snapshot left out is not nothing.</para>
/// <para>Reference: Degryse, de Jong and van Kervel (2015), Review of Finance 19.</para>
/// </summary>
public static class BookDepth
{
    public static double? OfBids(OrderBook book, double basisPoints) => book is { Mid: { } mid, IsCrossed: false } ? Sum(book.Bids, mid * (1 - (basisPoints / 1e4)), isBid: true) : null;

    public static double? OfAsks(OrderBook book, double basisPoints) => book is { Mid: { } mid, IsCrossed: false } ? Sum(book.Asks, mid * (1 + (basisPoints / 1e4)), isBid: false) : null;

    private static double? Sum(BookSide side, double limit, bool isBid)
    {
        if (!side.IsKnown(limit)) return null;
        var sum = 0.0;
        for (var i = 0; i < side.Count && side[i] is var level && (isBid ? level.Price >= limit : level.Price <= limit); i++) sum += level.Quantity;
        return sum;
    }
}
