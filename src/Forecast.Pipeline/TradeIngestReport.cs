using Forecast.Sources;

namespace Forecast.Pipeline;

/// <summary>What became of a file of trades.</summary>
/// <param name="File">What the reader found.</param>
/// <param name="Writes">What was written, by venue and symbol; empty where the file was refused.</param>
/// <param name="KnownBefore">Whether the very same file was ingested before, under whatever name.</param>
public sealed record TradeIngestReport(TradeFileReport File, IReadOnlyList<TradeWrite> Writes, bool KnownBefore)
{
    /// <summary>Whether something is wrong with the input: refused, rows set aside, or rows that contradict each other.</summary>
    public bool Faulty => File.Error is not null || File.Rows.Quarantined > 0;

    /// <summary>Whether the lake is as it was.</summary>
    public bool NothingNew => Writes.All(w => w.Write is { New: 0, Corrected: 0 });
}
