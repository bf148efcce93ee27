using System.Globalization;
using System.IO.Compression;
using Sylvan.Data.Csv;

namespace Forecast.Sources;

/// <summary>Reads one column of numbers of a CSV file with a header (plain or gzipped), refusing what is not a number with file and line.</summary>
public static class NumberColumnFile
{
    /// <summary>The values of <paramref name="column"/>, in the file's order.</summary>
    /// <exception cref="InvalidDataException">The column is missing, a value is no finite number, or there is none; the message says file:line.</exception>
    public static double[] Read(string path, string column)
    {
        if (!File.Exists(path)) throw new InvalidDataException($"{path} does not exist; name a CSV file with a header");
        using Stream file = File.OpenRead(path);
        using var text = new StreamReader(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file);
        using var csv = CsvDataReader.Create(text);
        var names = Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetName(i).Trim()).ToArray();
        var index = Array.IndexOf(names, column);
        if (index < 0) throw new InvalidDataException($"{path}:1 has no column '{column}'; it has {string.Join(", ", names)}");
        var values = new List<double>();
        while (csv.Read())
        {
            var cell = csv.GetString(index);
            if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                throw new InvalidDataException($"{path}:{csv.RowNumber + 1} column '{column}' holds '{cell}', which is not a finite number; mend or remove the row");
            values.Add(value);
        }
        return values.Count > 0 ? [.. values] : throw new InvalidDataException($"{path} has a header and no rows");
    }
}
