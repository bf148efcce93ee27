using Forecast.Pipeline.Views;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;

namespace Forecast.Pipeline.Registry;

/// <summary>What nights read of drift.</summary>
public static class DriftReadings
{
    /// <summary>The readings of some monitor items, by symbol, kind, subject and horizon.</summary>
    public static async Task<IReadOnlyList<(string Symbol, DriftReading Reading)>> Of(ForecastContext db, IReadOnlyList<long> items, CancellationToken stop)
    {
        var rows = await (from r in db.DriftReadings.AsNoTracking() join w in db.WorkItems.AsNoTracking() on r.WorkItemId equals w.Id where items.Contains(w.Id) select new { w.Symbol, Reading = r }).ToListAsync(stop);
        return [.. rows.Select(r => (r.Symbol, r.Reading)).OrderBy(r => r.Symbol, StringComparer.Ordinal).ThenBy(r => r.Reading.Kind, StringComparer.Ordinal).ThenBy(r => r.Reading.Subject, StringComparer.Ordinal).ThenBy(r => r.Reading.HorizonMinutes)];
    }

    /// <summary>Those of every instrument's newest night.</summary>
    public static async Task<IReadOnlyList<(string Symbol, DriftReading Reading)>> Newest(ForecastContext db, CancellationToken stop) => await Of(db, await CurrentViews.Newest(db, "monitor", null, stop), stop);
}
