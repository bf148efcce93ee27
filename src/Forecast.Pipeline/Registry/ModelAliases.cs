using Forecast.Core.Market;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;

namespace Forecast.Pipeline.Registry;

/// <summary>Which model is champion and which challenger, by two clocks: as of an instant, as was known at another.</summary>
public static class ModelAliases
{
    /// <summary>Of which prices the decisions are that hold for a venue's instruments.</summary>
    public static string ScopeOf(string venue) => venue == SimulatedMarket.Venue ? ModelAlias.Simulated : ModelAlias.Market;

    /// <summary>The champion for nights of <paramref name="asOf"/> (null: for all that are to come), as was known at <paramref name="knownAt"/> (null: as is known now).</summary>
    public static string Champion(ForecastContext db, string scope, long? asOf, long? knownAt) => InForce(db, scope, ModelAlias.Champion, asOf, knownAt)!.Model;

    /// <summary>The newest decision that is effective and known; null where there is none, or it was withdrawn, which for the champion is never.</summary>
    public static ModelAlias? InForce(ForecastContext db, string scope, string alias, long? asOf, long? knownAt) => Newest(db, scope, alias, asOf, knownAt) is { Withdrawn: false } row ? row : null;

    /// <summary>The newest decision that is effective and known, withdrawals included.</summary>
    internal static ModelAlias? Newest(ForecastContext db, string scope, string alias, long? asOf, long? knownAt) => db.ModelAliases.AsNoTracking()
        .Where(a => a.Scope == scope && a.Alias == alias && (asOf == null || a.EffectiveAt <= asOf) && (knownAt == null || a.DecidedAt <= knownAt))
        .OrderByDescending(a => a.Number).FirstOrDefault();

    /// <summary>Every decision, in the order in which they were made.</summary>
    public static async Task<IReadOnlyList<ModelAlias>> History(ForecastContext db, string scope, CancellationToken stop) =>
        [.. (await db.ModelAliases.AsNoTracking().Where(a => a.Scope == scope).ToListAsync(stop)).OrderBy(a => a.DecidedAt).ThenBy(a => a.Alias, StringComparer.Ordinal).ThenBy(a => a.Number)];

    /// <summary>The scope that is asked for; where none is, real prices if a night has had any.</summary>
    public static async Task<string> Scope(ForecastContext db, bool simulated, CancellationToken stop) =>
        simulated || !await db.WorkItems.AnyAsync(w => w.Venue != SimulatedMarket.Venue && w.Status == WorkStatus.Done, stop) ? ModelAlias.Simulated : ModelAlias.Market;
}
