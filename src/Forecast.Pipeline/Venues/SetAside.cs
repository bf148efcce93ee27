using Forecast.Sources;

namespace Forecast.Pipeline.Venues;

/// <summary>Rows of a file that were set aside.</summary>
/// <param name="Rows">Counts of the file.</param>
/// <param name="Quarantine">The rows, as far as they are listed.</param>
/// <param name="KnownBefore">Whether the very same file was ingested before.</param>
public sealed record SetAside(RowCounts Rows, IReadOnlyList<QuarantinedRow> Quarantine, bool KnownBefore);
