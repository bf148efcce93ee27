namespace Forecast.Sources;

/// <summary>A file of facts that was found whole.</summary>
/// <param name="Input">The file.</param>
/// <param name="LeftOut">Rows that are no such facts (a spot market has no funding) or of instruments that were not asked for; they are neither good nor bad.</param>
/// <param name="Batches">What it holds, to be enumerated once.</param>
public sealed record FactFile(InputFile Input, int LeftOut, IEnumerable<FactBatch> Batches)
{
    /// <summary>What the checksum beside the file says of it.</summary>
    public ChecksumState Checksum { get; init; }
}
