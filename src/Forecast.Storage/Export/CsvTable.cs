using System.Globalization;
using Forecast.Core.Market;

namespace Forecast.Storage.Export;

/// <summary>A table as CSV: numbers so that they read back exactly, in the invariant culture; absent ones are empty.</summary>
internal static class CsvTable
{
    private static readonly char[] Special = [',', '"', '\n', '\r'];

    public static void Write(ExportTable export, string path)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        foreach (var (name, text) in export.Notes) writer.WriteLine($"# {name}: {text.ReplaceLineEndings(" ")}");
        writer.WriteLine(string.Join(',', export.Table.Columns.Select(c => c.Name)));
        var cells = export.Table.Columns.Select(c => Cell(c.Values, export.Instants.Contains(c.Name))).ToArray();
        for (var row = 0; row < export.Table.Rows; row++) writer.WriteLine(string.Join(',', cells.Select(c => c(row))));
    }

    private static Func<int, string> Cell(Array values, bool isInstant) => values switch
    {
        long[] v when isInstant => i => Instant.Format(v[i]),
        long[] v => i => v[i].ToString(CultureInfo.InvariantCulture),
        long?[] v => i => v[i]?.ToString(CultureInfo.InvariantCulture) ?? "",
        double[] v => i => v[i].ToString("R", CultureInfo.InvariantCulture),
        double?[] v => i => v[i]?.ToString("R", CultureInfo.InvariantCulture) ?? "",
        sbyte[] v => i => v[i].ToString(CultureInfo.InvariantCulture),
        var v => i => ((string[])v)[i] is var text && text.AsSpan().IndexOfAny(Special) >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text,
    };
}
