using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Pipeline.Registry;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;

namespace Forecast.Pipeline.Steps;

/// <summary>
/// Published outcomes against the back-test's, and recent features against those before → readings of drift, each with its verdict.
/// <para>loss: QLIKE of the champion less log-HAR's (of log-HAR itself, its own), upwards; level: ln(y/f) of the champion, both ways; feature: level, volume and imbalance by the hour.</para>
/// </summary>
internal static class MonitorStep
{
    // With fewer, mean and deviation of the back-test say too little.
    private const int LeastReference = 60;

    // Nights publish at midnight, and walk too short a past below a day to compare it with other midnights.
    private static readonly TimeSpan LeastHorizon = TimeSpan.FromDays(1);

    /// <summary>The identity of what the step reads: bars and publications, the champion, and the thresholds.</summary>
    public static string Version(InstrumentDay day) => Hash.Of($"{RecordStep.Version(day)}\n{day.Champion()}\n{RegistryPolicy.HashOf(Limits(day))}")[..32];

    public static StepResult Run(InstrumentDay day, long item)
    {
        var limits = Limits(day);
        DriftReading[] rows = [.. Forecasts(day, item, limits), .. Features(day, item, limits)];
        var text = string.Join('\n', rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Kind},{r.Subject},{r.HorizonMinutes},{r.N},{r.Statistic:R},{r.Shift:R},{r.Alarm}")));
        return new StepResult(Hash.Of(text), db => db.DriftReadings.AddRange(rows));
    }

    private static DriftThresholds Limits(InstrumentDay day) => RegistryPolicy.Read(day.Workspace.Root).Drift;

    private static IEnumerable<DriftReading> Forecasts(InstrumentDay day, long item, DriftThresholds limits)
    {
        var champion = day.Champion();
        var published = Published(day);
        foreach (var walk in day.WalkForward().Where(t => t.Horizon >= LeastHorizon && t.Models.Contains(champion) && t.Models.Contains(ModelCatalog.Benchmark)))
        {
            var table = walk.Common(champion, ModelCatalog.Benchmark);
            var minutes = (int)table.Horizon.TotalMinutes;
            // Targets that overlap would make one surprise count several times.
            var live = Apart(published.Where(p => p.HorizonMinutes == minutes && p.ByModel.ContainsKey(champion) && p.ByModel.ContainsKey(ModelCatalog.Benchmark) && p.Realized > 0), table.Horizon);
            if (live.Count == 0) continue;
            var rows = Enumerable.Range(0, table.Count).Where(r => table.Realized[r] > 0 && table.Matures(r) <= live[0].Origin && table.Origins[r] >= live[0].Origin - (limits.ReferenceDays * Duration.Day)).ToArray();
            if (rows.Length < LeastReference) continue;
            var (own, benchmark) = (table.Of(champion), table.Of(ModelCatalog.Benchmark));
            yield return Reading("loss", [.. rows.Select(r => Excess(table.Realized[r]!.Value, own[r], benchmark[r]))], [.. live.Select(p => Excess(p.Realized, p.ByModel[champion], p.ByModel[ModelCatalog.Benchmark]))], bothWays: false);
            yield return Reading("level", [.. rows.Select(r => Math.Log(table.Realized[r]!.Value / own[r]))], [.. live.Select(p => Math.Log(p.Realized / p.ByModel[champion]))], bothWays: true);

            DriftReading Reading(string kind, double[] reference, double[] recent, bool bothWays)
            {
                var mean = reference.Average();
                var deviation = Math.Sqrt(reference.Average(x => (x - mean) * (x - mean)));
                var sums = deviation > 0 ? Cusum.Of(recent, mean, deviation, limits.Allowance, limits.Clip) : new Cusum(0, 0);
                var statistic = bothWays ? Math.Max(sums.Upper, sums.Lower) : sums.Upper;
                return new DriftReading
                {
                    WorkItemId = item, Kind = kind, Subject = champion, HorizonMinutes = minutes, N = recent.Length, Statistic = statistic, Threshold = limits.Decision,
                    Shift = deviation > 0 ? (recent.Average() - mean) / deviation : 0, Alarm = statistic >= limits.Decision,
                };
            }
        }

        double Excess(double realized, double forecast, double benchmark) => Loss.Qlike(realized, forecast) - (champion == ModelCatalog.Benchmark ? 0 : Loss.Qlike(realized, benchmark));
    }

    private static List<Outcome> Apart(IEnumerable<Outcome> outcomes, TimeSpan horizon)
    {
        var apart = new List<Outcome>();
        foreach (var o in outcomes.OrderBy(o => o.Origin))
        {
            if (apart.Count == 0 || o.Origin >= apart[^1].Origin + Duration.Microseconds(horizon)) apart.Add(o);
        }
        return apart;
    }

    private static List<Outcome> Published(InstrumentDay day)
    {
        using var db = day.Workspace.Database.CreateContext();
        var first = Publications.Before(db, day, "score");
        var rows = (from o in db.ForecastOutcomes.AsNoTracking()
                    join f in db.VolatilityForecasts.AsNoTracking() on new { Id = o.PublishedItemId, o.HorizonMinutes, o.Model } equals new { Id = f.WorkItemId, f.HorizonMinutes, f.Model }
                    where f.Venue == day.Venue && f.Symbol == day.Symbol && f.Origin < day.AsOf
                    select new { o.PublishedItemId, o.HorizonMinutes, o.Model, f.Origin, f.Variance, o.RealizedVariance }).ToList();
        return [.. rows.Where(r => first.ContainsKey(r.PublishedItemId) && r.Origin + (r.HorizonMinutes * Duration.Hour / 60) <= day.AsOf)
            .GroupBy(r => (r.Origin, r.HorizonMinutes, r.RealizedVariance)).Select(g => new Outcome(g.Key.Origin, g.Key.HorizonMinutes, g.Key.RealizedVariance, g.ToDictionary(r => r.Model, r => r.Variance)))];
    }

    private static IEnumerable<DriftReading> Features(InstrumentDay day, long item, DriftThresholds limits)
    {
        var split = day.AsOf - (limits.RecentDays * Duration.Day);
        var (reference, recent) = (HourlyFlow.Of(day.Bars, split - (limits.ReferenceDays * Duration.Day), split), HourlyFlow.Of(day.Bars, split, day.AsOf));
        foreach (var (name, before, now) in new[] { ("imbalance", reference.Imbalance, recent.Imbalance), ("level", reference.Level, recent.Level), ("volume", reference.Volume, recent.Volume) })
        {
            if (PopulationStability.Of(before, now).Value is not { } psi) continue;
            yield return new DriftReading
            {
                WorkItemId = item, Kind = "feature", Subject = name, HorizonMinutes = 0, N = psi.Count, Statistic = psi.Index, Threshold = limits.StabilityIndex, Shift = psi.Shift, Alarm = psi.Index >= limits.StabilityIndex,
            };
        }
    }

    private sealed record Outcome(long Origin, int HorizonMinutes, double Realized, IReadOnlyDictionary<string, double> ByModel);
}
