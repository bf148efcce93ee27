using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// A volatility model: forecasts the realised variance over (origin, origin + horizon], the sum of squared close-to-close log returns.
/// <para>Contract, held by a suite that runs over the whole catalogue: forecasts are positive and finite; returns × k give variance × k²; what
/// happens after the origin changes no bit; the same history gives the same bits; a history too short or constant is refused with a reason;
/// <see cref="IVolatilityFilter.Append"/> equals filtering anew.</para>
/// </summary>
public interface IVolatilityModel
{
    /// <summary>Id in catalogue, files and API: lower case with dashes.</summary>
    string Id { get; }

    /// <summary>One sentence for people: what it is, over which data.</summary>
    string Description { get; }

    /// <summary>Whether it learns from the other instruments of its history's panel too.</summary>
    bool IsPooled => false;

    /// <summary>How often the parameters are estimated again: the last multiple of this span since Monday 1970-01-05 00:00 UTC that is not after the origin.</summary>
    TimeSpan RefitEvery { get; }

    /// <summary>Estimates the model on everything that is known at the history's origin.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled; it is looked at often.</exception>
    FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default);

    /// <summary>Runs the fitted model over the history up to its origin.</summary>
    IVolatilityFilter Filter(FittedModel model, MarketHistory history);
}
