namespace Forecast.Storage.Db.Entities;

/// <summary>A file that was ingested, known by its content: renamed or delivered again it is the same file. Key: sha256, venue, symbol, interval.</summary>
public sealed class SourceFile
{
    public required string Sha256 { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    /// <summary>Bar interval as in <c>15m</c>.</summary>
    public required string Interval { get; init; }

    public required string FileName { get; set; }

    public required long Rows { get; set; }

    public required long Good { get; set; }

    public required long Quarantined { get; set; }

    public required string Outcome { get; set; }

    public string? Error { get; set; }

    public required long IngestedAt { get; set; }
}
