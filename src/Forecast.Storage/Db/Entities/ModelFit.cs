namespace Forecast.Storage.Db.Entities;

/// <summary>How one model's fit for one horizon ended; key: work item, horizon, model.</summary>
public sealed class ModelFit
{
    public required long WorkItemId { get; init; }

    public required int HorizonMinutes { get; init; }

    public required string Model { get; init; }

    /// <summary>The fitted model in the artifact store; null where there is none.</summary>
    public string? ArtifactSha256 { get; init; }

    public required string Status { get; init; }

    /// <summary>Why there is no model, or why it did not converge.</summary>
    public string? Reason { get; init; }

    public required int Observations { get; init; }
}
