using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Where a walk has to begin, so that what is stated beside its forecast at an origin is the same, to the last bit, as in any walk that begins earlier: the one rule of nights and back-tests.
/// <para>Intervals and tails of losses hang on complete targets, <see cref="ConformalIntervals.Reach"/> of them, and a target is complete once its horizon is over: so many more come before as it spans origins, three times over
/// (the levels' path, its residuals, and what these are standardised by). Early warnings hang on <see cref="EarlyWarning.Days"/> days. Where bars are missing, targets are further apart, and the walk begins earlier.</para>
/// <para>Domain: origins at which the model forecasts wherever there is a target. Horizons of a day and more are walked from the beginning: margins need all of their history.</para>
/// </summary>
public static class WalkStart
{
    /// <summary>The first origin of the walk, Unix microseconds; <see cref="long.MinValue"/> where all that there is is needed.</summary>
    /// <param name="series">What the instrument's hours hold.</param>
    /// <param name="horizon">Of the forecasts.</param>
    /// <param name="origin">The first origin beside whose forecast something is stated, Unix microseconds.</param>
    /// <exception cref="ArgumentException">The horizon is not a positive whole number of hours.</exception>
    public static long For(HourlySeries series, TimeSpan horizon, long origin)
    {
        if (horizon >= TimeSpan.FromDays(1)) return long.MinValue;
        var (targets, missing) = (series.Targets(horizon), ConformalIntervals.Reach + (3 * TargetTable.StepsOf(horizon)));
        for (var i = targets.Origin.Length - 1; i >= 0; i--)
        {
            // A target of 0 leaves no residual.
            if (series.End(targets.Origin[i]) + Duration.Microseconds(horizon) > origin || targets.Value[i] == 0 || --missing > 0) continue;
            return Math.Min(series.End(targets.Origin[i]), origin - (EarlyWarning.Days * Duration.Day));
        }
        return long.MinValue;
    }
}
