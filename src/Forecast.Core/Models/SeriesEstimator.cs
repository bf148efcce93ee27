namespace Forecast.Core.Models;

/// <summary>
/// Fits a model to a plain series. Bad input is a refusal with its reason, never an exception.
/// </summary>
/// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled; it is looked at at least every 100 ms.</exception>
public delegate SeriesFit SeriesEstimator(SeriesSample sample, SeriesOptions options, CancellationToken stop);
