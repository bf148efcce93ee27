namespace Forecast.Core.Evaluation;

/// <summary>How good a model's early warnings at a horizon were, over all instruments together.</summary>
/// <param name="Horizon">Horizon.</param>
/// <param name="Model">Model.</param>
/// <param name="Count">Rows with a warning and a target.</param>
/// <param name="MeanProbability">Mean of what was stated; the base rate where calibration is right.</param>
/// <param name="Brier">Mean squared error.</param>
/// <param name="Ranking">Precision against recall, with the base rate; null where there was no shock.</param>
/// <param name="Reliability">By bins of equal count.</param>
public sealed record WarningScore(TimeSpan Horizon, string Model, int Count, double MeanProbability, BrierScore Brier, PrecisionRecall? Ranking, ReliabilityTable Reliability)
{
    /// <summary>By horizon, the best ranking first; a horizon and model without a judged row has none.</summary>
    public static IReadOnlyList<WarningScore> Of(IEnumerable<ModelBands> bands) =>
    [
        .. from g in bands.GroupBy(b => (b.Table.Horizon, b.Model))
           let forecasts = g.SelectMany(Judged).ToArray()
           where forecasts.Length > 0
           let ranking = PrecisionRecall.Of(forecasts).Value
           orderby g.Key.Horizon, ranking?.AveragePrecision descending
           select new WarningScore(g.Key.Horizon, g.Key.Model, forecasts.Length, forecasts.Average(f => f.Probability), BrierScore.Of(forecasts).Get(), ranking, ReliabilityTable.OfEqualCount(forecasts).Get()),
    ];

    private static IEnumerable<ProbabilityForecast> Judged(ModelBands bands) =>
        from r in Enumerable.Range(0, bands.Table.Count)
        where bands.Shocks[r] is not null && bands.Table.Realized[r] is not null
        select new ProbabilityForecast(bands.Shocks[r]!.Value.Probability, bands.Table.Realized[r] > bands.Shocks[r]!.Value.Threshold);
}
