namespace Forecast.Core.Margin;

/// <summary>A bracket of notional and its rate.</summary>
/// <param name="LowerBound">Notional from which it holds, in quote currency.</param>
/// <param name="Rate">Margin of what lies in it, a share of notional.</param>
public readonly record struct MarginTier(decimal LowerBound, decimal Rate);
