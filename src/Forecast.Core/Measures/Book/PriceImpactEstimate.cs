namespace Forecast.Core.Measures;

/// <summary>What <see cref="PriceImpact"/> found.</summary>
/// <param name="Impact">Share of the mid, a cost above 0; null where the known book does not hold the size.</param>
/// <param name="Filled">How much of the size the known book holds, quote currency.</param>
public readonly record struct PriceImpactEstimate(double? Impact, double Filled);
