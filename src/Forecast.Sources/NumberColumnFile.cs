using System.Globalization;
using System.Text;

namespace Forecast.Sources;

/// <summary>Reads one column of numbers of a CSV file with a header (plain or gzipped), refusing what is not a number with file and line.</summary>
public static class NumberColumnFile
{
    private const int MostColumns = 1000;

    /// <summary>The values of <paramref name="column"/>, in the file's order.</summary>
    /// <exception cref="InputException">The file or the column is missing, or a value is no finite number; the message says file:line.</exception>
    public static double[] Read(string path, string column) => Read(path, [column])[0];

    /// <summary>The values of each of <paramref name="columns"/>, row by row.</summary>
    /// <exception cref="InputException">As above.</exception>
    public static double[][] Read(string path, IReadOnlyList<string> columns)
    {
        var text = InputText.Read(path);
        var lines = new TextLines(text.Bytes);
        lines.MoveNext();
        var places = new Range[MostColumns];
        var names = Names(lines.Line, places);
        int[] indices = [.. columns.Select(c => Array.IndexOf(names, c))];
        if (Array.IndexOf(indices, -1) is >= 0 and var missing) throw new InputException($"there is no column '{columns[missing]}'", $"{path}:{lines.Number}", $"the columns are {string.Join(", ", names)}");
        List<double>[] values = [.. columns.Select(_ => new List<double>())];
        while (lines.MoveNext())
        {
            var count = CsvFields.Split(lines.Line, places);
            for (var k = 0; k < indices.Length; k++)
            {
                var cell = indices[k] < count ? lines.Line[places[indices[k]]] : default;
                if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                    throw new InputException($"column {columns[k]} holds '{Encoding.UTF8.GetString(cell)}', which is not a finite number", $"{path}:{lines.Number}", "correct or remove the row");
                values[k].Add(value);
            }
        }
        return values[0].Count > 0 ? [.. values.Select(v => v.ToArray())] : throw new InputException("there is a header and no row", path, "give a file with rows");
    }

    private static string[] Names(ReadOnlySpan<byte> header, Range[] places)
    {
        var names = new string[Math.Min(CsvFields.Split(header, places), MostColumns)];
        for (var i = 0; i < names.Length; i++) names[i] = Encoding.UTF8.GetString(header[places[i]]);
        return names;
    }
}
