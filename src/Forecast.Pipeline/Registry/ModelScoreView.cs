namespace Forecast.Pipeline.Registry;

/// <summary>How a model did over one horizon in the newest scorecards of a scope's instruments: means over the instruments, each counting the same.</summary>
/// <param name="Horizon">Horizon, as in <c>1d</c>.</param>
/// <param name="Instruments">Instruments.</param>
/// <param name="N">Forecasts scored, over all of them.</param>
/// <param name="Qlike">Mean QLIKE.</param>
/// <param name="RatioToLogHar">Divided by log-HAR's on the same instruments; null where it has none.</param>
/// <param name="MeanYOverF">Mean of realised over forecast variance.</param>
/// <param name="Coverage90">Share of realised variances inside the 90 % interval; null where there is none.</param>
public sealed record ModelScoreView(string Horizon, int Instruments, int N, double Qlike, double? RatioToLogHar, double MeanYOverF, double? Coverage90);
