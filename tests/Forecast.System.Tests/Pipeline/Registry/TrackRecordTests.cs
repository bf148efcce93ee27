using System.Text.Json;
using System.Text.Json.Nodes;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Pipeline;
using Forecast.Pipeline.Registry;
using Forecast.Storage.Db.Entities;
using Forecast.SystemTests.Jobs;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Forecast.SystemTests.Pipeline.Registry;

/// <summary>Two nights of one small market, nine days apart: what came of the first, who was champion when, and what another champion changes.</summary>
public sealed class TrackRecordTests : IDisposable
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly long Second = Instant.Parse("2023-01-01") + ((SmallWorkspace.Days - 1) * Duration.Day), First = Second - (9 * Duration.Day);
    private readonly SmallWorkspace _small = new(null, instruments: 1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Workspace Workspace => _small.Workspace;

    public void Dispose() => _small.Dispose();

    [Fact]
    public async Task What_was_published_first_is_what_counts_and_another_champion_makes_other_margins()
    {
        await using var db = Workspace.Database.CreateContext();
        var first = await Night(First);
        Assert.Empty(db.ForecastOutcomes);
        var before = TrackRecord.Load(db, ModelAlias.Simulated, Quarter, null, onlyLive: false);
        Assert.Equal((0, 5 * ModelCatalog.Nightly.Count, First + Duration.Hour), (before.Outcomes, before.Waiting, before.NextMatures));
        Assert.Empty(before.Forecasts);
        await PublishAgain(first.Instruments[0].Items["score"]);

        var second = await Night(Second);
        var outcomes = await db.ForecastOutcomes.AsNoTracking().ToListAsync(Stop);
        Assert.Equal(5 * ModelCatalog.Nightly.Count, outcomes.Count);
        Assert.All(outcomes, o => Assert.Equal((first.Instruments[0].Items["score"], second.Instruments[0].Items["record"]), (o.PublishedItemId, o.WorkItemId)));
        await Check(outcomes);
        await CheckMargins(first.Instruments[0].Items["recommend"]);
        var readings = await db.DriftReadings.AsNoTracking().Where(r => r.WorkItemId == second.Instruments[0].Items["monitor"]).ToListAsync(Stop);
        Assert.Equal(["imbalance", "level", "volume"], readings.Where(r => r.Kind == "feature").Select(r => r.Subject).Order());
        Assert.All(readings.Where(r => r.Kind == "loss"), r => Assert.Equal((ModelCatalog.Champion, 1), (r.Subject, r.N)));
        Assert.Contains(readings, r => r is { Kind: "level", HorizonMinutes: 1440 });

        var record = TrackRecord.Load(db, ModelAlias.Simulated, Quarter, ["ALPHA-SIM"], onlyLive: false);
        // The simulated market is long over: whatever is forecast of it is known already.
        Assert.Equal((outcomes.Count, 0, outcomes.Count), (record.Outcomes, record.Live, record.Waiting));
        Assert.Empty(TrackRecord.Load(db, ModelAlias.Simulated, Quarter, null, onlyLive: true).Forecasts);
        Assert.Empty(TrackRecord.Load(db, ModelAlias.Market, Quarter, null, onlyLive: false).Forecasts);
        Assert.Equal(outcomes.Count, record.Bands.Sum(b => b.N));
        Assert.All(record.Bands, b => Assert.Equal(Shares(outcomes.Single(o => o.HorizonMinutes == b.HorizonMinutes && o.Model == b.Model)), (b.Covered80, b.Covered95, b.Shocks)));
        var table = ComparisonTable.Of(record.Forecasts, ModelCatalog.Benchmark).Get();
        foreach (var score in table.Scores) Assert.Equal(outcomes.Single(o => o.HorizonMinutes == score.Horizon.TotalMinutes && o.Model == score.Model).Qlike!.Value, score.Qlike, 1e-14);

        Assert.True((await Run(Second, null)).All(i => i.StepsRun == 0));
        var then = Instant.From(TimeProvider.System.GetUtcNow());
        await Task.Delay(5, Stop);

        // Another champion, from the second night's as-of on: its margins are made again, from the same fits.
        await AliasDecision.Promote(Workspace, db, ModelAlias.Simulated, "log-har", Second, "Ann Smith", "to see", "{}", Stop);
        Assert.Equal((ModelCatalog.Champion, "log-har"), (ModelAliases.Champion(db, ModelAlias.Simulated, Second - 1, null), ModelAliases.Champion(db, ModelAlias.Simulated, Second, null)));
        Assert.Equal(ModelCatalog.Champion, ModelAliases.Champion(db, ModelAlias.Simulated, Second, then));
        Assert.Equal(ModelCatalog.Champion, ModelAliases.Champion(db, ModelAlias.Market, Second, null));
        var other = (await Run(Second, null))[0];
        Assert.Equal((2, second.Instruments[0].Items["score"]), (other.StepsRun, other.Items["score"]));
        var recommendations = await db.Recommendations.AsNoTracking().Where(r => r.AsOf == Second).ToDictionaryAsync(r => r.WorkItemId, Stop);
        Assert.Equal((ModelCatalog.Champion, "log-har"), (Model(recommendations[second.Instruments[0].Items["recommend"]]), Model(recommendations[other.Items["recommend"]])));
        Assert.NotEqual(await Predictive(second.Instruments[0].Items["recommend"]), await Predictive(other.Items["recommend"]));
        // Who repeats the night as it was known then gets the champion of then.
        var replay = (await Run(Second, then))[0];
        Assert.Equal((0, second.Instruments[0].Items["recommend"]), (replay.StepsRun, replay.Items["recommend"]));
        Assert.True((await Run(Second, null))[0].StepsRun == 0);

        Assert.Equal(ModelCatalog.Champion, AliasDecision.Before(db, ModelAlias.Simulated));
        await TheRuleDecides();
        Assert.Null(AliasDecision.Before(db, ModelAlias.Market));
        Assert.Equal(Second + Duration.Day, await AliasDecision.Next(db, ModelAlias.Simulated, Workspace.Clock, Stop));
    }

    // Against a champion that everything beats, with settings that let the rule decide by itself.
    private async Task TheRuleDecides()
    {
        await using var db = Workspace.Database.CreateContext();
        await AliasDecision.Promote(Workspace, db, ModelAlias.Simulated, "ewma", Second, "Ann Smith", "to see", "{}", Stop);
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(_small["data/registry.json"], Stop))!;
        (settings["decide"], settings["horizons"]) = ("policy", new JsonArray("1d"));
        foreach (var (limit, value) in new[] { ("minimumDates", 60.0), ("minimumInstruments", 1), ("maximumP", 0.95), ("confidence", 0.6) }) settings["promotion"]![limit] = value;
        await File.WriteAllTextAsync(_small["data/registry.json"], settings.ToJsonString(), Stop);
        var losses = await ModelLosses.WalkForward(Workspace, db, ModelAlias.Simulated, null, Stop);
        Assert.Empty((await ModelLosses.WalkForward(Workspace, db, ModelAlias.Simulated, "another", Stop)).Tables);
        var reasons = PromotionReview.Of(losses, RegistryPolicy.Read(Workspace.Root), "log-har", "ewma", 5).Verdict;
        Assert.True(reasons.Proposed, string.Join('\n', reasons.Reasons));
        for (var again = 0; again < 2; again++) Assert.Null(await new Nightly(Workspace).Review([("simulated", "ALPHA-SIM")], Quarter, Stop));
        var decided = await db.ModelAliases.AsNoTracking().Where(a => a.DecidedBy == ModelAlias.Policy && a.DecidedAt > 0).ToListAsync(Stop);
        // It goes from nothing to champion: a proposal that nobody has to decide about is none.
        Assert.Equal([("champion", 4)], decided.Select(a => (a.Alias, a.Number)));
        Assert.All(decided, a => Assert.Equal((decided[0].Model, Second + Duration.Day), (a.Model, a.EffectiveAt)));
        Assert.StartsWith("better than ewma: 1d: ", decided[0].Reason, StringComparison.Ordinal);
        Assert.True(JsonDocument.Parse(decided[0].Evidence).RootElement.GetProperty("horizons")[0].GetProperty("ratio").GetDouble() < 1);
        Assert.Equal("ewma", AliasDecision.Before(db, ModelAlias.Simulated));
        await AChallengerIsWithdrawn(settings, decided[0].Model);
    }

    // Once it no longer has earned it, and once it was followed.
    private async Task AChallengerIsWithdrawn(JsonNode settings, string better)
    {
        await using var db = Workspace.Database.CreateContext();
        await AliasDecision.Promote(Workspace, db, ModelAlias.Simulated, "ewma", Second, "Ann Smith", "to see", "{}", Stop);
        settings["decide"] = "person";
        foreach (var (leastGain, challenger) in new[] { (0.01, better), (0.99, null), (0.011, better) })
        {
            settings["promotion"]!["leastGain"] = leastGain;
            await File.WriteAllTextAsync(_small["data/registry.json"], settings.ToJsonString(), Stop);
            Assert.Null(await new Nightly(Workspace).Review([("simulated", "ALPHA-SIM")], Quarter, Stop));
            Assert.Equal(challenger, ModelAliases.InForce(db, ModelAlias.Simulated, ModelAlias.Challenger, null, null)?.Model);
            Assert.Equal(challenger is null ? [] : [challenger], (await ModelViews.List(db, ModelAlias.Simulated, Stop)).Where(m => m.Aliases.Contains("challenger")).Select(m => m.Model));
        }
        await AliasDecision.Promote(Workspace, db, ModelAlias.Simulated, better, Second, "Ann Smith", "as proposed", "{}", Stop);
        var rows = await db.ModelAliases.AsNoTracking().Where(a => a.Alias == ModelAlias.Challenger).OrderBy(a => a.Number).ToListAsync(Stop);
        Assert.Equal([(better, false), (better, true), (better, false), (better, true)], rows.Select(a => (a.Model, a.Withdrawn)));
        Assert.StartsWith("not shown to be better than ewma: 1d: the mean loss is", rows[1].Reason, StringComparison.Ordinal);
        Assert.Equal("it is champion now", rows[3].Reason);
        Assert.Equal(["champion"], (await ModelViews.List(db, ModelAlias.Simulated, Stop)).Single(m => m.Model == better).Aliases);
    }

    // Realised variances from the bars, by hand; losses and intervals from what was published.
    private async Task Check(IReadOnlyList<ForecastOutcome> outcomes)
    {
        await using var db = Workspace.Database.CreateContext();
        var bars = Workspace.Lake.ReadBars("simulated", "ALPHA-SIM", Quarter);
        foreach (var o in outcomes)
        {
            var published = await db.VolatilityForecasts.AsNoTracking().SingleAsync(f => f.WorkItemId == o.PublishedItemId && f.HorizonMinutes == o.HorizonMinutes && f.Model == o.Model, Stop);
            var rows = Enumerable.Range(1, bars.Count - 1).Where(i => bars.End(i) > First && bars.End(i) <= First + (o.HorizonMinutes * Duration.Hour / 60)).ToArray();
            Assert.Equal(o.HorizonMinutes / 15, rows.Length);
            var realized = rows.Sum(i => Math.Pow(Math.Log(bars.Close[i] / bars.Close[i - 1]), 2));
            Assert.Equal(realized, o.RealizedVariance, 1e-12 * realized);
            Assert.Equal(Loss.Qlike(o.RealizedVariance, published.Variance), o.Qlike);
            Assert.Equal((Inside(published.Lower80, published.Upper80), Inside(published.Lower90, published.Upper90), Inside(published.Lower95, published.Upper95)), (o.Inside80, o.Inside90, o.Inside95));
            Assert.Equal(published.ShockThreshold is null ? null : o.RealizedVariance > published.ShockThreshold, o.Shock);
            // 390 days are enough for everything: of every model, at every horizon.
            Assert.NotNull(o.Inside95);
            Assert.NotNull(o.Shock);

            bool? Inside(double? lower, double? upper) => lower is null ? null : o.RealizedVariance >= lower && o.RealizedVariance <= upper;
        }
        var tails = await db.LossTails.AsNoTracking().ToListAsync(Stop);
        Assert.Equal(2 * outcomes.Count, tails.Count(t => t.WorkItemId == outcomes[0].PublishedItemId));
        Assert.All(tails, t => Assert.True(t.Quantile95 < t.Shortfall95 && t.Quantile99 > t.Quantile95 && t.Shortfall999 > t.Quantile999));
    }

    private static (double?, double?, double?) Shares(ForecastOutcome o) => (Share(o.Inside80), Share(o.Inside95), Share(o.Shock));

    private static double? Share(bool? happened) => happened is { } h ? (h ? 1 : 0) : null;

    private async Task CheckMargins(long recommended)
    {
        await using var db = Workspace.Database.CreateContext();
        var bars = Workspace.Lake.ReadBars("simulated", "ALPHA-SIM", Quarter);
        double Close(long end) => bars.Close[Array.FindIndex(bars.OpenTime, t => t == end - Duration.Microseconds(Quarter))];
        var outcomes = await db.MarginOutcomes.AsNoTracking().ToListAsync(Stop);
        // Two periods, two confidences, two sides, three methods; and the proposed margin on both sides. Nothing is in force.
        Assert.Equal(24 + 2, outcomes.Count);
        foreach (var o in outcomes)
        {
            var move = Close(First + (o.MporMinutes * Duration.Hour / 60)) / Close(First);
            Assert.Equal(o.Side == "long" ? 1 - move : move - 1, o.LossRate, 1e-12);
            Assert.Equal((recommended, o.LossRate > o.Rate), (o.PublishedItemId, o.Breached));
        }
        var proposed = outcomes.Where(o => o.Method == "proposed").ToArray();
        Assert.All(proposed, o => Assert.Equal(db.Recommendations.Single(r => r.WorkItemId == recommended).ProposedInitialPpm / 1e6, o.Rate));
        Assert.Equal(["long", "short"], proposed.Select(o => o.Side).Order());
    }

    // The same origin once more, by other code and later: another number, which nobody had been told at the time.
    private async Task PublishAgain(long scored)
    {
        await using var db = Workspace.Database.CreateContext();
        var (item, rows) = (await db.WorkItems.AsNoTracking().SingleAsync(w => w.Id == scored, Stop), await db.VolatilityForecasts.AsNoTracking().Where(f => f.WorkItemId == scored).ToListAsync(Stop));
        var later = new WorkItem
        {
            Id = await db.WorkItems.MaxAsync(w => w.Id, Stop) + 1, RunKind = item.RunKind, Step = item.Step, Venue = item.Venue, Symbol = item.Symbol, AsOf = item.AsOf, DataVersion = item.DataVersion, SettingsHash = item.SettingsHash,
            CodeVersion = "other", Status = WorkStatus.Done, FinishedAt = item.FinishedAt + 1,
        };
        db.Add(later);
        db.AddRange(rows.Select(f => new VolatilityForecast { WorkItemId = later.Id, HorizonMinutes = f.HorizonMinutes, Model = f.Model, Venue = f.Venue, Symbol = f.Symbol, Origin = f.Origin, KnownAt = f.KnownAt, Variance = 2 * f.Variance }));
        await db.SaveChangesAsync(Stop);
    }

    private async Task<double[]> Predictive(long item)
    {
        await using var db = Workspace.Database.CreateContext();
        return [.. (await db.MarginRates.AsNoTracking().Where(r => r.WorkItemId == item && r.Method == "predictive").ToListAsync(Stop)).OrderBy(r => (r.MporMinutes, r.ConfidencePpm, r.Side)).Select(r => r.Rate)];
    }

    private static string? Model(Recommendation made) => JsonDocument.Parse(made.Content).RootElement.GetProperty("forecastModel").GetString();

    private async Task<NightlyOutcome> Night(long asOf)
    {
        var outcome = await new Nightly(Workspace).Run(new NightlyRequest("sample", null, Quarter, null, asOf), null, Stop);
        Assert.All(outcome.Instruments, i => Assert.Null(i.Error));
        Assert.Null(outcome.NotReviewed);
        return outcome;
    }

    private Task<IReadOnlyList<InstrumentOutcome>> Run(long asOf, long? knownAt) => new Nightly(Workspace).RunInstruments([("simulated", "ALPHA-SIM")], Quarter, asOf, null, Stop, knownAt);
}
