namespace Forecast.Pipeline.Steps;

/// <summary>The steps of a day, in order. Ingest comes before them: it brings the bars that they are about.</summary>
public static class StepCatalog
{
    public static IReadOnlyList<Step> All { get; } =
    [
        new("measure", "realised measures of every day", MeasureStep.Dataset, static day => day.BarVersion, static (day, item, _) => MeasureStep.Run(day, item)),
        new("train", "fits every model, and makes the forecasts that would have been made", WalkForwardTable.Dataset, static day => day.DataVersion, TrainStep.Run),
        new("score", "forecasts every horizon with intervals", null, static day => day.DataVersion, static (day, item, _) => ScoreStep.Run(day, item)),
        new("evaluate", "scores past forecasts against what was realised", null, static day => day.DataVersion, static (day, item, _) => EvaluateStep.Run(day, item)),
        new("recommend", "margin rates and the recommended parameters", null, static day => day.RecommendVersion(), static (day, item, _) => RecommendStep.Run(day, item)),
        new("record", "what came of the forecasts and margins that were published", null, RecordStep.Version, static (day, item, _) => RecordStep.Run(day, item)),
        new("monitor", "whether published forecasts or their features have drifted", null, MonitorStep.Version, static (day, item, _) => MonitorStep.Run(day, item)),
    ];
}
