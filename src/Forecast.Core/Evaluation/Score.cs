namespace Forecast.Core.Evaluation;

/// <summary>How well one model forecast one instrument over one horizon: a row of <c>scores.csv</c>.</summary>
/// <param name="Symbol">Instrument.</param>
/// <param name="Horizon">Horizon.</param>
/// <param name="Model">Model id.</param>
/// <param name="Count">Origins with a complete target.</param>
/// <param name="Qlike">Mean QLIKE over the origins whose target is positive.</param>
/// <param name="MeanSquaredError">Mean squared error of the variance.</param>
/// <param name="RatioToBenchmark">QLIKE divided by the benchmark's; 1 for the benchmark itself.</param>
/// <param name="DieboldMariano">Test of equal QLIKE against the benchmark; negative t favours the model. Null for the benchmark or where there is no statistic.</param>
/// <param name="InConfidenceSet">Whether the model is in the 90 % model confidence set under QLIKE.</param>
/// <param name="MeanRatio">Mean of y/f: 1 for an unbiased forecast.</param>
/// <param name="Coverage">Share of targets inside the 90 % interval, over the rows that have one; null where none has.</param>
public sealed record Score(
    string Symbol, TimeSpan Horizon, string Model, int Count, double Qlike, double MeanSquaredError, double RatioToBenchmark,
    DieboldMariano? DieboldMariano, bool InConfidenceSet, double MeanRatio, double? Coverage);
