using Forecast.Core.Market;
using Forecast.Storage.Db;
using Microsoft.EntityFrameworkCore;

namespace Forecast.Pipeline.Views;

/// <summary>How to make a recommendation again from what was known when it was made.</summary>
public static class Replay
{
    private static readonly TimeSpan[] Intervals = [.. new[] { "1m", "5m", "15m", "30m", "1h" }.Select(Duration.Parse)];

    /// <summary>
    /// The command line; null where the ledger does not tell. The bars had been read when the step was claimed, so that instant is the one to read them at again: the work item's data
    /// version is their hash, and proves that they are the same.
    /// </summary>
    public static async Task<string?> Command(ForecastContext db, RecommendationView view, CancellationToken stop)
    {
        var item = await (from r in db.Recommendations.AsNoTracking() join w in db.WorkItems on r.WorkItemId equals w.Id where r.Id == view.Id select new { w.StartedAt, w.SettingsHash }).SingleOrDefaultAsync(stop);
        var interval = Array.Find(Intervals, i => PipelineSettings.HashOf(i, PipelineSettings.DefaultHorizons) == item?.SettingsHash);
        return item?.StartedAt is not { } started || interval == default ? null
            : $"./forecast nightly --source {(view.Simulated ? "sample" : "files")} --interval {Duration.Format(interval)} --symbols {view.Symbol} --as-of {view.AsOf} --known-at {Instant.Format(started)}";
    }
}
