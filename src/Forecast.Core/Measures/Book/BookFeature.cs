using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>A number that is read from an order book as it stands.</summary>
/// <param name="Name">Column name; bars add <c>_mean</c> and <c>_end</c>.</param>
/// <param name="Unit">Unit in words.</param>
/// <param name="Description">One sentence with the formula.</param>
/// <param name="IsOrderFlow">Whether it says who presses rather than what the price is: absent from bars in which updates were missing or the book was crossed.</param>
/// <param name="Compute">Reads it; the second argument is what a contract is worth in quote currency, null where quantities are in base currency.</param>
public sealed record BookFeature(string Name, string Unit, string Description, bool IsOrderFlow, Func<OrderBook, double?, double?> Compute);
