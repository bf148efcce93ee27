using System.Globalization;
using System.Text;

namespace Forecast.Sources;

/// <summary>Reads one column of numbers of a CSV file with a header (plain or gzipped), refusing what is not a number with file and line.</summary>
public static class NumberColumnFile
{
    private const int MostColumns = 1000;

    /// <summary>The values of <paramref name="column"/>, in the file's order.</summary>
    /// <exception cref="InputException">The file or the column is missing, or a value is no finite number; the message says file:line.</exception>
    public static double[] Read(string path, string column)
    {
        var text = InputText.Read(path);
        var lines = new TextLines(text.Bytes);
        lines.MoveNext();
        var places = new Range[MostColumns];
        var names = Names(lines.Line, places);
        var index = Array.IndexOf(names, column);
        if (index < 0) throw new InputException($"there is no column '{column}'", $"{path}:{lines.Number}", $"the columns are {string.Join(", ", names)}");
        var values = new List<double>();
        while (lines.MoveNext())
        {
            var count = CsvFields.Split(lines.Line, places);
            var cell = index < count ? lines.Line[places[index]] : default;
            if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                throw new InputException($"column {column} holds '{Encoding.UTF8.GetString(cell)}', which is not a finite number", $"{path}:{lines.Number}", "correct or remove the row");
            values.Add(value);
        }
        return values.Count > 0 ? [.. values] : throw new InputException("there is a header and no row", path, "give a file with rows");
    }

    private static string[] Names(ReadOnlySpan<byte> header, Range[] places)
    {
        var names = new string[Math.Min(CsvFields.Split(header, places), MostColumns)];
        for (var i = 0; i < names.Length; i++) names[i] = Encoding.UTF8.GetString(header[places[i]]);
        return names;
    }
}
