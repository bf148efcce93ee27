using Forecast.Sources;

namespace Forecast.Pipeline;

/// <summary>What became of one instrument's facts in a file; of a file that was refused, the error alone.</summary>
/// <param name="Dataset">The kind of fact; null where the file was refused.</param>
/// <param name="Venue">The venue; null where the file was refused.</param>
/// <param name="Symbol">The symbol; null where the file was refused.</param>
/// <param name="File">The file's path.</param>
public sealed record FactReport(string? Dataset, string? Venue, string? Symbol, string File)
{
    public string? Sha256 { get; init; }

    public RowCounts Rows { get; init; }

    /// <summary>Facts that the lake did not have.</summary>
    public long New { get; init; }

    /// <summary>Facts that differ from what the lake had: kept as a new version.</summary>
    public long Corrected { get; init; }

    /// <summary>Bars of the order book that the lake did not have, or not so.</summary>
    public long BookBars { get; init; }

    /// <summary>The first of the rows that were set aside.</summary>
    public IReadOnlyList<QuarantinedRow> Quarantine { get; init; } = [];

    /// <summary>Whether the very same input was ingested before.</summary>
    public bool KnownBefore { get; init; }

    /// <summary>What the checksum beside the file says of it.</summary>
    public ChecksumState Checksum { get; init; }

    /// <summary>Why the file was read although its checksum is another; null where it is not.</summary>
    public string? AcceptedBecause { get; init; }

    public InputError? Error { get; init; }
}
