using System.Runtime.ExceptionServices;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Forecast.Storage.Artifacts;
using Forecast.Storage.Db.Entities;

namespace Forecast.Pipeline.Steps;

/// <summary>
/// Measures → fitted models (artifacts) and the walk-forward forecasts that intervals, scores and margins stand on (a table in the lake).
/// A model that refuses, or lasts too long, is stored with its reason; the others go on.
/// </summary>
internal static class TrainStep
{
    // Scored below a day, and more where less would not do for what is stated beside tonight's forecast.
    private const long IntradayHistory = 120 * Duration.Day;

    public static StepResult Run(InstrumentDay day, long item, CancellationToken stop)
    {
        var (limit, history) = (FitTime.Limit(day.Settings.FitTime, day.Workspace.Clock), day.History);
        // Horizons beside each other: instruments that walk in step would wait for the same pooled fits.
        var trained = Each(day.Settings.Horizons, h => Train(day, history, h, item, limit, stop), stop);
        ModelFit[] rows = [.. trained.SelectMany(t => t.Fits)];
        if (Array.TrueForAll(rows, r => r.ArtifactSha256 is null))
            throw new InstrumentException(day, $"no model can be fitted: {string.Join("; ", rows.Select(r => r.Reason).Distinct())}");
        return new StepResult(day.WriteTable(WalkForwardTable.Dataset, WalkForwardTable.Write([.. trained.Select(t => t.Walk)])), db => db.ModelFits.AddRange(rows));
    }

    private static T[] Each<T>(IReadOnlyList<TimeSpan> horizons, Func<TimeSpan, T> train, CancellationToken stop)
    {
        try
        {
            return [.. horizons.AsParallel().AsOrdered().WithCancellation(stop).Select(train)];
        }
        catch (AggregateException e)
        {
            // What was wrong, not that it was wrong in several places.
            ExceptionDispatchInfo.Throw(e.GetBaseException());
            throw;
        }
    }

    private static (ForecastTable Walk, IReadOnlyList<ModelFit> Fits) Train(InstrumentDay day, MarketHistory history, TimeSpan horizon, long item, FitLimit limit, CancellationToken stop)
    {
        var from = Math.Min(WalkStart.For(day.Hours, horizon, day.AsOf), day.AsOf - IntradayHistory);
        var walk = WalkForward.Run(day.Hours, ModelCatalog.Nightly, horizon, from, day.AsOf, limit, stop, needsAll: false);
        var fits = new List<ModelFit>();
        foreach (var model in ModelCatalog.Nightly)
        {
            var fit = model is CombinationModel combination
                ? combination.Fit(history, horizon, walk.Records.GetValueOrDefault(model.Id), limit, stop)
                : RefitSchedule.Fit(model, history, horizon, limit, stop);
            fits.Add(new ModelFit
            {
                WorkItemId = item,
                HorizonMinutes = (int)horizon.TotalMinutes,
                Model = model.Id,
                ArtifactSha256 = fit.Model is null ? null : day.Workspace.Artifacts.Put(FittedModelJson.Write(fit.Model)),
                Status = fit.Status.ToString(),
                Reason = fit.Reason,
                Observations = fit.Model?.Observations ?? 0,
            });
        }
        return (walk, fits);
    }
}
