namespace Forecast.Sources;

/// <summary>Splits a line at its commas (or another delimiter); a field in double quotes may hold them. Blanks around a field do not count.</summary>
internal static class CsvFields
{
    /// <summary>Fields beyond the last place are counted but not stored.</summary>
    public static int Split(ReadOnlySpan<byte> line, Span<Range> fields, byte delimiter = (byte)',')
    {
        var (count, start, quoted) = (0, 0, false);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') quoted = !quoted;
            if (i < line.Length && (line[i] != delimiter || quoted)) continue;
            if (count < fields.Length) fields[count] = Trim(line, start, i);
            (count, start) = (count + 1, i + 1);
        }
        return count;
    }

    private static Range Trim(ReadOnlySpan<byte> line, int start, int end)
    {
        while (start < end && IsBlank(line[start])) start++;
        while (end > start && IsBlank(line[end - 1])) end--;
        return end - start >= 2 && line[start] == '"' && line[end - 1] == '"' ? (start + 1)..(end - 1) : start..end;
    }

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';
}
