using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// One instrument of a <see cref="PooledMarket"/> in the units of the pooled models: hourly quantities without their season, relative to the instrument's own level of the last 30 days.
/// </summary>
internal sealed class PooledInstrument
{
    /// <summary>Hours of the level, and how many of them must be there.</summary>
    public const int Month = 720, LeastOfMonth = 48;

    private const int Year = 365 * 24;

    // Hours without movement have a logarithm all the same.
    private const double QuietFloor = 1e-4;

    private readonly RunningMean _variance, _range, _volume, _trades, _imbalance, _return;
    private readonly double[] _volumeLevel, _tradesLevel;
    private readonly double[] _deseasonalized;

    public PooledInstrument(PooledMarket market, PooledHours hours, double[] variance, double[] range, double[] volume, double[] trades)
    {
        Market = market;
        Hours = hours;
        _deseasonalized = variance;
        (_variance, _range, _volume, _trades) = (new(variance), new(range), new(volume), new(trades));
        (_imbalance, _return) = (new(hours.Imbalance), new(hours.Return));
        (LogLevel, _volumeLevel, _tradesLevel) = (Level(_variance), Level(_volume), Level(_trades));
        YearRatio = Array.ConvertAll(LongVariance(Year), Math.Exp);
    }

    public PooledMarket Market { get; }

    /// <summary>ln of the seasonal factor of the hour to come.</summary>
    public double[] Season => Market.SeasonAhead(this, 1);

    public PooledHours Hours { get; }

    /// <summary>ln of the mean hourly variance of the last 30 days; NaN where fewer than two days of them are there.</summary>
    public double[] LogLevel { get; }

    /// <summary>Mean variance of the last year over the level; 1 where three tenths of a year are not there.</summary>
    public double[] YearRatio { get; }

    /// <summary>How many hours have a variance, up to and with <paramref name="hour"/>.</summary>
    public int HoursUntil(int hour) => _variance.CountUntil(hour);

    /// <summary>ln(mean variance of the last h hours) − level.</summary>
    public double[] Variance(int h) => Relative(_variance, h, LogLevel);

    /// <summary>The same of the range.</summary>
    public double[] Range(int h) => Relative(_range, h, LogLevel);

    public double[] Volume(int h) => Relative(_volume, h, _volumeLevel);

    public double[] Trades(int h) => Relative(_trades, h, _tradesLevel);

    /// <summary>ln of the mean variance of a longer window, three tenths of which must be there, − level.</summary>
    public double[] LongVariance(int h) => Each(i => Log(_variance.Of(i, h, (int)(0.3 * h)), LogLevel[i]));

    /// <summary>ln of the exponentially weighted mean variance − level.</summary>
    public double[] Exponential(double halfLife)
    {
        var (column, decay, sum, weight) = (new double[_deseasonalized.Length], Math.Pow(0.5, 1 / halfLife), 0.0, 0.0);
        for (var i = 0; i < column.Length; i++)
        {
            if (!double.IsNaN(_deseasonalized[i])) (sum, weight) = ((decay * sum) + _deseasonalized[i], (decay * weight) + 1);
            column[i] = Log(weight > 0 ? sum / weight : double.NaN, LogLevel[i]);
        }
        return column;
    }

    /// <summary>The return over h hours, of hours that are there, over what a normal month makes of them: r / √(h level).</summary>
    public double[] Return(int h) => Each(i => _return.Of(i, h, 1) is var mean && double.IsFinite(mean) && double.IsFinite(LogLevel[i]) ? mean * Math.Sqrt(h) / Math.Exp(LogLevel[i] / 2) : 0);

    /// <summary>Share of the falls in the squared returns of h hours, half of which must be there, − ½.</summary>
    public double[] Semivariance(int h)
    {
        var (falls, all) = (new RunningMean(Array.ConvertAll(Hours.Return, r => Math.Min(r, 0) * r)), new RunningMean(Array.ConvertAll(Hours.Return, r => r * r)));
        return Each(i => all.Of(i, h, h / 2) is > 0 and var whole ? (falls.Of(i, h, h / 2) / whole) - 0.5 : 0);
    }

    /// <summary>|mean taker imbalance| of h hours.</summary>
    public double[] Imbalance(int h) => Each(i => _imbalance.Of(i, h, 1) is var mean && double.IsFinite(mean) ? Math.Abs(mean) : 0);

    private double[] Level(RunningMean of) => Each(i => Math.Log(of.Of(i, Month, LeastOfMonth)));

    // A window of which less than half is there is taken to be like the next longer one.
    private double[] Relative(RunningMean of, int h, double[] level) => Each(i =>
    {
        for (var span = h; span < Month; span *= 4)
        {
            if (of.Of(i, span, (span + 1) / 2) is var mean && !double.IsNaN(mean)) return Log(mean, level[i]);
        }
        return 0;
    });

    private static double Log(double value, double level)
    {
        var relative = Math.Max(Math.Log(value) - level, Math.Log(QuietFloor));
        return double.IsFinite(relative) ? relative : 0;
    }

    private double[] Each(Func<int, double> value)
    {
        var column = new double[_deseasonalized.Length];
        for (var i = 0; i < column.Length; i++) column[i] = value(i);
        return column;
    }
}
