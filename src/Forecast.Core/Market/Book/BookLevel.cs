namespace Forecast.Core.Market;

/// <summary>A price and what rests there; in an update a quantity of 0 takes the price out of the book.</summary>
public readonly record struct BookLevel(double Price, double Quantity);
