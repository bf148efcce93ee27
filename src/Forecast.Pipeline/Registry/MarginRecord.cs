namespace Forecast.Pipeline.Registry;

/// <summary>How often published margins of one kind were enough, over all instruments.</summary>
/// <param name="MporMinutes">Margin period of risk.</param>
/// <param name="ConfidencePpm">What they promised.</param>
/// <param name="Side"><c>long</c> or <c>short</c>.</param>
/// <param name="Method"><c>static</c>, <c>dynamic</c>, <c>predictive</c>, <c>proposed</c> or <c>in-force</c>.</param>
/// <param name="N">Margins whose period is over.</param>
/// <param name="Breaches">Losses above the margin.</param>
/// <param name="MeanRate">Mean margin, share of notional.</param>
/// <param name="WorstShortfall">Largest loss above its margin, share of notional; null where there was no breach.</param>
public sealed record MarginRecord(int MporMinutes, int ConfidencePpm, string Side, string Method, int N, int Breaches, double MeanRate, double? WorstShortfall);
