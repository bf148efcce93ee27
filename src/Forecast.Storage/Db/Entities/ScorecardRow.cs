namespace Forecast.Storage.Db.Entities;

/// <summary>One line of a scorecard: how one model did at one horizon. Key: work item, horizon, model.</summary>
public sealed class ScorecardRow
{
    public required long WorkItemId { get; init; }

    public required int HorizonMinutes { get; init; }

    public required string Model { get; init; }

    /// <summary>Number of forecasts scored.</summary>
    public required int N { get; init; }

    public required double Qlike { get; init; }

    public required double Mse { get; init; }

    /// <summary>QLIKE over log-HAR's QLIKE; null where log-HAR has none.</summary>
    public double? RatioToLogHar { get; init; }

    /// <summary>Diebold-Mariano statistic against log-HAR.</summary>
    public double? DmT { get; init; }

    public double? DmP { get; init; }

    /// <summary>Whether the model is in the 90 % model confidence set; null where none was computed.</summary>
    public bool? InMcs90 { get; init; }

    /// <summary>Mean of realised over forecast variance.</summary>
    public required double MeanYOverF { get; init; }

    /// <summary>Share of realised variances inside the 90 % interval; null where the model has none.</summary>
    public double? Coverage90 { get; init; }
}
