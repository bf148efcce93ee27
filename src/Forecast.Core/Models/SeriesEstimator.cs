namespace Forecast.Core.Models;

/// <summary>Fits a model to a plain series, oldest value first. Bad input is a refusal with its reason, never an exception.</summary>
public delegate SeriesFit SeriesEstimator(ReadOnlySpan<double> series, SeriesOptions options);
