using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>The steps on which models sample prices: whole hours, or days that end at 00:00 UTC.</summary>
internal static class ModelSteps
{
    /// <summary>Hours in a step for a horizon.</summary>
    public static int Hours(TimeSpan horizon) => TargetTable.HoursOf(horizon) % 24 == 0 ? 24 : 1;

    /// <summary>Steps in a horizon.</summary>
    public static int Count(TimeSpan horizon) => TargetTable.HoursOf(horizon) / Hours(horizon);

    /// <summary>Whether a step with a price at both ends ends with hour <paramref name="i"/>.</summary>
    public static bool EndsAt(MarketHistory history, int i, int step) =>
        i >= step && history.End(i) % (step * Duration.Hour) == 0 && history.OnTime[i] && history.OnTime[i - step];

    /// <summary>Log return over the step that ends with hour <paramref name="i"/>.</summary>
    public static double Return(MarketHistory history, int i, int step) => history.LogClose[i] - history.LogClose[i - step];

    /// <summary>Realised variance of the step that ends with hour <paramref name="i"/>; NaN where a price at either end is missing, or nothing moved.</summary>
    public static double Measure(MarketHistory history, int i, int step) => EndsAt(history, i, step) && history.Rolling(step)[i] is > 0 and var measured ? measured : double.NaN;
}
