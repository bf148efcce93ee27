using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Storage.Db.Entities;

namespace Forecast.Pipeline.Steps;

/// <summary>Walk-forward forecasts of the last year → a scorecard a model and horizon.</summary>
internal static class EvaluateStep
{
    private const long Window = 365 * Duration.Day;

    public static StepResult Run(InstrumentDay day, long item)
    {
        var scores = day.WalkForward().SelectMany(t => Scores(t, day.AsOf)).ToArray();
        var rows = scores.Select(s => new ScorecardRow
        {
            WorkItemId = item,
            HorizonMinutes = (int)s.Horizon.TotalMinutes,
            Model = s.Model,
            N = s.Count,
            Qlike = s.Qlike,
            Mse = s.MeanSquaredError,
            RatioToLogHar = double.IsNaN(s.RatioToBenchmark) ? null : s.RatioToBenchmark,
            DmT = s.DieboldMariano?.T,
            DmP = s.DieboldMariano?.P,
            InMcs90 = s.InConfidenceSet,
            MeanYOverF = s.MeanRatio,
            Coverage90 = s.Coverage,
        }).ToArray();
        var text = string.Join('\n', scores.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Horizon},{s.Model},{s.Count},{s.Qlike:R},{s.MeanSquaredError:R},{s.DieboldMariano?.T:R},{s.InConfidenceSet},{s.Coverage:R}")));
        return new StepResult(Hash.Of(text), db => db.Scorecards.AddRange(rows));
    }

    // Over the origins that all of them have; a model that needs a longer history than there is of most of them would leave the others without theirs.
    private static IEnumerable<Score> Scores(ForecastTable walk, long asOf)
    {
        int[] rows = [.. Enumerable.Range(0, walk.Count).Where(r => walk.Origins[r] >= asOf - Window && walk.Realized[r] is not null)];
        string[] compared = [.. walk.Models.Where(m => walk.Of(m) is var f && 2 * rows.Count(r => !double.IsNaN(f[r])) > rows.Length)];
        if (compared.Length == 0) return [];
        var hasBenchmark = compared.Contains(ModelCatalog.Benchmark);
        var scores = Scorecard.Of(walk.Common(compared), asOf - Window, asOf, hasBenchmark ? ModelCatalog.Benchmark : compared[0]);
        return hasBenchmark ? scores : scores.Select(s => s with { RatioToBenchmark = double.NaN, DieboldMariano = null });
    }
}
