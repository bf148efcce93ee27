using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// The grid of funding times: venues settle every 8 hours from 00:00 UTC, some every 4, 2 or 1. A file whose times are mostly off it is stamped in another zone than was
/// said, which is not to be guessed: it is refused with the zone that would fit.
/// </summary>
internal static class FundingGrid
{
    private const long Tolerance = 60_000_000;

    private static readonly long[] Steps = [Duration.Hour, 2 * Duration.Hour, 4 * Duration.Hour, 8 * Duration.Hour];

    private static readonly string[] Zones = ["Europe/London", "Europe/Berlin", "America/New_York", "America/Chicago"];

    /// <summary>The full hour that a time is within a minute of: venues stamp the calculation, milliseconds after the hour that it is for. Null where there is none.</summary>
    public static long? Hour(long time)
    {
        var hour = (long)Math.Round(time / (double)Duration.Hour) * Duration.Hour;
        return Math.Abs(time - hour) <= Tolerance ? hour : null;
    }

    /// <exception cref="InputException">Most times of the series are off the grid.</exception>
    /// <param name="times">The times of each instrument, in the zone that is asked for.</param>
    /// <param name="zone">The zone that was said.</param>
    /// <param name="path">The file.</param>
    /// <param name="areLocal">The zone matters: the file's times name none.</param>
    public static void Require(Func<LocalZone, IReadOnlyList<IReadOnlyList<long>>> times, LocalZone zone, string path, bool areLocal)
    {
        var series = times(zone);
        var off = series.Sum(Off);
        if (off <= KlineFile.MaximumBadShare * series.Sum(s => s.Count)) return;
        var fitting = areLocal ? Candidates().FirstOrDefault(c => times(c.Zone).Sum(Off) <= 0.02 * series.Sum(s => s.Count)).Name : null;
        throw new InputException(
            FormattableString.Invariant($"{off} of {series.Sum(s => s.Count)} funding times are not on the grid of 00:00, 08:00 and 16:00 UTC (the first is {Instant.Format(series[0][0])})"), path,
            fitting is not null ? $"its times fit --zone {fitting}; say that if it is how the file is stamped" : "find out in which zone the file is stamped and say it with --zone");
    }

    private static int Off(IReadOnlyList<long> times)
    {
        if (times.Count == 0) return 0;
        var gaps = times.Zip(times.Skip(1), (a, b) => Hour(b - a) ?? 0).ToArray();
        var usual = gaps.Where(g => Steps.Contains(g)).GroupBy(g => g).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstOrDefault(8 * Duration.Hour);
        return times.Where((t, i) => Hour(t) is not { } hour || hour % (i > 0 && Steps.Contains(gaps[i - 1]) ? gaps[i - 1] : usual) != 0).Count();
    }

    private static IEnumerable<(string Name, LocalZone Zone)> Candidates()
    {
        foreach (var hours in Enumerable.Range(0, 13))
            foreach (var sign in new[] { '+', '-' })
                if (hours > 0 || sign == '+')
                {
                    var name = hours == 0 ? "UTC" : FormattableString.Invariant($"{sign}{hours:00}:00");
                    yield return (name, LocalZone.Parse(name, name));
                }
        foreach (var name in Zones)
            if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out _)) yield return (name, LocalZone.Parse(name, name));
    }
}
