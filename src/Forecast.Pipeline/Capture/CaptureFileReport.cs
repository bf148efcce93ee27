using Forecast.Sources;

namespace Forecast.Pipeline;

/// <summary>What became of a capture.</summary>
public sealed record CaptureFileReport
{
    /// <summary>Its path as given.</summary>
    public required string Path { get; init; }

    /// <summary>Why it was refused; null where it was read.</summary>
    public InputError? Error { get; init; }

    /// <summary>Null where it was refused before it was seen what it is.</summary>
    public CaptureFile? File { get; init; }

    /// <summary>Whether the very same file was ingested before.</summary>
    public bool KnownBefore { get; init; }

    public IReadOnlyList<CaptureKindReport> Kinds { get; init; } = [];

    /// <summary>Median of exchange time − receive time, microseconds; null where no message had an exchange time.</summary>
    public long? ClockOffset { get; init; }

    /// <summary>Numbers missing between trades; null where the venue's are not consecutive.</summary>
    public long? MissingTrades { get; init; }

    /// <summary>The first rows set aside.</summary>
    public IReadOnlyList<QuarantinedRow> Quarantine { get; init; } = [];

    public long Quarantined => Kinds.Sum(k => (long)k.Rows.Quarantined);
}
