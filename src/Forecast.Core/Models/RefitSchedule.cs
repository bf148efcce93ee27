using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// When a model's parameters are estimated again: at the multiples of its refit span since Monday 1970-01-05 00:00 UTC. The schedule is absolute, so a
/// forecast made at an instant is the same in every back-test and every night that contains it.
/// </summary>
public static class RefitSchedule
{
    private const long Anchor = Instant.FirstMonday;

    /// <summary>The last scheduled estimation that is not after <paramref name="origin"/>, Unix microseconds.</summary>
    public static long Last(long origin, TimeSpan every)
    {
        var span = Duration.Microseconds(every);
        return origin - ((((origin - Anchor) % span) + span) % span);
    }

    /// <summary>
    /// Fits <paramref name="model"/> on what was known at its last scheduled estimation; refused where the history begins later than that.
    /// </summary>
    public static FitResult Fit(IVolatilityModel model, MarketHistory history, TimeSpan horizon)
    {
        var hours = (int)((history.Origin - Last(history.Origin, model.RefitEvery)) / Duration.Hour);
        return hours >= history.Count ? FitResult.Refused($"{model.Id} was last due before {history.Symbol} has data") : model.Fit(history.Back(hours), horizon);
    }
}
