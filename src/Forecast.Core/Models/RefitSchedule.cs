using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// When a model's parameters are estimated again: at the multiples of its refit span since Monday 1970-01-05 00:00 UTC. The schedule is absolute, so a
/// forecast made at an instant is the same in every back-test and every night that contains it.
/// </summary>
public static class RefitSchedule
{
    /// <summary>Estimations before the last one that are tried where that fails.</summary>
    public const int Earlier = 4;

    private const long Anchor = Instant.FirstMonday;

    /// <summary>The last scheduled estimation that is not after <paramref name="origin"/>, Unix microseconds.</summary>
    public static long Last(long origin, TimeSpan every)
    {
        var span = Duration.Microseconds(every);
        return origin - ((((origin - Anchor) % span) + span) % span);
    }

    /// <summary>
    /// Fits <paramref name="model"/> on what was known at its last scheduled estimation. Where that fails, its parameters are those of the latest of the <see cref="Earlier"/>
    /// estimations before it that did not, and the reason says so; refused where none is left, or the history begins later. An estimation that lasts longer than <paramref name="limit"/> has failed;
    /// a combination leaves each of its members that long.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static FitResult Fit(IVolatilityModel model, MarketHistory history, TimeSpan horizon, FitLimit? limit = null, CancellationToken stop = default)
    {
        var (due, span) = (Last(history.Origin, model.RefitEvery), Duration.Microseconds(model.RefitEvery));
        FitResult? first = null;
        for (var k = 0; k <= Earlier; k++)
        {
            var hours = (int)((history.Origin - due + (k * span)) / Duration.Hour);
            // What is learnt from all instruments does not wait for a new one's own history.
            if (hours >= history.Count && model is not PooledModel) break;
            var fit = Fit(model is PooledModel ? history.Before(hours) : history.Back(hours));
            if (fit.Model is not null) return first is null ? fit : fit with { Reason = $"{first.Reason}; its parameters are those of {Instant.Format(due - (k * span))}" };
            first ??= fit;
        }
        return first ?? FitResult.Refused($"{model.Id} was last due before {history.Symbol} has data");

        FitResult Fit(MarketHistory known) =>
            model is CombinationModel combination ? combination.Fit(known, horizon, null, limit, stop)
            : limit is null ? model.Fit(known, horizon, stop)
            : limit.Run(model.Id, token => model.Fit(known, horizon, token), FitResult.Refused, stop);
    }
}
