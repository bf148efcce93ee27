using System.Text.Json;
using Forecast.Core.Market;
using Forecast.Pipeline.Registry;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;

namespace Forecast.Pipeline.Views;

/// <summary>What is current: for each instrument the rows of its newest finished work.</summary>
public static class CurrentViews
{
    private const double HoursPerYear = 365 * 24;

    /// <summary>Current forecasts, by venue, symbol, horizon and model; of one symbol or model where given.</summary>
    public static async Task<IReadOnlyList<ForecastView>> Forecasts(ForecastContext db, string? symbol, string? model, CancellationToken stop)
    {
        return await ForecastsOf(db, await Newest(db, "score", symbol, stop), model, stop);
    }

    /// <summary>Current forecasts of each instrument's champion, as of its newest night.</summary>
    public static async Task<IReadOnlyList<ForecastView>> ChampionForecasts(ForecastContext db, CancellationToken stop)
    {
        var views = await Forecasts(db, null, null, stop);
        var champions = views.Select(v => (v.Venue, v.Origin)).Distinct().ToDictionary(v => v, v => ModelAliases.Champion(db, ModelAliases.ScopeOf(v.Venue), Instant.Parse(v.Origin), null));
        return [.. views.Where(v => v.Model == champions[(v.Venue, v.Origin)])];
    }

    /// <summary>The forecasts of some score items.</summary>
    public static async Task<IReadOnlyList<ForecastView>> ForecastsOf(ForecastContext db, IReadOnlyList<long> items, string? model, CancellationToken stop)
    {
        var rows = await db.VolatilityForecasts.AsNoTracking().Where(f => items.Contains(f.WorkItemId) && (model == null || f.Model == model)).ToListAsync(stop);
        var tails = (await db.LossTails.AsNoTracking().Where(t => items.Contains(t.WorkItemId) && (model == null || t.Model == model)).ToListAsync(stop)).ToLookup(t => (t.WorkItemId, t.HorizonMinutes, t.Model));
        return
        [
            .. rows.OrderBy(f => f.Venue, StringComparer.Ordinal).ThenBy(f => f.Symbol, StringComparer.Ordinal).ThenBy(f => f.HorizonMinutes).ThenBy(f => f.Model, StringComparer.Ordinal)
                .Select(f => View(f, [.. tails[(f.WorkItemId, f.HorizonMinutes, f.Model)].OrderBy(t => t.Side, StringComparer.Ordinal).SelectMany(View)])),
        ];
    }

    /// <summary>The newest recommendation of each instrument, by venue and symbol; in one state where given.</summary>
    public static async Task<IReadOnlyList<RecommendationView>> Recommendations(ForecastContext db, string? symbol, string? state, CancellationToken stop)
    {
        return await RecommendationsOf(db, await Newest(db, "recommend", symbol, stop), state, stop);
    }

    /// <summary>The recommendations of some recommend items.</summary>
    public static async Task<IReadOnlyList<RecommendationView>> RecommendationsOf(ForecastContext db, IReadOnlyList<long> items, string? state, CancellationToken stop)
    {
        var rows = await db.Recommendations.AsNoTracking().Where(r => items.Contains(r.WorkItemId) && (state == null || r.State == state)).ToListAsync(stop);
        return [.. rows.OrderBy(r => r.Venue, StringComparer.Ordinal).ThenBy(r => r.Symbol, StringComparer.Ordinal).Select(View)];
    }

    /// <summary>One recommendation by its id or an unambiguous beginning of it; null where there is none.</summary>
    public static async Task<RecommendationView?> Recommendation(ForecastContext db, string id, CancellationToken stop)
    {
        var rows = await db.Recommendations.AsNoTracking().Where(r => r.Id.StartsWith(id)).Take(2).ToListAsync(stop);
        return rows.Count == 1 ? View(rows[0]) : null;
    }

    /// <summary>The scorecard rows of some evaluate items, by symbol, horizon and loss.</summary>
    public static async Task<IReadOnlyList<(string Symbol, ScorecardRow Row)>> ScorecardsOf(ForecastContext db, IReadOnlyList<long> items, CancellationToken stop)
    {
        var symbols = await db.WorkItems.AsNoTracking().Where(w => items.Contains(w.Id)).ToDictionaryAsync(w => w.Id, w => w.Symbol, stop);
        var rows = await db.Scorecards.AsNoTracking().Where(s => items.Contains(s.WorkItemId)).ToListAsync(stop);
        return [.. rows.Select(r => (symbols[r.WorkItemId], r)).OrderBy(x => x.Item1, StringComparer.Ordinal).ThenBy(x => x.r.HorizonMinutes).ThenBy(x => x.r.Qlike)];
    }

    internal static async Task<List<long>> Newest(ForecastContext db, string step, string? symbol, CancellationToken stop)
    {
        var done = await db.WorkItems.AsNoTracking()
            .Where(w => w.Step == step && w.Status == WorkStatus.Done && (symbol == null || w.Symbol == symbol))
            .Select(w => new { w.Id, w.Venue, w.Symbol, w.AsOf }).ToListAsync(stop);
        return [.. done.GroupBy(w => (w.Venue, w.Symbol)).Select(g => g.OrderByDescending(w => w.AsOf).ThenByDescending(w => w.Id).First().Id)];
    }

    private static IEnumerable<TailView> View(LossTailForecast t) =>
    [
        new(t.Side, 0.95, t.Quantile95, t.Shortfall95), new(t.Side, 0.99, t.Quantile99, t.Shortfall99), new(t.Side, 0.995, t.Quantile995, t.Shortfall995), new(t.Side, 0.999, t.Quantile999, t.Shortfall999),
    ];

    private static ForecastView View(VolatilityForecast f, IReadOnlyList<TailView> tails)
    {
        var horizon = TimeSpan.FromMinutes(f.HorizonMinutes);
        return new ForecastView(
            f.Venue, f.Symbol, f.Venue == SimulatedMarket.Venue, Instant.Format(f.Origin), Instant.Format(f.KnownAt), Duration.Format(horizon), f.Model,
            f.Variance, f.Lower80, f.Upper80, f.Lower90, f.Upper90, f.Lower95, f.Upper95, f.ShockThreshold, f.ShockProbability, tails, Math.Sqrt(f.Variance), Math.Sqrt(f.Variance * HoursPerYear / horizon.TotalHours), f.WorkItemId);
    }

    private static RecommendationView View(Recommendation r)
    {
        using var content = JsonDocument.Parse(r.Content);
        return new RecommendationView(
            r.Id, r.Venue, r.Symbol, Instant.Format(r.AsOf), r.State, r.Version, r.Simulated,
            r.CurrentInitialPpm is null ? null : new ParameterView(r.CurrentInitialPpm.Value, r.CurrentMaintenancePpm!.Value, r.CurrentMaximumLeverage!.Value),
            new ParameterView(r.ProposedInitialPpm, r.ProposedMaintenancePpm, r.ProposedMaximumLeverage), r.ContentSha256, content.RootElement.Clone());
    }
}
