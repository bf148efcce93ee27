using System.Globalization;
using System.Text.Json;
using Forecast.Core.Evaluation;
using Forecast.Core.Margin;
using Forecast.Pipeline.Registry;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;

namespace Forecast.Pipeline.Steps;

/// <summary>
/// Forecasts and margins that earlier nights published, whose time has come → what came of them, from the bars as they are known now. What has an outcome keeps it; what lacks a bar
/// waits for it.
/// </summary>
internal static class RecordStep
{
    /// <summary>The identity of what the step reads: the bars, and what was published before.</summary>
    public static string Version(InstrumentDay day)
    {
        using var db = day.Workspace.Database.CreateContext();
        var published = new[] { "score", "recommend" }.SelectMany(s => Publications.Before(db, day, s).Keys.Order());
        return Hash.Of($"{day.DataVersion}\n{string.Join(',', published.Select(i => i.ToString(CultureInfo.InvariantCulture)))}")[..32];
    }

    public static StepResult Run(InstrumentDay day, long item)
    {
        // A replay shows what a night saw; the record is of nights.
        if (day.ReplayAt is not null) return new StepResult(Hash.Of("replay"), static _ => { });
        using var db = day.Workspace.Database.CreateContext();
        var forecasts = Forecasts(db, day, item).OrderBy(o => o.PublishedItemId).ThenBy(o => o.HorizonMinutes).ThenBy(o => o.Model, StringComparer.Ordinal).ToArray();
        var margins = Margins(db, day, item).OrderBy(o => o.PublishedItemId).ThenBy(o => o.MporMinutes).ThenBy(o => o.ConfidencePpm).ThenBy(o => o.Side, StringComparer.Ordinal).ThenBy(o => o.Method, StringComparer.Ordinal).ToArray();
        var text = string.Join('\n', forecasts.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.PublishedItemId},{o.HorizonMinutes},{o.Model},{o.RealizedVariance:R},{o.Inside80},{o.Inside90},{o.Inside95},{o.Shock}"))
            .Concat(margins.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.PublishedItemId},{o.MporMinutes},{o.ConfidencePpm},{o.Side},{o.Method},{o.Rate:R},{o.LossRate:R}"))));
        return new StepResult(Hash.Of(text), context =>
        {
            // A night of another as-of may have been quicker.
            context.ForecastOutcomes.AddRange(forecasts.Where(o => context.ForecastOutcomes.Find(o.PublishedItemId, o.HorizonMinutes, o.Model) is null).ToArray());
            context.MarginOutcomes.AddRange(margins.Where(o => context.MarginOutcomes.Find(o.PublishedItemId, o.MporMinutes, o.ConfidencePpm, o.Side, o.Method) is null).ToArray());
        });
    }

    private static IEnumerable<ForecastOutcome> Forecasts(ForecastContext db, InstrumentDay day, long item)
    {
        var first = Publications.Before(db, day, "score");
        var waiting = db.VolatilityForecasts.AsNoTracking().Where(f => f.Venue == day.Venue && f.Symbol == day.Symbol && f.Origin < day.AsOf
            && !db.ForecastOutcomes.Any(o => o.PublishedItemId == f.WorkItemId && o.HorizonMinutes == f.HorizonMinutes && o.Model == f.Model)).ToList();
        foreach (var f in waiting.Where(f => first.ContainsKey(f.WorkItemId)))
        {
            if (RealizedTarget.Of(day.Hours, TimeSpan.FromMinutes(f.HorizonMinutes), f.Origin) is not { } realized) continue;
            yield return new ForecastOutcome
            {
                PublishedItemId = f.WorkItemId, HorizonMinutes = f.HorizonMinutes, Model = f.Model, WorkItemId = item, RealizedVariance = realized,
                Qlike = realized > 0 ? Loss.Qlike(realized, f.Variance) : null,
                Inside80 = Inside(f.Lower80, f.Upper80), Inside90 = Inside(f.Lower90, f.Upper90), Inside95 = Inside(f.Lower95, f.Upper95), Shock = f.ShockThreshold is { } threshold ? realized > threshold : null,
            };

            bool? Inside(double? lower, double? upper) => lower is { } low && upper is { } high ? realized >= low && realized <= high : null;
        }
    }

    private static IEnumerable<MarginOutcome> Margins(ForecastContext db, InstrumentDay day, long item)
    {
        var first = Publications.Before(db, day, "recommend");
        var waiting = first.Keys.Except(db.MarginOutcomes.Where(o => first.Keys.Contains(o.PublishedItemId)).Select(o => o.PublishedItemId).Distinct()).ToList();
        foreach (var made in db.Recommendations.AsNoTracking().Where(r => waiting.Contains(r.WorkItemId)).ToList())
        {
            var rates = db.MarginRates.AsNoTracking().Where(r => r.WorkItemId == made.WorkItemId && r.Target == "close").ToList().Select(r => (r.MporMinutes, r.ConfidencePpm, r.Side, r.Method, r.Rate)).Concat(Parameters(made)).ToArray();
            var moves = rates.Select(r => r.MporMinutes).Distinct().ToDictionary(m => m, m => MarginSample.MoveOver(day.Bars, TimeSpan.FromMinutes(m), made.AsOf));
            // All periods of a recommendation at once, so that it waits as a whole.
            if (moves.Values.Any(m => m is null)) continue;
            foreach (var (mpor, confidence, side, method, rate) in rates)
            {
                var against = Recommender.Sides.Single(s => Recommender.Name(s) == side);
                yield return new MarginOutcome
                {
                    PublishedItemId = made.WorkItemId, MporMinutes = mpor, ConfidencePpm = confidence, Side = side, Method = method, WorkItemId = item, Rate = rate,
                    LossRate = Move.Loss(against, moves[mpor]!.Value.Against(against, MarginTarget.Close)),
                };
            }
        }
    }

    // Initial margins: what was recommended, and what was in force meanwhile, over the period and at the confidence that the instrument's class promises.
    private static IEnumerable<(int MporMinutes, int ConfidencePpm, string Side, string Method, double Rate)> Parameters(Recommendation made)
    {
        using var content = JsonDocument.Parse(made.Content);
        var terms = content.RootElement.GetProperty("marginClass");
        var (mpor, confidence) = (terms.GetProperty("periodDays").GetInt32() * (int)TimeSpan.FromDays(1).TotalMinutes, terms.GetProperty("confidencePpm").GetInt32());
        foreach (var side in Recommender.Sides)
        {
            yield return (mpor, confidence, Recommender.Name(side), "proposed", made.ProposedInitialPpm / 1e6);
            if (made.CurrentInitialPpm is { } current) yield return (mpor, confidence, Recommender.Name(side), "in-force", current / 1e6);
        }
    }
}
