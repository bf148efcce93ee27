using Forecast.Pipeline;
using Forecast.Pipeline.Views;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Forecast.Web.Pages;

/// <summary>The desk's first page: what is recommended and forecast now.</summary>
public sealed class IndexModel(Workspace workspace) : PageModel
{
    public IReadOnlyList<RecommendationView> Recommendations { get; private set; } = [];

    /// <summary>The champion's forecasts, one row an instrument, one column a horizon.</summary>
    public IReadOnlyList<(string Symbol, IReadOnlyDictionary<string, ForecastView> ByHorizon)> Forecasts { get; private set; } = [];

    public IReadOnlyList<string> Horizons { get; private set; } = [];

    public bool Simulated { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        Recommendations = [.. (await CurrentViews.Recommendations(db, null, null, stop)).OrderByDescending(r => Math.Abs(r.Proposed.InitialMarginPpm - (r.Current?.InitialMarginPpm ?? r.Proposed.InitialMarginPpm)))];
        var forecasts = await CurrentViews.ChampionForecasts(db, stop);
        Horizons = [.. forecasts.Select(f => f.Horizon).Distinct()];
        Forecasts = [.. forecasts.GroupBy(f => (f.Venue, f.Symbol)).Select(g => (g.Key.Symbol, (IReadOnlyDictionary<string, ForecastView>)g.ToDictionary(f => f.Horizon)))];
        Simulated = forecasts.Any(f => f.Simulated);
    }
}
