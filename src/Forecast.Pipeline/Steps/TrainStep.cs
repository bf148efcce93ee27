using Forecast.Core.Evaluation;
using Forecast.Core.Market;
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
    // Long enough for the interval's 500 residuals at 4h; margins need all of the daily history, shorter horizons do not.
    private const long IntradayHistory = 120 * Duration.Day;

    public static StepResult Run(InstrumentDay day, long item, CancellationToken stop)
    {
        var limit = FitTime.Limit(day.Settings.FitTime, day.Workspace.Clock);
        var rows = new List<ModelFit>();
        var tables = new List<ForecastTable>();
        foreach (var horizon in day.Settings.Horizons)
        {
            var history = day.History;
            var table = WalkForward.Run(day.Hours, ModelCatalog.Nightly, horizon, horizon < TimeSpan.FromDays(1) ? day.AsOf - IntradayHistory : long.MinValue, day.AsOf, limit, stop);
            tables.Add(table);
            foreach (var model in ModelCatalog.Nightly)
            {
                var fit = model is CombinationModel combination
                    ? combination.Fit(history, horizon, table.Records.GetValueOrDefault(model.Id), limit, stop)
                    : RefitSchedule.Fit(model, history, horizon, limit, stop);
                rows.Add(new ModelFit
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
        }
        if (rows.TrueForAll(r => r.ArtifactSha256 is null))
            throw new InstrumentException(day, $"no model can be fitted: {string.Join("; ", rows.Select(r => r.Reason).Distinct())}");
        return new StepResult(day.WriteTable(WalkForwardTable.Dataset, WalkForwardTable.Write(tables)), db => db.ModelFits.AddRange(rows));
    }
}
