namespace Forecast.Core.Evaluation;

/// <summary>How well one model forecast all instruments over one horizon, beside the benchmark. Losses are QLIKE; a mean over instruments counts each the same, however many rows it has.</summary>
/// <param name="Horizon">Horizon.</param>
/// <param name="Model">Model id.</param>
/// <param name="Instruments">Instruments.</param>
/// <param name="Count">Rows with a target, over all instruments.</param>
/// <param name="Qlike">Mean over instruments of their mean loss.</param>
/// <param name="MedianQlike">Median over instruments of their mean loss.</param>
/// <param name="QlikeWithoutWorstWeek">The mean over instruments without the targets that reach into the benchmark's worst week; null where nothing else is there.</param>
/// <param name="Ratio">Mean divided by the benchmark's; null where that is 0.</param>
/// <param name="RatioInterval">The ratio with its 90 % interval, by <see cref="LossComparison"/>; null for the benchmark or where there is none.</param>
/// <param name="DieboldMariano">Test pooled over instruments by date; negative t favours the model. Null for the benchmark or where there is no statistic.</param>
/// <param name="Better">Instruments on which the model's own test favours it at 5 %.</param>
/// <param name="Worse">Instruments on which it favours the benchmark at 5 %.</param>
/// <param name="InConfidenceSet">Instruments on which it is in the 90 % model confidence set.</param>
/// <param name="Slope">Median over instruments of the slope of the Mincer–Zarnowitz regression of logs; null where no instrument has one.</param>
/// <param name="MeanRatio">Mean over instruments of the mean of y/f.</param>
/// <param name="Coverage">Mean over instruments of the share of targets inside the 90 % bounds; null where there are no bounds.</param>
/// <param name="TercileRatios">The ratio in each tercile of the benchmark's forecast, the calm one first; null where it has no rows or the benchmark no loss.</param>
public sealed record ModelComparison(
    TimeSpan Horizon, string Model, int Instruments, int Count, double Qlike, double MedianQlike, double? QlikeWithoutWorstWeek, double? Ratio, IntervalEstimate? RatioInterval,
    DieboldMariano? DieboldMariano, int Better, int Worse, int InConfidenceSet, double? Slope, double MeanRatio, double? Coverage, IReadOnlyList<double?> TercileRatios);
