using System.Globalization;
using System.Text;

namespace Forecast.Sources;

/// <summary>Reads one column of numbers of a CSV file with a header (plain or gzipped), refusing what is not a number with file and line.</summary>
public static class NumberColumnFile
{
    /// <summary>Columns beyond these are not looked at.</summary>
    internal const int MostColumns = 1000;

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
        var where = $"{path}:{lines.Number}";
        int[] indices = [.. columns.Select(c => IndexOf(names, c, where))];
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

    /// <summary>Where <paramref name="column"/> is among the names of the header.</summary>
    /// <exception cref="InputException">It is not among them.</exception>
    internal static int IndexOf(string[] names, string column, string where)
    {
        if (Array.IndexOf(names, column) is >= 0 and var index) return index;
        var isCut = names is [var only] && only.AsSpan().ContainsAny(';', '\t', '|');
        throw new InputException($"there is no column '{column}'", where, isCut ? $"the header is '{names[0]}': separate the columns by commas, and write decimals with a point" : $"the columns are {string.Join(", ", names)}");
    }

    /// <summary>The names in a header.</summary>
    internal static string[] Names(ReadOnlySpan<byte> header, Range[] places)
    {
        var names = new string[Math.Min(CsvFields.Split(header, places), MostColumns)];
        for (var i = 0; i < names.Length; i++) names[i] = Encoding.UTF8.GetString(header[places[i]]);
        return names;
    }
}
