namespace Forecast.Storage.Db.Entities;

/// <summary>
/// One forecast: the variance of log returns over (origin, origin + horizon], dimensionless, with the 90 % interval for the realised variance
/// where the model has one. Key: work item, horizon, model.
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

    public double? Lower90 { get; init; }

    public double? Upper90 { get; init; }
}
