namespace Forecast.Core.Measures;

/// <summary>A book and a quote that should agree and do not.</summary>
/// <param name="BookId">Last update of the book.</param>
/// <param name="Book">Its best levels.</param>
/// <param name="QuoteId">Number of the latest quote that is not later.</param>
/// <param name="Quote">What it says.</param>
public sealed record TopDifference(long BookId, TopOfBook Book, long QuoteId, TopOfBook Quote);
