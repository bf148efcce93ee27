using Forecast.Storage.Export;

namespace Forecast.Pipeline.Export;

/// <summary>What came of an export.</summary>
/// <param name="Table">Null where there is nothing.</param>
/// <param name="Missing">What was asked for and is not in it, with the reason.</param>
public sealed record ExportResult(ExportTable? Table, IReadOnlyList<string> Missing);
