namespace Forecast.Storage.Db.Entities;

/// <summary>What came of a published forecast, as it was known when its target was over; only ever added. Key: work item that published it, horizon, model.</summary>
public sealed class ForecastOutcome
{
    /// <summary>Work item of the <see cref="VolatilityForecast"/>: the first that was published for its origin.</summary>
    public required long PublishedItemId { get; init; }

    public required int HorizonMinutes { get; init; }

    public required string Model { get; init; }

    /// <summary>Work item that found it; its as-of and data version say from which bars.</summary>
    public required long WorkItemId { get; init; }

    /// <summary>Σ r² over (origin, origin + horizon].</summary>
    public required double RealizedVariance { get; init; }

    /// <summary>Null where nothing was traded.</summary>
    public double? Qlike { get; init; }

    /// <summary>Whether it lies in the published 80 % interval; null where there is none.</summary>
    public bool? Inside80 { get; init; }

    public bool? Inside90 { get; init; }

    public bool? Inside95 { get; init; }

    /// <summary>Whether it exceeded the threshold of the published warning; null where there is none.</summary>
    public bool? Shock { get; init; }
}
