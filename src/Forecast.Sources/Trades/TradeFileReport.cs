namespace Forecast.Sources;

/// <summary>What became of a file of trades; complete once its batches are read to the end or reading them has thrown.</summary>
public sealed record TradeFileReport
{
    public required string Path { get; init; }

    /// <summary>The id of the format, or <c>mapping</c>.</summary>
    public required string Format { get; init; }

    /// <summary>How times are written: <c>s</c>, <c>ms</c>, <c>us</c>, <c>ns</c> since 1970, or <c>iso</c>.</summary>
    public required string TimeUnit { get; init; }

    /// <summary>True where the rows are aggregates, with <c>FirstId</c> and <c>LastId</c>.</summary>
    public required bool Aggregates { get; init; }

    /// <summary>The file and its hash; null unless it was read whole and proven.</summary>
    public InputFile? Input { get; init; }

    public ChecksumState Checksum { get; init; }

    /// <summary>Why the file was read although its checksum is another; null where it is not.</summary>
    public string? AcceptedBecause { get; init; }

    public RowCounts Rows { get; init; }

    /// <summary>The rows that were set aside, in order of lines.</summary>
    public IReadOnlyList<QuarantinedRow> Quarantine { get; init; } = [];

    /// <summary>Rows that are kept although something is odd about them, in order of lines.</summary>
    public IReadOnlyList<QuarantinedRow> Flagged { get; init; } = [];

    /// <summary>Least and greatest time of the good rows, Unix microseconds; null where there are none.</summary>
    public long? FirstTime { get; init; }

    public long? LastTime { get; init; }

    /// <summary>
    /// Numbers between the least and the greatest that no good row has; null where the venue gives no numbers. Exact where numbers ascend, as in every
    /// archive; elsewhere repeated rows may hide as many.
    /// </summary>
    public long? MissingIds { get; init; }

    /// <summary>Every number from the first to the last is there, ascending; null where the venue gives none.</summary>
    public bool? IdsContiguous { get; init; }

    /// <summary>Why the file was refused; null where it was not. Batches that came before are then to be dropped.</summary>
    public InputError? Error { get; init; }

    /// <summary>Of a file of which nothing was read.</summary>
    public static TradeFileReport Refused(string path, InputException refusal) =>
        new() { Path = path, Format = "unknown", TimeUnit = "unknown", Aggregates = false, Error = refusal.Error, Checksum = refusal.Checksum };
}
