using Forecast.Core.Evaluation;
using Forecast.Core.Models;
using Forecast.Storage.Artifacts;
using Forecast.Storage.Db.Entities;

namespace Forecast.Pipeline.Steps;

/// <summary>Fitted models → forecasts over every horizon, with intervals from the residuals of the walk-forward.</summary>
internal static class ScoreStep
{
    /// <summary>Coverage of the published interval.</summary>
    public const double Coverage = 0.90;

    public static StepResult Run(InstrumentDay day, long item)
    {
        var tables = day.WalkForward();
        var rows = new List<VolatilityForecast>();
        foreach (var fit in day.ModelFits())
        {
            if (fit.ArtifactSha256 is null) continue;
            var horizon = TimeSpan.FromMinutes(fit.HorizonMinutes);
            var model = FittedModelJson.Read(day.Workspace.Artifacts.Get(fit.ArtifactSha256));
            var variance = ModelCatalog.Get(fit.Model).Filter(model, day.History).Forecast;
            if (!(variance > 0) || !double.IsFinite(variance)) continue;
            var bounds = Bounds(tables.FirstOrDefault(t => t.Horizon == horizon), fit.Model, day.AsOf, variance);
            rows.Add(new VolatilityForecast
            {
                WorkItemId = item,
                HorizonMinutes = fit.HorizonMinutes,
                Model = fit.Model,
                Venue = day.Venue,
                Symbol = day.Symbol,
                Origin = day.AsOf,
                KnownAt = day.KnownAt,
                Variance = variance,
                Lower90 = bounds?.Lower,
                Upper90 = bounds?.Upper,
            });
        }
        var text = string.Join('\n', rows.Select(r => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{r.HorizonMinutes},{r.Model},{r.Variance:R},{r.Lower90:R},{r.Upper90:R}")));
        return new StepResult(Hash.Of(text), db => db.VolatilityForecasts.AddRange(rows));
    }

    // The walk's last row is the as-of itself where the model forecast there; its bounds are scaled to this forecast, which is the same number.
    private static (double Lower, double Upper)? Bounds(ForecastTable? table, string model, long asOf, double variance)
    {
        if (table?.Models.Contains(model) != true || table.Common(model) is not { Count: > 0 } own || own.Origins[^1] != asOf) return null;
        return own.Of(model)[^1] == variance ? ConformalIntervals.Of(own, model, Coverage)[^1] : null;
    }
}
