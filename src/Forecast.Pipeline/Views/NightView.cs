using Forecast.Storage.Db.Entities;

namespace Forecast.Pipeline.Views;

/// <summary>Everything that a night made, as it is shown: its outcome, its forecasts, its recommendations and scorecards.</summary>
public sealed record NightView(
    NightlyOutcome Outcome, IReadOnlyList<ForecastView> Forecasts, IReadOnlyList<RecommendationView> Recommendations, IReadOnlyList<(string Symbol, ScorecardRow Row)> Scorecards)
{
    /// <summary>Whether any of it stands on simulated prices.</summary>
    public bool Simulated => Forecasts.Any(f => f.Simulated);

    /// <summary>Loads what the work items of <paramref name="outcome"/> hold.</summary>
    public static async Task<NightView> Load(Workspace workspace, NightlyOutcome outcome, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        long[] Items(string step) => [.. outcome.Instruments.Where(i => i.Items.ContainsKey(step)).Select(i => i.Items[step])];
        return new NightView(outcome, await CurrentViews.ForecastsOf(db, Items("score"), null, stop), await CurrentViews.RecommendationsOf(db, Items("recommend"), null, stop), await CurrentViews.ScorecardsOf(db, Items("evaluate"), stop));
    }
}
