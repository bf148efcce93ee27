using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>The best prices and what rests there.</summary>
public readonly record struct TopOfBook(double Bid, double BidQuantity, double Ask, double AskQuantity)
{
    /// <summary>The best levels; null unless the bid is below the ask or equal to it.</summary>
    public static TopOfBook? Of(OrderBook book) => book is { Mid: not null, IsCrossed: false }
        ? new TopOfBook(book.Bids[0].Price, book.Bids[0].Quantity, book.Asks[0].Price, book.Asks[0].Quantity) : null;

    /// <summary>What a venue quotes.</summary>
    public static TopOfBook Of(in BestQuote quote) => new(quote.Bid, quote.BidQuantity, quote.Ask, quote.AskQuantity);
}
