namespace Forecast.Core.Measures;

/// <summary>A row of <see cref="NoiseStudy"/>: how an estimate compares with the truth over many days.</summary>
/// <param name="Measure">What estimates.</param>
/// <param name="Step">Every how many of the finest prices it is given.</param>
/// <param name="MeanRatio">Mean over the days of estimate / true variance; 1 where it is right on average.</param>
/// <param name="StandardError">Of the mean ratio, from its spread over the days.</param>
/// <param name="RootMeanSquaredError">√ of the mean of (estimate / truth − 1)².</param>
/// <param name="Days">Days with an estimate.</param>
public sealed record NoiseStudyRow(string Measure, int Step, double MeanRatio, double StandardError, double RootMeanSquaredError, int Days);
