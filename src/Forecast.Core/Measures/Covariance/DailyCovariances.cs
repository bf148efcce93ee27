using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Realised covariance, correlation and beta of two instruments for every UTC day that is over for both; see <see cref="RealizedCovariance"/>. From their prices as they come, where these are
/// given, also the covariances that need no common grid: <see cref="HayashiYoshida"/>, and that of the returns between <see cref="RefreshTime"/>s.
/// <para>A day holds the returns of bars that open in it and that both have; those that are there stand for all of the day where they are at least half of them, else the day has no values.
/// Of prices it holds those from 00:00 to 24:00, both included.</para>
/// <para>Shapes: every column has the length of <see cref="Day"/>; a value is null where undefined.</para>
/// </summary>
public sealed class DailyCovariances
{
    private DailyCovariances(IReadOnlyList<Row> rows) => Rows = rows;

    /// <summary>Names of the columns, in the order of <see cref="Values"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["realized_covariance", "realized_correlation", "realized_beta", "hayashi_yoshida_covariance", "refresh_time_covariance"];

    /// <summary>00:00 UTC at the start of each day, Unix microseconds.</summary>
    public long[] Day => [.. Rows.Select(r => r.Day)];

    public double?[] Covariance => [.. Rows.Select(r => r.Covariance)];

    public double?[] Correlation => [.. Rows.Select(r => r.Correlation)];

    /// <summary>Of the instrument to the other one: how much it moves when that moves by one.</summary>
    public double?[] Beta => [.. Rows.Select(r => r.Beta)];

    private IReadOnlyList<Row> Rows { get; }

    /// <summary>The values of a day in the order of <see cref="Names"/>.</summary>
    public double?[] Values(int row) => [Rows[row].Covariance, Rows[row].Correlation, Rows[row].Beta, Rows[row].HayashiYoshida, Rows[row].RefreshTime];

    /// <summary>From the bars of both, and from their prices where given.</summary>
    /// <exception cref="ArgumentException">The intervals differ, or do not divide a day.</exception>
    public static DailyCovariances From(BarSeries instrument, BarSeries other, TickSeries? prices = null, TickSeries? otherPrices = null)
    {
        if (instrument.Interval != other.Interval) throw new ArgumentException($"bars of {Duration.Format(instrument.Interval)} and of {Duration.Format(other.Interval)}; aggregate them to one interval", nameof(other));
        var (own, theirs) = (BarFeed.All(instrument), BarFeed.All(other).Where(b => b.Return is not null).ToDictionary(b => b.Start, b => b.Return!.Value));
        var (expected, over) = ((int)(Duration.Day / Duration.Microseconds(instrument.Interval)), Math.Min(End(instrument), End(other)));
        var rows = new List<Row>();
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
            var (asynchronous, refreshed) = prices is null || otherPrices is null ? (null, null) : OfPrices(prices.Between(day.Key, day.Key + Duration.Day), otherPrices.Between(day.Key, day.Key + Duration.Day));
            rows.Add(count.HalfThere ? new Row(day.Key, count.Scale * covariance.Covariance, covariance.Correlation, covariance.Beta, asynchronous, refreshed) : new Row(day.Key, null, null, null, asynchronous, refreshed));
        }
        return new DailyCovariances(rows);

        static long End(BarSeries bars) => bars.Count > 0 ? bars.End(bars.Count - 1) : long.MinValue;
    }

    private static (double? HayashiYoshida, double? RefreshTime) OfPrices(TickSeries x, TickSeries y)
    {
        var common = RefreshTime.Sample([x, y]);
        return (HayashiYoshida.Of(x, y), RealizedCovariance.Of(common.Returns(0), common.Returns(1)).Covariance);
    }

    private sealed record Row(long Day, double? Covariance, double? Correlation, double? Beta, double? HayashiYoshida, double? RefreshTime);
}
