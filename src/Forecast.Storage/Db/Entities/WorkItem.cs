namespace Forecast.Storage.Db.Entities;

/// <summary>
/// One step for one instrument as of one instant: the unit that is claimed, computed and committed. Unique by
/// step, instrument, as-of, data version, settings and code version, so that nothing is computed twice.
/// </summary>
public sealed class WorkItem
{
    /// <summary>Given by the plan, without gaps and in planned order, so that an interrupted and an undisturbed run number alike.</summary>
    public long Id { get; set; }

    public required string RunKind { get; init; }

    public required string Step { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required long AsOf { get; init; }

    public required string DataVersion { get; init; }

    public required string SettingsHash { get; init; }

    public required string CodeVersion { get; init; }

    public WorkStatus Status { get; set; }

    /// <summary>Raised by every claim; a commit with an older number is stale and is refused.</summary>
    public int Fence { get; set; }

    /// <summary>How often it was claimed.</summary>
    public int Attempts { get; set; }

    /// <summary>The <see cref="ProcessIdentity"/> that claimed it last.</summary>
    public string? Owner { get; set; }

    public long? LeaseUntil { get; set; }

    public long? StartedAt { get; set; }

    public long? FinishedAt { get; set; }

    /// <summary>Why the last attempt failed.</summary>
    public string? Error { get; set; }

    /// <summary>Hash of what was committed: the same item computed again must give the same.</summary>
    public string? ResultHash { get; set; }
}
