using Forecast.Storage.Lake;

namespace Forecast.Storage.Export;

/// <summary>Every format in which tables leave the program; adding one is one line here.</summary>
public static class ExportFormatCatalog
{
    public static IReadOnlyList<ExportFormat> All { get; } =
    [
        new("parquet", "Parquet, instants as UTC timestamps, notes as key-value metadata", static (t, path) => ParquetPart.Write(t.Table, path, t.Instants, t.Notes)),
        new("arrow", "Arrow IPC file (Feather 2), instants as UTC timestamps, notes in the schema", ArrowTable.Write),
        new("csv", "CSV, instants in ISO 8601, absent numbers empty, notes as # lines before the header", CsvTable.Write),
    ];

    /// <summary>Writes a file whole or not at all; what was there is replaced.</summary>
    public static void Write(ExportFormat format, ExportTable table, string path)
    {
        var full = Path.GetFullPath(path);
        var temporary = DurableFile.TemporaryName(full);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            format.Write(table, temporary);
            DurableFile.Publish(temporary, full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{full} cannot be written ({e.Message}); choose a file in a folder that you may write to", e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
