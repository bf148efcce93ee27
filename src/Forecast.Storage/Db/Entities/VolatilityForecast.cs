namespace Forecast.Storage.Db.Entities;

/// <summary>
/// One forecast: the variance of log returns over (origin, origin + horizon], dimensionless, with intervals for the realised variance and an early warning
/// where the model has a history that they can be read from. Key: work item, horizon, model.
/// </summary>
public sealed class VolatilityForecast
{
    public required long WorkItemId { get; init; }

    public required int HorizonMinutes { get; init; }

    public required string Model { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required long Origin { get; init; }

    /// <summary>When it could have been known: nothing known later was read.</summary>
    public required long KnownAt { get; init; }

    public required double Variance { get; init; }

    public double? Lower80 { get; init; }

    public double? Upper80 { get; init; }

    public double? Lower90 { get; init; }

    public double? Upper90 { get; init; }

    public double? Lower95 { get; init; }

    public double? Upper95 { get; init; }

    /// <summary>Realised variance above which it would be extraordinary: the 99th percentile of the past 90 days.</summary>
    public double? ShockThreshold { get; init; }

    /// <summary>Probability that it will be exceeded.</summary>
    public double? ShockProbability { get; init; }
}
