using System.Globalization;
using System.Text;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Reads the column of times of a CSV file with a header, each later than the one before: ISO 8601 (UTC where no zone is stated) or whole seconds, milliseconds, microseconds or nanoseconds since 1970.
/// </summary>
public static class TimeColumnFile
{
    /// <summary>Says that rows are to be taken as they stand.</summary>
    public const string None = "none";

    private static readonly string[] Usual = ["time", "timestamp", "datetime", "date", "day", "dt"];
    private static readonly TimeForm[] Forms = [TimeForm.Seconds, TimeForm.Milliseconds, TimeForm.Microseconds, TimeForm.Nanoseconds];

    /// <summary>Unix microseconds of each row by <paramref name="column"/>; where none is named, by the first column that has a usual name and holds times; null where there is no such or it is not wanted.</summary>
    /// <exception cref="InputException">The file or the column is missing, a field of a named column, or of one that begins with times, is none, or a row is not later than the one before it; the message says file:line.</exception>
    public static long[]? Read(string path, string? column)
    {
        if (column == None) return null;
        var lines = new TextLines(InputText.Read(path).Bytes);
        lines.MoveNext();
        var places = new Range[NumberColumnFile.MostColumns];
        var names = NumberColumnFile.Names(lines.Line, places);
        var index = column is null ? Array.FindIndex(names, n => Usual.Contains(n, StringComparer.OrdinalIgnoreCase)) : NumberColumnFile.IndexOf(names, column, $"{path}:{lines.Number}");
        if (index < 0) return null;
        var times = new List<long>();
        while (lines.MoveNext())
        {
            var count = CsvFields.Split(lines.Line, places);
            var cell = index < count ? lines.Line[places[index]] : default;
            if (Time(cell) is not { } time)
            {
                // A name alone makes no times of a column that nobody asked for.
                if (column is null && times.Count == 0) return null;
                throw new InputException($"column {names[index]} holds '{Encoding.UTF8.GetString(cell)}', which is not a time", $"{path}:{lines.Number}", $"write 2024-12-31, 2024-12-31T08:00:00Z or a number since 1970, or say --time {None} to take the rows as they stand");
            }
            if (times.Count > 0 && time <= times[^1])
                throw new InputException($"{Instant.Format(time)} is not later than the row before it, {Instant.Format(times[^1])}", $"{path}:{lines.Number}", $"sort the file by {names[index]}, one row for each time, or say --time {None} to take the rows as they stand");
            times.Add(time);
        }
        return [.. times];
    }

    // Any day of the calendar: series of returns go back beyond the times that ticks are checked for.
    private static long? Time(ReadOnlySpan<byte> cell)
    {
        if (IsoTime.TryRead(cell, out var local, out var offset)) return local - (offset ?? 0);
        if (!long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || TimeForms.Of(cell, Forms) is not { } form) return null;
        return form == TimeForm.Nanoseconds ? value / 1000 : value * (1_000_000 / TimeForms.PerSecond(form));
    }
}
