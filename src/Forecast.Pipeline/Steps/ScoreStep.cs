using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Margin;
using Forecast.Core.Models;
using Forecast.Storage.Artifacts;
using Forecast.Storage.Db.Entities;

namespace Forecast.Pipeline.Steps;

/// <summary>
/// Fitted models → forecasts over every horizon, with what stands beside them: intervals, an early warning and the tails of losses, all read from the model's own walk. Every model has them, so that they are there whoever
/// becomes champion. The far tail is the instrument's own: walks of others are theirs, and what is stated of one must not depend on which others a night was about.
/// </summary>
internal static class ScoreStep
{
    public static StepResult Run(InstrumentDay day, long item)
    {
        var tables = day.WalkForward();
        var rows = new List<VolatilityForecast>();
        var tails = new List<LossTailForecast>();
        foreach (var fit in day.ModelFits())
        {
            if (fit.ArtifactSha256 is null) continue;
            var horizon = TimeSpan.FromMinutes(fit.HorizonMinutes);
            var model = FittedModelJson.Read(day.Workspace.Artifacts.Get(fit.ArtifactSha256));
            var variance = ModelCatalog.Get(fit.Model).Filter(model, day.History).Forecast;
            if (!(variance > 0) || !double.IsFinite(variance)) continue;
            var walk = Own(tables.FirstOrDefault(t => t.Horizon == horizon), fit.Model, day.AsOf, variance);
            var bounds = walk is null ? [] : ConformalIntervals.AtLast(walk, fit.Model);
            var shock = walk is null ? null : EarlyWarning.Of(walk, fit.Model, walk.Count - 1)[^1];
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
                Lower80 = At(0.80)?.Lower,
                Upper80 = At(0.80)?.Upper,
                Lower90 = At(0.90)?.Lower,
                Upper90 = At(0.90)?.Upper,
                Lower95 = At(0.95)?.Lower,
                Upper95 = At(0.95)?.Upper,
                ShockThreshold = shock?.Threshold,
                ShockProbability = shock?.Probability,
            });
            if (walk is not null) tails.AddRange(Tails(day, item, walk, fit));

            (double Lower, double Upper)? At(double coverage) => ConformalIntervals.Levels.ToList().IndexOf(coverage) is var k && k < bounds.Length ? bounds[k] : null;
        }
        var text = string.Join('\n', rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.HorizonMinutes},{r.Model},{r.Variance:R},{r.Lower80:R},{r.Upper80:R},{r.Lower90:R},{r.Upper90:R},{r.Lower95:R},{r.Upper95:R},{r.ShockThreshold:R},{r.ShockProbability:R}"))
            .Concat(tails.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.HorizonMinutes},{t.Model},{t.Side},{t.Quantile95:R},{t.Shortfall95:R},{t.Quantile99:R},{t.Shortfall99:R},{t.Quantile995:R},{t.Shortfall995:R},{t.Quantile999:R},{t.Shortfall999:R}"))));
        return new StepResult(Hash.Of(text), db =>
        {
            db.VolatilityForecasts.AddRange(rows);
            db.LossTails.AddRange(tails);
        });
    }

    // The walk's last row is the as-of itself where the model forecast there; what stands beside it is scaled to this forecast, which is the same number.
    private static ForecastTable? Own(ForecastTable? table, string model, long asOf, double variance) =>
        table?.Models.Contains(model) == true && table.Common(model) is { Count: > 0 } own && own.Origins[^1] == asOf && own.Of(model)[^1] == variance ? own : null;

    private static IEnumerable<LossTailForecast> Tails(InstrumentDay day, long item, ForecastTable walk, ModelFit fit)
    {
        var returns = HorizonReturns.Of(day.Hours, walk);
        foreach (var side in Recommender.Sides)
        {
            var sample = side == PositionSide.Long ? LossSample.OfLong(walk, fit.Model, returns) : LossSample.OfShort(walk, fit.Model, returns);
            if (LossTails.Of([sample], day.AsOf)[0][^1] is not { } tail) continue;
            yield return new LossTailForecast
            {
                WorkItemId = item, HorizonMinutes = fit.HorizonMinutes, Model = fit.Model, Side = Recommender.Name(side),
                Quantile95 = tail.Quantile(0.95), Shortfall95 = tail.Shortfall(0.95), Quantile99 = tail.Quantile(0.99), Shortfall99 = tail.Shortfall(0.99),
                Quantile995 = tail.Quantile(0.995), Shortfall995 = tail.Shortfall(0.995), Quantile999 = tail.Quantile(0.999), Shortfall999 = tail.Shortfall(0.999),
            };
        }
    }
}
