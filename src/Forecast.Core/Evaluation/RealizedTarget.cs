using Forecast.Core.Measures;

namespace Forecast.Core.Evaluation;

/// <summary>
/// What was realised of a forecast: the target that back-tests judge by, <see cref="TargetTable"/>, at one origin.
/// <para>Units: variance of log returns over the horizon.</para>
/// </summary>
public static class RealizedTarget
{
    /// <summary>Σ r² over (origin, origin + horizon]; null where the window is not over, has a missing bar, or does not start on the horizon's grid.</summary>
    /// <param name="series">What is known.</param>
    /// <param name="horizon">Horizon of the forecast.</param>
    /// <param name="origin">Unix microseconds.</param>
    /// <exception cref="ArgumentException">The horizon is not a positive whole number of hours.</exception>
    public static double? Of(HourlySeries series, TimeSpan horizon, long origin)
    {
        var (targets, hour) = (series.Targets(horizon), series.IndexOf(origin));
        return hour >= 0 && hour < series.Count && series.End(hour) == origin && Array.BinarySearch(targets.Origin, hour) is >= 0 and var row ? targets.Value[row] : null;
    }
}
