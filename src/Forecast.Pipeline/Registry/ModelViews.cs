using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Pipeline.Views;
using Forecast.Storage.Artifacts;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;

namespace Forecast.Pipeline.Registry;

/// <summary>The registry, read from what nights committed: nothing of it is stored twice.</summary>
public static class ModelViews
{
    /// <summary>Every model that a night runs or once ran, in the catalogue's order.</summary>
    public static async Task<IReadOnlyList<ModelView>> List(ForecastContext db, string scope, CancellationToken stop)
    {
        var (trained, evaluated) = (await Newest(db, "train", scope, stop), await Newest(db, "evaluate", scope, stop));
        var fits = (await db.ModelFits.AsNoTracking().Where(f => trained.Contains(f.WorkItemId)).Select(f => new { f.Model, Refused = f.ArtifactSha256 == null }).ToListAsync(stop)).ToLookup(f => f.Model, f => f.Refused);
        var scores = await db.Scorecards.AsNoTracking().Where(s => evaluated.Contains(s.WorkItemId)).ToListAsync(stop);
        string?[] holders = [ModelAliases.Champion(db, scope, null, null), ModelAliases.InForce(db, scope, ModelAlias.Challenger, null, null)?.Model];
        // A challenger of before withdrawals were recorded may have been followed since.
        if (holders[1] == holders[0]) holders[1] = null;
        string[] names = [ModelAlias.Champion, ModelAlias.Challenger];
        return
        [
            .. from m in ModelCatalog.All
               let nightly = ModelCatalog.Nightly.Contains(m)
               let own = fits[m.Id].ToArray()
               where nightly || own.Length > 0 || holders.Contains(m.Id)
               select new ModelView(m.Id, m.Description, [.. names.Where((_, k) => holders[k] == m.Id)], nightly, own.Length, own.Count(r => r), Scores(scores, m.Id)),
        ];
    }

    /// <summary>The newest fits of a model, by venue, symbol and horizon.</summary>
    public static async Task<IReadOnlyList<FitView>> Fits(Workspace workspace, ForecastContext db, string scope, string model, CancellationToken stop)
    {
        var trained = await Newest(db, "train", scope, stop);
        var rows = await (from f in db.ModelFits.AsNoTracking()
                          join w in db.WorkItems.AsNoTracking() on f.WorkItemId equals w.Id
                          where trained.Contains(w.Id) && f.Model == model
                          select new { Fit = f, Item = w }).ToListAsync(stop);
        return [.. rows.OrderBy(r => r.Item.Venue, StringComparer.Ordinal).ThenBy(r => r.Item.Symbol, StringComparer.Ordinal).ThenBy(r => r.Fit.HorizonMinutes).Select(r => View(workspace.Artifacts, r.Fit, r.Item))];
    }

    private static async Task<List<long>> Newest(ForecastContext db, string step, string scope, CancellationToken stop)
    {
        var newest = await CurrentViews.Newest(db, step, null, stop);
        var venues = await db.WorkItems.AsNoTracking().Where(w => newest.Contains(w.Id)).Select(w => new { w.Id, w.Venue }).ToListAsync(stop);
        return [.. venues.Where(w => ModelAliases.ScopeOf(w.Venue) == scope).Select(w => w.Id)];
    }

    private static ModelScoreView[] Scores(IReadOnlyList<ScorecardRow> rows, string model)
    {
        var benchmark = rows.Where(r => r.Model == ModelCatalog.Benchmark).ToDictionary(r => (r.WorkItemId, r.HorizonMinutes), r => r.Qlike);
        return
        [
            .. from r in rows
               where r.Model == model
               group r by r.HorizonMinutes into own
               orderby own.Key
               let compared = own.Where(r => benchmark.ContainsKey((r.WorkItemId, r.HorizonMinutes))).ToArray()
               let against = compared.Sum(r => benchmark[(r.WorkItemId, r.HorizonMinutes)])
               select new ModelScoreView(
                   Duration.Format(TimeSpan.FromMinutes(own.Key)), own.Count(), own.Sum(r => r.N), own.Average(r => r.Qlike), against > 0 ? compared.Sum(r => r.Qlike) / against : null,
                   own.Average(r => r.MeanYOverF), own.Average(r => r.Coverage90)),
        ];
    }

    private static FitView View(ArtifactStore artifacts, ModelFit fit, WorkItem item)
    {
        var parameters = fit.ArtifactSha256 is null ? null : FittedModelJson.Read(artifacts.Get(fit.ArtifactSha256)).Parameters;
        return new FitView(
            item.Venue, item.Symbol, Duration.Format(TimeSpan.FromMinutes(fit.HorizonMinutes)), Instant.Format(item.AsOf), fit.Status, fit.Reason, fit.Observations, item.DataVersion, item.SettingsHash, item.CodeVersion,
            parameters is null ? null : Hash.Of(string.Join('\n', parameters.Select(p => p.Name)))[..16], fit.ArtifactSha256, parameters ?? []);
    }
}
