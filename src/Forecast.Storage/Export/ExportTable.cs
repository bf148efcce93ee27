using Forecast.Storage.Lake;

namespace Forecast.Storage.Export;

/// <summary>A table on its way out of the program.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Instants">Its columns of Unix microseconds that readers shall see as instants in UTC.</param>
/// <param name="Notes">What a reader must know of it, by name: kept in the file where the format has room.</param>
public sealed record ExportTable(LakeTable Table, IReadOnlyCollection<string> Instants, IReadOnlyDictionary<string, string> Notes);
