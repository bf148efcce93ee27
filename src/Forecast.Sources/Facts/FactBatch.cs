namespace Forecast.Sources;

/// <summary>Facts of one instrument from a file, and the rows that were set aside on the way. A long file gives many batches of an instrument.</summary>
/// <param name="Dataset">The kind of fact, as the lake names it.</param>
/// <param name="Venue">The venue.</param>
/// <param name="Symbol">The symbol, as the venue spells it.</param>
/// <param name="Columns">The good rows; none where all were set aside.</param>
/// <param name="Rows">What became of the rows.</param>
/// <param name="Quarantine">Those set aside.</param>
public sealed record FactBatch(string Dataset, string Venue, string Symbol, IReadOnlyList<FactColumn> Columns, RowCounts Rows, IReadOnlyList<QuarantinedRow> Quarantine)
{
    /// <summary>The symbol under which rows are kept that do not say whose they are.</summary>
    public const string Unattributed = "unattributed";

    /// <summary>A fact is known at its time plus this, unless it says when it was received.</summary>
    public TimeSpan Delay => TimeSpan.FromMicroseconds(SourceCatalog.Delay(Venue));
}
