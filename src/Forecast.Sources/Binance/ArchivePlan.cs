using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Which files bring some days, decided before anything is asked: whole months by the file of the month, all other days one by one, and no day that is not over. What the archive turns out
/// not to have is asked for in smaller pieces: a month day by day, a day by the API.
/// </summary>
public static class ArchivePlan
{
    /// <summary>The last UTC day whose data could be known at <paramref name="now"/>: its last bar must be over and published.</summary>
    public static DateOnly LastCompleteDay(long now, string venue) => Instant.Day(now - SourceCatalog.Delay(venue)).AddDays(-1);

    /// <summary>The periods that cover each day from <paramref name="from"/> to <paramref name="to"/>, up to <paramref name="lastComplete"/>, exactly once, in order.</summary>
    public static IReadOnlyList<ArchivePeriod> Of(DateOnly from, DateOnly to, DateOnly lastComplete, BinanceKind kind)
    {
        var (periods, end) = (new List<ArchivePeriod>(), to < lastComplete ? to : lastComplete);
        for (var day = from; day <= end; day = periods[^1].Last.AddDays(1))
        {
            var month = new ArchivePeriod(day, true);
            periods.Add(kind.Monthly && day.Day == 1 && month.Last <= end ? month : new ArchivePeriod(day, false));
        }
        return periods;
    }
}
