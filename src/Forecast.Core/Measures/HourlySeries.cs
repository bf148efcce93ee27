using System.Collections.Concurrent;
using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// The hourly measures of one instrument, in columns on the UTC hour grid: what every model reads. Each value depends on bars up to its hour's end only.
/// <para>Formula: Variance[i] = (n / m) Σ r², r = ln(close_j / close_{j−1}), over the bars j that end in (End(i) − 1h, End(i)] and follow their neighbour directly; n returns
/// belong to the window and m of them are there.</para>
/// <para>Units: variance of log returns, dimensionless; times in Unix microseconds.</para>
/// <para>Gaps: there is a return between neighbouring bars only, never across a missing bar. A window with fewer than half of its returns has no variance of its own; what stands for it is
/// the mean hourly variance of the next longer window of the ladder (4h, 1d, 7d, 30d) that has half, times its hours: the past's best guess, as in the bars that are there a missing one
/// is taken to be like the others. Where not even 30 days have half of their returns, the variance is absent (NaN) and no model forecasts.
/// Nothing is filled forward but <see cref="LogClose"/>, the last price known at the hour's end.</para>
/// <para>Domain: intervals that divide one hour.</para>
/// <para>Reference: Andersen, Bollerslev, Diebold and Labys (2003), Econometrica 71, eq. 5.</para>
/// </summary>
public sealed class HourlySeries
{
    /// <summary>Share of the monthly mean variance below which a shorter mean is not taken in logs.</summary>
    public const double QuietFloor = 1e-4;

    /// <summary>Hours in the longest window of the ladder.</summary>
    public const int Month = 720;

    private readonly ConcurrentDictionary<int, double[]> _rolling = new();
    private readonly ConcurrentDictionary<(HourlyMeasure Measure, int Hours), double[]> _measures = new();
    private readonly ConcurrentDictionary<double, double[]> _exponential = new();
    private readonly ConcurrentDictionary<int, double[]> _logMean = new();
    private readonly ConcurrentDictionary<int, double[]> _seasonalLogMean = new();
    private readonly ConcurrentDictionary<int, double[]> _seasonAhead = new();
    private readonly ConcurrentDictionary<TimeSpan, TargetTable> _targets = new();
    private readonly HourlySums _squares;
    private readonly HourlyMoments _moments;
    private readonly Lazy<HourlySeason> _season;

    private HourlyPanel? _panel;

    private HourlySeries(BarSeries bars, BarSeries? past, long firstEnd, int count)
    {
        (Bars, Past) = (bars, past);
        Symbol = bars.Symbol;
        Interval = bars.Interval;
        FirstEnd = firstEnd;
        _squares = new HourlySums(count, (int)(Duration.Hour / Duration.Microseconds(bars.Interval)));
        _moments = new HourlyMoments(bars, firstEnd, count);
        _season = new(() => new HourlySeason(this));
        LogClose = new double[count];
        Complete = new bool[count];
        OnTime = new bool[count];
    }

    public string Symbol { get; }

    /// <summary>The interval of the bars that were measured.</summary>
    public TimeSpan Interval { get; }

    /// <summary>End of hour 0, Unix microseconds.</summary>
    public long FirstEnd { get; }

    public int Count => _squares.Hours;

    /// <summary>What was measured.</summary>
    internal BarSeries Bars { get; }

    /// <summary>Bars of a longer interval that reach further back; null where there are none.</summary>
    public BarSeries? Past { get; }

    /// <summary>The instruments that are measured together with this one; itself alone where it was not put beside others.</summary>
    public HourlyPanel Panel
    {
        get => _panel ?? Interlocked.CompareExchange(ref _panel, new HourlyPanel(this), null) ?? _panel;
        internal set => _panel = _panel is null ? value : throw new InvalidOperationException($"{Symbol} is in a panel already");
    }

    internal double[] Variance => Rolling(1);

    internal double[] LogClose { get; }

    /// <summary>Whether every bar of the hour is there.</summary>
    internal bool[] Complete { get; }

