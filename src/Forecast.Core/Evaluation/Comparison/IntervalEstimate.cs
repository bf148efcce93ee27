namespace Forecast.Core.Evaluation;

/// <summary>An estimate with the ends of its confidence interval.</summary>
/// <param name="Value">Estimate from the sample itself.</param>
/// <param name="Lower">Lower end.</param>
/// <param name="Upper">Upper end.</param>
public sealed record IntervalEstimate(double Value, double Lower, double Upper);
