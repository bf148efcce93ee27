using Forecast.Core.Evaluation;
using Forecast.Pipeline.Steps;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Forecast.Storage.Lake;
using Microsoft.EntityFrameworkCore;

namespace Forecast.Pipeline.Registry;

/// <summary>The losses of all models on the same instruments and origins, which comparisons are made from.</summary>
public sealed class ModelLosses
{
    private readonly Lazy<IReadOnlyList<ForecastTable>> _tables;

    private ModelLosses(long? asOf, string version, Func<IReadOnlyList<ForecastTable>> tables) => (AsOf, Version, _tables) = (asOf, version, new(tables));

    /// <summary>As-of of the nights that they come from; null where there is none.</summary>
    public long? AsOf { get; }

    /// <summary>Identity of the forecasts.</summary>
    public string Version { get; }

    /// <summary>Forecasts of every instrument and horizon, one name an instrument; read when first asked for.</summary>
    public IReadOnlyList<ForecastTable> Tables => _tables.Value;

    /// <summary>The models that the nights of every instrument run.</summary>
    public IReadOnlyList<string> Models => Tables.Count == 0 ? [] : [.. Tables[0].Models.Where(m => Tables.All(t => t.Models.Contains(m)))];

    /// <summary>
    /// The walk-forward forecasts of the newest nights of a scope: of every instrument that has reached the newest as-of. Nights of one interval and horizons, <paramref name="settings"/>, or those of the newest night where it is null:
    /// variances of bars of other intervals are other targets.
    /// </summary>
    public static async Task<ModelLosses> WalkForward(Workspace workspace, ForecastContext db, string scope, string? settings, CancellationToken stop)
    {
        var trained = (await db.WorkItems.AsNoTracking().Where(w => w.Step == "train" && w.Status == WorkStatus.Done && (settings == null || w.SettingsHash == settings)).ToListAsync(stop)).Where(w => ModelAliases.ScopeOf(w.Venue) == scope).ToList();
        if (trained.Count == 0) return new ModelLosses(null, "", () => []);
        var asOf = trained.Max(w => w.AsOf);
        var alike = settings ?? trained.Where(w => w.AsOf == asOf).MaxBy(w => w.Id)!.SettingsHash;
        var items = trained.Where(w => w.AsOf == asOf && w.SettingsHash == alike).GroupBy(w => (w.Venue, w.Symbol)).Select(g => g.MaxBy(w => w.Id)!);
        WorkItem[] reached = [.. items.OrderBy(w => w.Venue, StringComparer.Ordinal).ThenBy(w => w.Symbol, StringComparer.Ordinal)];
        return new ModelLosses(asOf, Hash.Of(string.Join('\n', reached.Select(w => $"{w.Venue},{w.Symbol},{w.ResultHash}")))[..32], () => [.. reached.SelectMany(w => Read(workspace.Lake, w, reached.Count(o => o.Symbol == w.Symbol) > 1))]);
    }

    /// <summary>The track record's forecasts.</summary>
    public static ModelLosses Published(TrackRecord record) => new(null, "", () => [.. record.Forecasts.Select(f => f.Table)]);

    /// <summary>By horizon, the QLIKE of <paramref name="first"/> and <paramref name="second"/> at the origins from <paramref name="since"/> on at which both have a forecast, and the target is known and positive.</summary>
    public IReadOnlyDictionary<TimeSpan, IReadOnlyCollection<PairedLoss>> Paired(string first, string second, long since) =>
        Tables.GroupBy(t => t.Horizon).ToDictionary(g => g.Key, g => (IReadOnlyCollection<PairedLoss>)PairedLoss.Of(g.Select(t => t.Common(first, second)), first, second, since));

    private static IReadOnlyList<ForecastTable> Read(Lake lake, WorkItem trained, bool ambiguous) =>
        WalkForwardTable.Read(lake.ReadTable(WalkForwardTable.Dataset, trained.Venue, trained.Symbol, InstrumentDay.PeriodOf(trained.AsOf), trained.ResultHash!), ambiguous ? $"{trained.Venue}/{trained.Symbol}" : trained.Symbol);
}
