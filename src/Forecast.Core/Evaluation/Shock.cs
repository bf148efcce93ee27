namespace Forecast.Core.Evaluation;

/// <summary>The chance that the variance over the next horizon is extraordinary.</summary>
/// <param name="Threshold">Realised variance above which it is: the 99th percentile of the past 90 days.</param>
/// <param name="Probability">That it will be exceeded.</param>
public readonly record struct Shock(double Threshold, double Probability);
