using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Bid–ask spread: <code>S = ask − bid,  s = S / mid,  mid = (bid + ask) / 2</code>
/// <para>Units: S quote currency, s share of the mid. Domain: absent where a side is empty or the book is crossed.</para>
/// <para>Reference: Roll (1984), Journal of Finance 39; Huang and Stoll (1996), Journal of Financial Economics 41.</para>
/// </summary>
public static class Spread
{
    public static double? Absolute(OrderBook book) => book is { Mid: not null, IsCrossed: false } ? book.Asks[0].Price - book.Bids[0].Price : null;

    public static double? Relative(OrderBook book) => Absolute(book) / book.Mid;
}
