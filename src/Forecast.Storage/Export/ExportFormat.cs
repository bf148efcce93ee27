namespace Forecast.Storage.Export;

/// <summary>A format of files that other programs read.</summary>
/// <param name="Name">As the command line spells it, and the ending of its files.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Write">Writes a table to a path.</param>
public sealed record ExportFormat(string Name, string Description, Action<ExportTable, string> Write);
