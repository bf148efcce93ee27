using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>The state of a fitted model at an origin, able to take one more hour without a refit.</summary>
public interface IVolatilityFilter
{
    /// <summary>Forecast variance over (origin, origin + horizon], dimensionless; positive and finite.</summary>
    double Forecast { get; }

    /// <summary>Takes the one hour that <paramref name="history"/> has beyond the present origin.</summary>
    /// <exception cref="ArgumentException">The history does not end exactly one hour later.</exception>
    void Append(MarketHistory history);
}
