namespace Forecast.Sources;

/// <summary>A line of <see cref="FactFormatCatalog"/>.</summary>
/// <param name="Id">As in <c>ingest ID</c>.</param>
/// <param name="Description">One sentence for the help text.</param>
/// <param name="Read">Reads a file; refuses it as a whole with an <see cref="InputException"/>.</param>
public sealed record FactFormat(string Id, string Description, Func<string, FactRequest, FactFile> Read);
