namespace Forecast.Core.Evaluation;

/// <summary>What one horizon says of a challenger. Losses are QLIKE.</summary>
/// <param name="Horizon">Horizon.</param>
/// <param name="Dates">Origins.</param>
/// <param name="Instruments">Instruments.</param>
/// <param name="Comparison">Challenger against champion, with intervals over dates; null where there are too few.</param>
/// <param name="Test">Test of equal losses over the mean difference at each origin; null where there is no statistic.</param>
/// <param name="WorstSymbol">The instrument on which the challenger is worst against the champion; null where no instrument has a ratio.</param>
/// <param name="WorstRatio">Its ratio of mean losses there.</param>
/// <param name="Checks">Every condition.</param>
public sealed record HorizonVerdict(
    TimeSpan Horizon, int Dates, int Instruments, LossComparison? Comparison, DieboldMariano? Test, string? WorstSymbol, double? WorstRatio, IReadOnlyList<PromotionCheck> Checks);
