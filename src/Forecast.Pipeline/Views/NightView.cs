using Forecast.Pipeline.Registry;
using Forecast.Storage.Db.Entities;

namespace Forecast.Pipeline.Views;

/// <summary>Everything that a night made, as it is shown: its outcome, its forecasts, its recommendations and scorecards.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Champion">The model that its margins are made from.</param>
/// <param name="Challenger">The newest proposal that another follow; null where there is none, or it was followed.</param>
/// <param name="Forecasts">Forecasts.</param>
/// <param name="Recommendations">Recommendations.</param>
/// <param name="Scorecards">Scorecards of its back-test.</param>
/// <param name="Drift">What was read of drift.</param>
public sealed record NightView(
    NightlyOutcome Outcome, string Champion, ModelAlias? Challenger, IReadOnlyList<ForecastView> Forecasts, IReadOnlyList<RecommendationView> Recommendations, IReadOnlyList<(string Symbol, ScorecardRow Row)> Scorecards,
    IReadOnlyList<(string Symbol, DriftReading Reading)> Drift)
{
    /// <summary>Whether any of it stands on simulated prices.</summary>
    public bool Simulated => Forecasts.Any(f => f.Simulated);

    /// <summary>Loads what the work items of <paramref name="outcome"/> hold.</summary>
    public static async Task<NightView> Load(Workspace workspace, NightlyOutcome outcome, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        long[] Items(string step) => [.. outcome.Instruments.Where(i => i.Items.ContainsKey(step)).Select(i => i.Items[step])];
        var scope = ModelAliases.ScopeOf(outcome.Instruments[0].Venue);
        long? knownAt = outcome.Replay ? outcome.KnownAt : null;
        var challenger = ModelAliases.InForce(db, scope, ModelAlias.Challenger, null, knownAt);
        var champion = ModelAliases.Champion(db, scope, null, knownAt);
        return new NightView(
            outcome, ModelAliases.Champion(db, scope, outcome.AsOf, knownAt), challenger?.Model == champion ? null : challenger,
            await CurrentViews.ForecastsOf(db, Items("score"), null, stop), await CurrentViews.RecommendationsOf(db, Items("recommend"), null, stop), await CurrentViews.ScorecardsOf(db, Items("evaluate"), stop),
            await DriftReadings.Of(db, Items("monitor"), stop));
    }
}
