using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// The realised variances that forecasts are judged by: for every origin on the horizon's grid whose window has all its bars,
/// y = Σ r² of the bars that end in (origin, origin + horizon].
/// <para>Grid: every h on UTC for horizons that divide a day, else daily at 00:00 UTC. A window with a missing bar has no target, nor has an
/// origin without a price.</para>
/// <para>Shapes: both columns have one length, increasing in <see cref="Origin"/>, the index of the hour that ends at the origin.</para>
/// </summary>
public sealed class TargetTable
{
    private TargetTable(int hours, int[] origin, double[] value)
    {
        (Hours, Origin, Value) = (hours, origin, value);
        Log = Array.ConvertAll(value, Math.Log);
    }

    /// <summary>The horizon in hours.</summary>
    public int Hours { get; }

    public int[] Origin { get; }

    public double[] Value { get; }

    /// <summary>Natural logs of <see cref="Value"/>; negative infinity where nothing was traded.</summary>
    public double[] Log { get; }

    /// <summary>How many targets are complete when <paramref name="count"/> hours are known.</summary>
    public int Matured(int count)
    {
        var i = Array.BinarySearch(Origin, count - 1 - Hours);
        return i >= 0 ? i + 1 : ~i;
    }

    public static TargetTable From(HourlySeries series, TimeSpan horizon)
    {
        var hours = HoursOf(horizon);
        var step = GridHours(hours) * Duration.Hour;
        var origins = new List<int>();
        var values = new List<double>();
        var rolling = series.Rolling(hours);
        for (var i = 0; i + hours < series.Count; i++)
        {
            if (series.End(i) % step != 0 || !series.OnTime[i] || series.Complete.AsSpan(i + 1, hours).Contains(false)) continue;
            origins.Add(i);
            values.Add(rolling[i + hours]);
        }
        return new TargetTable(hours, [.. origins], [.. values]);
    }

    /// <summary>The horizon in whole hours.</summary>
    /// <exception cref="ArgumentException">It is not a positive whole number of hours.</exception>
    public static int HoursOf(TimeSpan horizon) =>
        horizon > TimeSpan.Zero && horizon.Ticks % TimeSpan.TicksPerHour == 0 ? (int)(horizon.Ticks / TimeSpan.TicksPerHour)
            : throw new ArgumentException($"horizon {horizon} is not a positive whole number of hours; use 1h, 4h, 1d, 2d, 7d");

    /// <summary>How many origins a target spans: h of the tests that compare losses.</summary>
    /// <exception cref="ArgumentException">The horizon is not a positive whole number of hours.</exception>
    public static int StepsOf(TimeSpan horizon)
    {
        var hours = HoursOf(horizon);
        return (hours + GridHours(hours) - 1) / GridHours(hours);
    }

    /// <summary>Distance between origins, in hours.</summary>
    public static int GridHours(int hours) => hours < 24 && 24 % hours == 0 ? hours : hours < 24 ? 1 : 24;
}
