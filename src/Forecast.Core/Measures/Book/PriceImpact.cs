using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Impact of a given size: what a market order of N in quote currency would pay against the mid, level by level through the book as it stands.
/// <code>v_i = notional taken at level i,  b_i = v_i / p_i,  P = Σ v_i / Σ b_i,  impact = ±(P − m)/m</code>
/// with + for a purchase (through the asks) and − for a sale (through the bids), so that a cost is above 0.
/// <para>A level holds q·p in quote currency; or q·c where a contract is worth c in quote currency (inverse contracts, settled in the coin).</para>
/// <para>Units: share of the mid. Domain: N above 0; absent where a side is empty, the book is crossed, or what is known of it does not hold N.</para>
/// <para>Reference: the cost of a round trip of Irvine, Benston and Kandel (2000), SSRN 229959, one way.</para>
/// </summary>
public static class PriceImpact
{
    /// <summary>Walks the book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="isPurchase">Whether the order buys.</param>
    /// <param name="notional">N, quote currency.</param>
    /// <param name="contractValue">c; null where quantities are in the base currency.</param>
    public static PriceImpactEstimate Of(OrderBook book, bool isPurchase, double notional, double? contractValue = null)
    {
        Guard.Positive(notional);
        if (book is not { Mid: { } mid, IsCrossed: false }) return new PriceImpactEstimate(null, 0);
        var side = isPurchase ? book.Asks : book.Bids;
        double filled = 0, received = 0;
        for (var i = 0; i < side.Count; i++)
        {
            var level = side[i];
            if (!side.IsKnown(level.Price)) break;
            var there = level.Quantity * (contractValue ?? level.Price);
            var taken = Math.Min(there, notional - filled);
            received += taken / level.Price;
            if (there >= notional - filled)
            {
                var cost = (notional / received / mid) - 1;
                return new PriceImpactEstimate(isPurchase ? cost : -cost, notional);
            }
            filled += taken;
        }
        return new PriceImpactEstimate(null, filled);
    }
}
