using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// What a source yields for an instrument: bars, or the error that kept them away; and in both cases the count of the rows and those set aside.
/// </summary>
public sealed record SourceDelivery
{
    public required string Symbol { get; init; }

    public required string Venue { get; init; }

    /// <summary>True where the bars are made up; everything computed from them says so.</summary>
    public required bool Simulated { get; init; }

    /// <summary>A bar is known at its end plus this.</summary>
    public required TimeSpan Delay { get; init; }

    /// <summary>The good bars, validated; null exactly where there is an <see cref="Error"/>.</summary>
    public BarSeries? Bars { get; init; }

    public InputError? Error { get; init; }

    /// <summary>The file that they are from; null where there is none to read.</summary>
    public InputFile? Input { get; init; }

    /// <summary>What the checksum beside the file says of it.</summary>
    public ChecksumState Checksum { get; init; }

    /// <summary>Why the file was read although its checksum is another; null where it is not.</summary>
    public string? AcceptedBecause { get; init; }

    public RowCounts Rows { get; init; }

    public IReadOnlyList<QuarantinedRow> Quarantine { get; init; } = [];

    /// <summary>Good rows that something speaks against, as set-aside rows are written down; they are among the bars.</summary>
    public IReadOnlyList<QuarantinedRow> Flagged { get; init; } = [];

    /// <summary>The bars that are missing between the first and the last; null where there are no bars.</summary>
    public GapReport? Gaps { get; init; }
}
