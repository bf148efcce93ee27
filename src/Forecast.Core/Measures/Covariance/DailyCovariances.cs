using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Realised covariance, correlation and beta of two instruments for every UTC day that is over for both; see <see cref="RealizedCovariance"/>.
/// <para>A day holds the returns of bars that open in it and that both have; those that are there stand for all of the day where they are at least half of them, else the day has no values.</para>
/// <para>Shapes: every column has the length of <see cref="Day"/>; a value is null where undefined.</para>
/// </summary>
public sealed class DailyCovariances
{
    private DailyCovariances(List<(long Day, double? Covariance, double? Correlation, double? Beta)> rows) =>
        (Day, Covariance, Correlation, Beta) = ([.. rows.Select(r => r.Day)], [.. rows.Select(r => r.Covariance)], [.. rows.Select(r => r.Correlation)], [.. rows.Select(r => r.Beta)]);

    /// <summary>00:00 UTC at the start of each day, Unix microseconds.</summary>
    public long[] Day { get; }

    public double?[] Covariance { get; }

    public double?[] Correlation { get; }

    /// <summary>Of the instrument to the other one: how much it moves when that moves by one.</summary>
    public double?[] Beta { get; }

    /// <exception cref="ArgumentException">The intervals differ, or do not divide a day.</exception>
    public static DailyCovariances From(BarSeries instrument, BarSeries other)
    {
        if (instrument.Interval != other.Interval) throw new ArgumentException($"bars of {Duration.Format(instrument.Interval)} and of {Duration.Format(other.Interval)}; aggregate them to one interval", nameof(other));
        var (own, theirs) = (BarFeed.All(instrument), BarFeed.All(other).Where(b => b.Return is not null).ToDictionary(b => b.Start, b => b.Return!.Value));
        var (expected, over) = ((int)(Duration.Day / Duration.Microseconds(instrument.Interval)), Math.Min(End(instrument), End(other)));
        var rows = new List<(long, double?, double?, double?)>();
        foreach (var day in own.GroupBy(b => Instant.FloorDay(b.Start)).Where(g => g.Key + Duration.Day <= over))
        {
            var (covariance, pairs) = (default(RealizedCovariance), 0);
            foreach (var bar in day)
            {
                if (bar.Return is not { } r || !theirs.TryGetValue(bar.Start, out var x)) continue;
                covariance.Add(x, r);
                pairs++;
            }
            var count = new WindowCount(expected, pairs, day.Count());
            rows.Add(count.HalfThere ? (day.Key, count.Scale * covariance.Covariance, covariance.Correlation, covariance.Beta) : (day.Key, null, null, null));
        }
        return new DailyCovariances(rows);

        static long End(BarSeries bars) => bars.Count > 0 ? bars.End(bars.Count - 1) : long.MinValue;
    }
}
