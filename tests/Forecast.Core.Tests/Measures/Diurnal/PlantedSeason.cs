using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Tests.Measures;

/// <summary>Bars of a random walk whose variance has a known season, on the clocks of UTC and of New York, times a slowly wandering level.</summary>
internal static class PlantedSeason
{
    /// <summary>A burst at 09:00 to 10:00 of New York's working days, another in the first bar after a funding, a cycle over the UTC day and a calm UTC weekend.</summary>
    public static double Factor(long open, int minutes)
    {
        var (utc, local) = (Instant.ToTime(open), Instant.ToTime(NewYorkTime.FromUtc(open)));
        return (IsWeekend(utc) ? 0.5 : 1) * (1 + (0.4 * Math.Sin(2 * Math.PI * utc.Hour / 24))) * (local.Hour == 9 && !IsWeekend(local) ? 3 : 1) * (minutes < 60 && utc.Hour % 8 == 0 && utc.Minute < minutes ? 2 : 1);
    }

    public static BarSeries Bars(string start, int days, int minutes, Func<long, int, double>? factor = null, double scale = 1, double wander = 0.02)
    {
        var (random, n, first, step) = (new SplitMix64(11), days * 1440 / minutes, Instant.Parse(start), minutes * 60_000_000L);
        var (close, level, log) = (new double[n + 1], 0.0, Math.Log(100));
        close[0] = 100;
        for (var i = 0; i < n; i++)
        {
            level = (0.999 * level) + (wander * SyntheticBars.Normal(random));
            log += scale * 0.001 * Math.Exp(level / 2) * Math.Sqrt((factor ?? Factor)(first + (i * step), minutes)) * SyntheticBars.Normal(random);
            close[i + 1] = Math.Exp(log);
        }
        return new BarSeries
        {
            Venue = "test", Symbol = "TEST", Interval = TimeSpan.FromMinutes(minutes), OpenTime = [.. Enumerable.Range(0, n).Select(i => first + (i * step))], Open = close[..n], Close = close[1..],
            High = [.. Enumerable.Range(0, n).Select(i => Math.Max(close[i], close[i + 1]))], Low = [.. Enumerable.Range(0, n).Select(i => Math.Min(close[i], close[i + 1]))],
        }.Validated();
    }

    /// <summary>Every factor of a profile: of a winter week, then of a summer week.</summary>
    public static double[] Factors(DiurnalProfileOf profile, int minutes) =>
        [.. new[] { "2023-01-09", "2023-07-10" }.SelectMany(monday => Enumerable.Range(0, 168 * 60 / minutes).Select(i => profile(Instant.Parse(monday) + (i * minutes * 60_000_000L))))];

    private static bool IsWeekend(DateTimeOffset time) => time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}

/// <summary>The factor at an instant, planted or found.</summary>
internal delegate double DiurnalProfileOf(long instant);
