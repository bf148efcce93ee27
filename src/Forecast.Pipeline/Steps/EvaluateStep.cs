using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Storage.Db.Entities;

namespace Forecast.Pipeline.Steps;

/// <summary>Walk-forward forecasts of the last year → a scorecard a model and horizon.</summary>
internal static class EvaluateStep
{
    private const long Window = 365 * Duration.Day;

    public static StepResult Run(InstrumentDay day, long item)
    {
        var scores = day.WalkForward().Where(t => t.Count > 0).SelectMany(t => Scorecard.Of(t, day.AsOf - Window, day.AsOf)).ToArray();
        var rows = scores.Select(s => new ScorecardRow
        {
            WorkItemId = item,
            HorizonMinutes = (int)s.Horizon.TotalMinutes,
            Model = s.Model,
            N = s.Count,
            Qlike = s.Qlike,
            Mse = s.MeanSquaredError,
            RatioToLogHar = s.RatioToBenchmark,
            DmT = s.DieboldMariano?.T,
            DmP = s.DieboldMariano?.P,
            InMcs90 = s.InConfidenceSet,
            MeanYOverF = s.MeanRatio,
            Coverage90 = s.Coverage,
        }).ToArray();
        var text = string.Join('\n', scores.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Horizon},{s.Model},{s.Count},{s.Qlike:R},{s.MeanSquaredError:R},{s.DieboldMariano?.T:R},{s.InConfidenceSet},{s.Coverage:R}")));
        return new StepResult(Hash.Of(text), db => db.Scorecards.AddRange(rows));
    }
}
