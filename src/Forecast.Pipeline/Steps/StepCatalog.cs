namespace Forecast.Pipeline.Steps;

/// <summary>A step of an instrument's day; it loads, computes in Core and saves.</summary>
/// <param name="Name">Name in the ledger.</param>
/// <param name="Does">One sentence for people.</param>
/// <param name="Run">Runs it for one instrument and as-of; the work item's id keys the rows that it writes.</param>
public sealed record Step(string Name, string Does, Func<InstrumentDay, long, StepResult> Run);

/// <summary>The steps of a day, in order. Ingest comes before them: it brings the bars that they are about.</summary>
public static class StepCatalog
{
    public static IReadOnlyList<Step> All { get; } =
    [
        new("measure", "realised measures of every day", MeasureStep.Run),
        new("train", "fits every model, and makes the forecasts that would have been made", TrainStep.Run),
        new("score", "forecasts every horizon with intervals", ScoreStep.Run),
        new("evaluate", "scores past forecasts against what was realised", EvaluateStep.Run),
        new("recommend", "margin rates and the recommended parameters", RecommendStep.Run),
    ];
}
