using Forecast.Sources;

namespace Forecast.Pipeline;

/// <summary>What became of the rows of a kind in a capture.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Rows">Rows of the file.</param>
/// <param name="New">Rows that the lake did not have; a message of a book is a row a level there.</param>
/// <param name="Known">Rows that the lake had.</param>
/// <param name="Corrected">Rows that differ from what the lake had, kept as new versions.</param>
public sealed record CaptureKindReport(CaptureKind Kind, RowCounts Rows, long New, long Known, long Corrected);
