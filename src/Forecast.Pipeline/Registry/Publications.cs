using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;

namespace Forecast.Pipeline.Registry;

/// <summary>
/// What was published of an instrument: the first result of each as-of. What the same night gives later, by other code or with corrected bars, is another number, but not what was said.
/// </summary>
internal static class Publications
{
    /// <summary>The work items that published first, by id, of the nights before <paramref name="day"/> with its settings, as far as they were done when it reads.</summary>
    public static IReadOnlyDictionary<long, WorkItem> Before(ForecastContext db, InstrumentDay day, string step) => First(
        db.WorkItems.Where(w => w.Step == step && w.Venue == day.Venue && w.Symbol == day.Symbol && w.AsOf < day.AsOf && w.SettingsHash == day.Settings.Hash && (day.ReplayAt == null || w.FinishedAt <= day.ReplayAt)));

    /// <summary>Of some instruments' items of one step, those that published first, by id.</summary>
    public static IReadOnlyDictionary<long, WorkItem> First(IQueryable<WorkItem> items) => items.AsNoTracking().Where(w => w.Status == WorkStatus.Done).ToList()
        .GroupBy(w => (w.Venue, w.Symbol, w.AsOf)).Select(g => g.OrderBy(w => w.FinishedAt).ThenBy(w => w.Id).First()).ToDictionary(w => w.Id);
}
