using System.Collections.Concurrent;
using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// The hourly measures of one instrument, in columns on the UTC hour grid: what every model reads. Each value depends on bars up to its hour's end only.
/// <para>Formula: Variance[i] = Σ r², r = ln(close_j / close_{j−1}), over the bars j that end in (End(i) − 1h, End(i)].</para>
/// <para>Units: variance of log returns, dimensionless; times in Unix microseconds.</para>
/// <para>Gaps: a return across a gap of at most <see cref="LongestGap"/> counts in full in the hour in which it ends; across a longer gap there is no return.
/// Nothing is filled forward but <see cref="LogClose"/>, the last price known at the hour's end.</para>
/// <para>Domain: intervals that divide one hour.</para>
/// <para>Reference: Andersen, Bollerslev, Diebold and Labys (2003), Econometrica 71, eq. 5.</para>
/// </summary>
public sealed class HourlySeries
{
    /// <summary>The longest gap, in microseconds, across which a return is still computed.</summary>
    public const long LongestGap = Duration.Day;

    /// <summary>Share of the monthly mean variance below which a shorter mean is not taken in logs.</summary>
    public const double QuietFloor = 1e-4;

    /// <summary>Hours in the longest window of the ladder.</summary>
    public const int Month = 720;

    private readonly ConcurrentDictionary<int, double[]> _rolling = new();
    private readonly ConcurrentDictionary<int, double[]> _logMean = new();
    private readonly ConcurrentDictionary<TimeSpan, TargetTable> _targets = new();

    private HourlySeries(string symbol, TimeSpan interval, long firstEnd, int count)
    {
        Symbol = symbol;
        Interval = interval;
        FirstEnd = firstEnd;
        Variance = new double[count];
        LogClose = new double[count];
        Complete = new bool[count];
        OnTime = new bool[count];
    }

    public string Symbol { get; }

    /// <summary>The interval of the bars that were measured.</summary>
    public TimeSpan Interval { get; }

    /// <summary>End of hour 0, Unix microseconds.</summary>
    public long FirstEnd { get; }

    public int Count => Variance.Length;

    internal double[] Variance { get; }

    internal double[] LogClose { get; }

    /// <summary>Whether every bar of the hour is there.</summary>
    internal bool[] Complete { get; }

    /// <summary>Whether the bar that ends exactly at the hour's end is there.</summary>
    internal bool[] OnTime { get; }

    /// <summary>End of hour <paramref name="i"/>, Unix microseconds.</summary>
    public long End(int i) => FirstEnd + (i * Duration.Hour);

    /// <summary>The index of the hour that ends at <paramref name="instant"/>; negative or ≥ <see cref="Count"/> where it lies outside.</summary>
    public int IndexOf(long instant) => (int)Math.Floor((instant - FirstEnd) / (double)Duration.Hour);

    /// <summary>The history that is known at <paramref name="origin"/>, a full hour within the series.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The origin is no full hour of the series.</exception>
    public MarketHistory At(long origin)
    {
        var i = IndexOf(origin);
        return i >= 0 && i < Count && End(i) == origin ? new MarketHistory(this, i + 1)
            : throw new ArgumentOutOfRangeException(nameof(origin), $"{Symbol} has no hour that ends at {Instant.Format(origin)}; it has {Instant.Format(FirstEnd)} to {Instant.Format(End(Count - 1))}");
    }

    /// <summary>The whole series as a history.</summary>
    public MarketHistory All() => new(this, Count);

    /// <summary>Measures <paramref name="bars"/>; a last hour that is not over is left out.</summary>
    /// <exception cref="ArgumentException">The interval does not divide one hour, or there is not one full hour.</exception>
    public static HourlySeries From(BarSeries bars)
    {
        var step = Duration.Microseconds(bars.Interval);
        if (Duration.Hour % step != 0)
            throw new ArgumentException($"interval {Duration.Format(bars.Interval)} does not divide one hour; use 1m, 5m, 15m, 30m or 1h");
        if (bars.Count == 0)
            throw new ArgumentException($"{bars.Symbol} has no bars");
        var first = CeilingHour(bars.End(0));
        var count = (int)((bars.End(bars.Count - 1) - first) / Duration.Hour) + 1;
        if (bars.End(bars.Count - 1) < first)
            throw new ArgumentException($"{bars.Symbol} has not one full hour of bars");

        var series = new HourlySeries(bars.Symbol, bars.Interval, first, count);
        var perHour = (int)(Duration.Hour / step);
        var present = 0;
        for (int j = 0, i = 0; i < count; i++)
        {
            var end = series.End(i);
            present = 0;
            for (; j < bars.Count && bars.End(j) <= end; j++)
            {
                present++;
                series.OnTime[i] = bars.End(j) == end;
                series.LogClose[i] = Math.Log(bars.Close[j]);
                if (j == 0 || bars.OpenTime[j] - bars.OpenTime[j - 1] - step > LongestGap) continue;
                var r = Math.Log(bars.Close[j] / bars.Close[j - 1]);
                series.Variance[i] += r * r;
            }
            if (present == 0) series.LogClose[i] = series.LogClose[i - 1];
            series.Complete[i] = present == perHour;
        }
        return series;
    }

    /// <summary>Σ of the last <paramref name="hours"/> hourly variances at every hour, summed from the oldest; index i is meaningful from hours − 1.</summary>
    internal double[] Rolling(int hours) => _rolling.GetOrAdd(hours, static (h, self) =>
    {
        if (h == 1) return self.Variance;
        var sums = new double[self.Count];
        for (var i = h - 1; i < sums.Length; i++)
        {
            var sum = 0.0;
            foreach (var v in self.Variance.AsSpan(i - h + 1, h)) sum += v;
            sums[i] = sum;
        }
        return sums;
    }, this);

    internal double[] LogMean(int hours) => _logMean.GetOrAdd(hours, static (h, self) =>
    {
        var (sum, month) = (self.Rolling(h), self.Rolling(Month));
        var log = new double[self.Count];
        for (var i = Month - 1; i < log.Length; i++) log[i] = Math.Log(Math.Max(sum[i] / h, QuietFloor * (month[i] / Month)));
        return log;
    }, this);

    internal TargetTable Targets(TimeSpan horizon) => _targets.GetOrAdd(horizon, static (h, self) => TargetTable.From(self, h), this);

    private static long CeilingHour(long t) => (t + Duration.Hour - 1) / Duration.Hour * Duration.Hour;
}