    /// <summary>Whether the bar that ends exactly at the hour's end is there.</summary>
    internal bool[] OnTime { get; }

    /// <summary>Whether the variance of hour <paramref name="i"/> is its own and not that of a longer window.</summary>
    internal bool HasOwnVariance(int i) => _squares.HasOwn(i);

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
    /// <param name="bars">The bars.</param>
    /// <param name="past">Bars of a longer interval, which models that learn from a long history read for the time before the first of <paramref name="bars"/>; all else is from <paramref name="bars"/> alone.</param>
    /// <exception cref="ArgumentException">The interval does not divide one hour, or there is not one full hour.</exception>
    public static HourlySeries From(BarSeries bars, BarSeries? past = null)
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

        var series = new HourlySeries(bars, past, first, count);
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
                if (j == 0 || bars.OpenTime[j] - bars.OpenTime[j - 1] != step) continue;
                var r = Math.Log(bars.Close[j] / bars.Close[j - 1]);
                series._squares.Add(i, r * r);
            }
            if (present == 0) series.LogClose[i] = series.LogClose[i - 1];
            series.Complete[i] = present == series._squares.PerHour;
        }
        series._squares.Filled();
        return series;
    }

    /// <summary>Realised variance of the last <paramref name="hours"/> hours at every hour, summed from the oldest; NaN where it is absent; index i is meaningful from hours − 1.</summary>
    internal double[] Rolling(int hours) => _rolling.GetOrAdd(hours, static (h, self) => self._squares.Rolling(h), this);

    /// <summary>A measure over the last <paramref name="hours"/> hours at every hour, with the gap rule of the variance; NaN where it is absent; index i is meaningful from hours − 1.</summary>
    internal double[] Rolling(HourlyMeasure measure, int hours) => _measures.GetOrAdd((measure, hours), static (key, self) => self._moments.Rolling(key.Measure, key.Hours), this);

    /// <summary>Whether the bars' source gives what the measure needs.</summary>
    internal bool Has(HourlyMeasure measure) => _moments.Has(measure);

    /// <summary>Exponentially weighted mean of the hourly variances; see <see cref="MarketHistory.Exponential"/>.</summary>
    internal double[] Exponential(double halfLife) => _exponential.GetOrAdd(halfLife, static (half, self) => Exponential(self.Variance, half), this);

    /// <summary><see cref="LogMean"/> of the variance without its season; see <see cref="HourlySeason"/>.</summary>
    internal double[] SeasonalLogMean(int hours) => _seasonalLogMean.GetOrAdd(hours, static (h, self) => self._season.Value.LogMean(h), this);

    /// <summary>Log of the mean seasonal factor of the hours to come.</summary>
    internal double[] SeasonAhead(int hours) => _seasonAhead.GetOrAdd(hours, static (h, self) => self._season.Value.Ahead(h), this);

    internal double[] LogMean(int hours) => _logMean.GetOrAdd(hours, static (h, self) =>
    {
        var (sum, month) = (self.Rolling(h), self.Rolling(Month));
        var log = new double[self.Count];
        for (var i = Month - 1; i < log.Length; i++) log[i] = Math.Log(Math.Max(sum[i] / h, QuietFloor * (month[i] / Month)));
        return log;
    }, this);

    internal TargetTable Targets(TimeSpan horizon) => _targets.GetOrAdd(horizon, static (h, self) => TargetTable.From(self, h), this);

    // An hour of which nothing is known changes nothing.
    private static double[] Exponential(double[] variance, double halfLife)
    {
        var mean = new double[variance.Length];
        var decay = Math.Pow(0.5, 1 / halfLife);
        var (sum, weight) = (0.0, 0.0);
        for (var i = 0; i < mean.Length; i++)
        {
            if (!double.IsNaN(variance[i]))
            {
                sum = (decay * sum) + variance[i];
                weight = (decay * weight) + 1;
            }
            mean[i] = weight > 0 ? sum / weight : double.NaN;
        }
        return mean;
    }

    private static long CeilingHour(long t) => (t + Duration.Hour - 1) / Duration.Hour * Duration.Hour;
}
