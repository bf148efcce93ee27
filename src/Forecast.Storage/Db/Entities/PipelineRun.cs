namespace Forecast.Storage.Db.Entities;

/// <summary>One start of the pipeline, as history: what was asked, by which code, and how it ended.</summary>
public sealed class PipelineRun
{
    /// <summary>Given by the database.</summary>
    public long Id { get; init; }

    /// <summary>What was run, as in <c>nightly</c>, <c>backfill</c>.</summary>
    public required string Kind { get; init; }

    public required long AsOf { get; init; }

    /// <summary>Where the data came from, as in <c>sample</c>, <c>binance</c>, <c>files</c>.</summary>
    public required string Source { get; init; }

    public required string SettingsHash { get; init; }

    public required string CodeVersion { get; init; }

    public required long StartedAt { get; init; }

    public long? FinishedAt { get; set; }

    /// <summary>How it ended, as in <c>done</c>, <c>partial</c>, <c>failed</c>; null while it runs, or where it was killed.</summary>
    public string? Outcome { get; set; }
}
