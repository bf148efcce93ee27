using Forecast.Core.Market;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;

namespace Forecast.Pipeline.Registry;

/// <summary>Decides who is champion or challenger: always a further row.</summary>
public static class AliasDecision
{
    /// <summary>The first as-of that a decision of now is about: the day after the newest night of the scope, so that what was published is not contradicted.</summary>
    public static async Task<long> Next(ForecastContext db, string scope, TimeProvider clock, CancellationToken stop)
    {
        var nights = (await db.WorkItems.AsNoTracking().Where(w => w.Step == "score" && w.Status == WorkStatus.Done).Select(w => new { w.Venue, w.AsOf }).Distinct().ToListAsync(stop)).Where(w => ModelAliases.ScopeOf(w.Venue) == scope).ToList();
        return nights.Count == 0 ? Instant.FloorDay(Instant.From(clock.GetUtcNow())) + Duration.Day : nights.Max(w => w.AsOf) + Duration.Day;
    }

    /// <summary>The model that was champion before the one that is; null where there was none.</summary>
    public static string? Before(ForecastContext db, string scope)
    {
        var champion = ModelAliases.InForce(db, scope, ModelAlias.Champion, null, null)!;
        return db.ModelAliases.AsNoTracking().Where(a => a.Scope == scope && a.Alias == ModelAlias.Champion && a.Number < champion.Number && a.Model != champion.Model).OrderByDescending(a => a.Number).FirstOrDefault()?.Model;
    }

    /// <summary>The row of a decision, with the number that follows the newest.</summary>
    public static ModelAlias Row(ForecastContext db, string scope, string alias, string model, long effectiveAt, long decidedAt, string decidedBy, string reason, string evidence, bool withdrawn = false) => new()
    {
        Scope = scope, Alias = alias, Model = model, Withdrawn = withdrawn, EffectiveAt = effectiveAt, DecidedAt = decidedAt, DecidedBy = decidedBy, Reason = reason, Evidence = evidence,
        Number = (ModelAliases.Newest(db, scope, alias, null, null)?.Number ?? 0) + 1,
    };

    /// <summary>Makes a model champion by a person's decision; it is challenger no longer.</summary>
    /// <exception cref="InvalidOperationException">Somebody else decided at the same moment.</exception>
    public static async Task<ModelAlias> Promote(Workspace workspace, ForecastContext db, string scope, string model, long effectiveAt, string by, string reason, string evidence, CancellationToken stop)
    {
        var decidedAt = Instant.From(workspace.Clock.GetUtcNow());
        var row = Row(db, scope, ModelAlias.Champion, model, effectiveAt, decidedAt, by, reason, evidence);
        db.ModelAliases.Add(row);
        if (ModelAliases.InForce(db, scope, ModelAlias.Challenger, null, null)?.Model == model)
            db.ModelAliases.Add(Row(db, scope, ModelAlias.Challenger, model, effectiveAt, decidedAt, by, "it is champion now", "{}", withdrawn: true));
        try
        {
            await db.SaveChangesAsync(stop);
            return row;
        }
        catch (DbUpdateException e)
        {
            await using var now = workspace.Database.CreateContext();
            if (!await now.ModelAliases.AnyAsync(a => a.Scope == scope && a.Alias == row.Alias && a.Number == row.Number, stop)) throw;
            throw new InvalidOperationException("somebody else made a decision at the same moment; look at it with forecast models list, and decide again", e);
        }
    }
}
