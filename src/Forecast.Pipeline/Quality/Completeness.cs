using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Pipeline.Quality;

/// <summary>How complete the lake's bars of one instrument and interval are, day by day.</summary>
/// <param name="Venue">Venue.</param>
/// <param name="Symbol">Symbol at the venue.</param>
/// <param name="Interval">Interval of the bars.</param>
/// <param name="Days">Every day from the first bar's to the last's.</param>
public sealed record Completeness(string Venue, string Symbol, TimeSpan Interval, IReadOnlyList<DayCompleteness> Days)
{
    public int Present => Days.Sum(d => d.Present);

    public int Expected => Days.Sum(d => d.Expected);

    /// <summary>The days that something is wrong with, those that miss most first.</summary>
    public IReadOnlyList<DayCompleteness> Worst => [.. Days.Where(d => d.Bad).OrderByDescending(d => d.Missing).ThenByDescending(d => d.Quarantined + d.Withdrawn + d.Flagged).ThenBy(d => d.Day)];

    /// <summary>Of everything in the lake: one query an interval, and the rows that were set aside.</summary>
    public static IReadOnlyList<Completeness> Of(Workspace workspace)
    {
        var lake = workspace.Lake;
        var all = new List<Completeness>();
        foreach (var interval in lake.Intervals())
        {
            var days = lake.BarDays(interval).ToLookup(d => (d.Venue, d.Symbol));
            foreach (var instrument in lake.Instruments(interval))
            {
                var present = days[(instrument.Venue, instrument.Symbol)].ToDictionary(d => d.Day);
                var refused = Times(lake.ReadQuarantine(instrument.Venue, instrument.Symbol));
                var flagged = Times(lake.ReadFlagged(instrument.Venue, instrument.Symbol));
                var counted = DayCounts.Over(instrument.First, instrument.Last, Duration.Microseconds(interval), day => present.GetValueOrDefault(day)?.Present ?? 0);
                all.Add(new Completeness(instrument.Venue, instrument.Symbol, interval, [.. counted.Select(d => new DayCompleteness(
                    d.Day, d.Present, d.Expected, present.GetValueOrDefault(d.Day)?.Corrected ?? 0, present.GetValueOrDefault(d.Day)?.Withdrawn ?? 0, refused.GetValueOrDefault(d.Day), flagged.GetValueOrDefault(d.Day)))]));
            }
        }
        return all;
    }

    private static Dictionary<long, int> Times(IReadOnlyList<Storage.Lake.QuarantinedRow> rows) => rows.Where(r => r.Time is not null).CountBy(r => Instant.FloorDay(r.Time!.Value)).ToDictionary();
}
