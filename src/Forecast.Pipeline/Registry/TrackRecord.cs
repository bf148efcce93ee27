using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;

namespace Forecast.Pipeline.Registry;

/// <summary>What was published and what came of it, apart from back-tests: first publications only, as they were published.</summary>
/// <param name="Forecasts">A table an instrument and horizon, over the origins at which every model that is compared has an outcome.</param>
/// <param name="Outcomes">Forecasts whose outcome is known.</param>
/// <param name="Live">Those of them that were published before their target was over; the others were made afterwards, of past data.</param>
/// <param name="Waiting">Forecasts whose outcome is not known yet.</param>
/// <param name="NextMatures">When the first of those is over; null where none waits.</param>
/// <param name="LeftOut">Models that are not compared, as they have too few outcomes.</param>
/// <param name="Bands">Whether intervals and warnings came true.</param>
/// <param name="Margins">How often margins were enough.</param>
public sealed record TrackRecord(
    IReadOnlyList<BoundedForecasts> Forecasts, int Outcomes, int Live, int Waiting, long? NextMatures, IReadOnlyList<string> LeftOut, IReadOnlyList<BandRecord> Bands,
    IReadOnlyList<MarginRecord> Margins)
{
    /// <summary>The record of nights with bars of one interval.</summary>
    /// <param name="db">Database.</param>
    /// <param name="scope">Real prices, or simulated ones.</param>
    /// <param name="interval">Interval of the nights' bars.</param>
    /// <param name="symbols">Instruments; null for all.</param>
    /// <param name="onlyLive">Only what was published before its time was over.</param>
    public static TrackRecord Load(ForecastContext db, string scope, TimeSpan interval, IReadOnlyCollection<string>? symbols, bool onlyLive)
    {
        var settings = PipelineSettings.HashOf(interval, PipelineSettings.DefaultHorizons);
        Dictionary<long, WorkItem> First(string step) => Publications.First(db.WorkItems.Where(w => w.Step == step && w.SettingsHash == settings))
            .Where(w => ModelAliases.ScopeOf(w.Value.Venue) == scope && symbols?.Contains(w.Value.Symbol) != false).ToDictionary();
        var (scored, recommended) = (First("score"), First("recommend"));
        var outcomes = db.ForecastOutcomes.AsNoTracking().Where(o => scored.Keys.Contains(o.PublishedItemId)).ToList().ToDictionary(o => (o.PublishedItemId, o.HorizonMinutes, o.Model));
        var rows = db.VolatilityForecasts.AsNoTracking().Where(f => scored.Keys.Contains(f.WorkItemId)).ToList();
        var waiting = rows.Where(f => !outcomes.ContainsKey((f.WorkItemId, f.HorizonMinutes, f.Model))).ToArray();
        bool IsLive(WorkItem item, int minutes) => item.FinishedAt <= item.AsOf + (minutes * Duration.Hour / 60);
        var known = rows.Except(waiting).ToArray();
        var live = known.Where(f => IsLive(scored[f.WorkItemId], f.HorizonMinutes)).ToArray();
        var counted = onlyLive ? live : known;
        var models = Compared(counted);
        var margins = db.MarginOutcomes.AsNoTracking().Where(o => recommended.Keys.Contains(o.PublishedItemId)).ToList().Where(o => !onlyLive || IsLive(recommended[o.PublishedItemId], o.MporMinutes));
        return new TrackRecord(
            [.. Tables(counted, outcomes, models)], known.Length, live.Length, waiting.Length, waiting.Select(f => (long?)f.Origin + (f.HorizonMinutes * Duration.Hour / 60)).Min(),
            [.. counted.Select(f => f.Model).Distinct().Except(models).Order(StringComparer.Ordinal)], Summary(counted.Where(f => models.Contains(f.Model)), outcomes), Summary(margins));
    }

    // A model that came later, or was refused often, would leave the others without most of their rows.
    private static string[] Compared(IReadOnlyCollection<VolatilityForecast> rows)
    {
        var benchmark = rows.Count(f => f.Model == ModelCatalog.Benchmark);
        var order = ModelCatalog.All.Select(m => m.Id).ToList();
        return [.. rows.GroupBy(f => f.Model).Where(g => 2 * g.Count() > benchmark).Select(g => g.Key).OrderBy(m => order.IndexOf(m)).ThenBy(m => m, StringComparer.Ordinal)];
    }

    private static IEnumerable<BoundedForecasts> Tables(IEnumerable<VolatilityForecast> rows, Dictionary<(long, int, string), ForecastOutcome> outcomes, string[] models)
    {
        var instruments = rows.GroupBy(f => (f.Venue, f.Symbol, f.HorizonMinutes)).OrderBy(g => g.Key).ToArray();
        foreach (var instrument in instruments)
        {
            var origins = instrument.GroupBy(f => f.Origin).OrderBy(g => g.Key).Select(g => g.ToDictionary(f => f.Model)).Where(g => models.All(g.ContainsKey)).ToArray();
            if (origins.Length == 0) continue;
            // Two venues may call an instrument the same.
            var twice = instruments.Any(i => i.Key != instrument.Key && (i.Key.Symbol, i.Key.HorizonMinutes) == (instrument.Key.Symbol, instrument.Key.HorizonMinutes));
            var table = new ForecastTable
            {
                Symbol = twice ? $"{instrument.Key.Venue}/{instrument.Key.Symbol}" : instrument.Key.Symbol, Horizon = TimeSpan.FromMinutes(instrument.Key.HorizonMinutes), Models = models,
                Origins = [.. origins.Select(o => o[models[0]].Origin)],
                Realized = [.. origins.Select(o => (double?)outcomes[(o[models[0]].WorkItemId, instrument.Key.HorizonMinutes, models[0])].RealizedVariance)],
                Forecasts = [.. models.Select(m => origins.Select(o => o[m].Variance).ToArray())],
            };
            yield return new BoundedForecasts(table, models.ToDictionary(m => m, m => origins.Select(o => o[m] is { Lower90: { } low, Upper90: { } high } ? (low, high) : ((double, double)?)null).ToArray()));
        }
    }

    private static BandRecord[] Summary(IEnumerable<VolatilityForecast> rows, Dictionary<(long, int, string), ForecastOutcome> outcomes)
    {
        var order = ModelCatalog.All.Select(m => m.Id).ToList();
        return
        [
            .. from f in rows
               let o = outcomes[(f.WorkItemId, f.HorizonMinutes, f.Model)]
               group (Forecast: f, Outcome: o) by (f.HorizonMinutes, f.Model) into g
               orderby g.Key.HorizonMinutes, order.IndexOf(g.Key.Model), g.Key.Model
               let warned = g.Where(x => x.Outcome.Shock is not null).ToArray()
               let bounded = g.Count(x => x.Outcome.Inside90 is not null)
               where bounded > 0 || warned.Length > 0
               select new BandRecord(
                   g.Key.HorizonMinutes, g.Key.Model, bounded, Share(g.Select(x => x.Outcome.Inside80)), Share(g.Select(x => x.Outcome.Inside90)), Share(g.Select(x => x.Outcome.Inside95)),
                   warned.Length, warned.Average(x => x.Forecast.ShockProbability), Share(warned.Select(x => x.Outcome.Shock))),
        ];

        static double? Share(IEnumerable<bool?> happened) => happened.Average(h => h is { } x ? (x ? 1.0 : 0) : (double?)null);
    }

    private static MarginRecord[] Summary(IEnumerable<MarginOutcome> outcomes) =>
    [
        .. from o in outcomes
           group o by (o.MporMinutes, o.ConfidencePpm, o.Side, o.Method) into g
           orderby g.Key.MporMinutes, g.Key.ConfidencePpm, g.Key.Side, g.Key.Method
           let breached = g.Where(o => o.Breached).ToArray()
           select new MarginRecord(
               g.Key.MporMinutes, g.Key.ConfidencePpm, g.Key.Side, g.Key.Method, g.Count(), breached.Length, g.Average(o => o.Rate), breached.Length == 0 ? null : breached.Max(o => o.LossRate - o.Rate)),
    ];
}
