namespace Forecast.Sources;

/// <summary>The rows of a klines file: those that keep the rules of a single row, with their places, and those set aside so far.</summary>
internal sealed class KlineTable(QuarantineLog quarantine)
{
    /// <summary>Longest line that can be a row.</summary>
    public const int MaximumLineBytes = 64 * 1024;

    public readonly record struct Entry(KlineRow Row, int Line, Range Place);

    public List<Entry> Entries { get; } = [];

    /// <summary>Rows met, good or bad.</summary>
    public int Read { get; private set; }

    /// <summary>Reads every row of <paramref name="text"/>: its lines, or the arrays in its JSON array (a row's number is then its place in that).</summary>
    /// <exception cref="InputException">There is no row, or far too many are bad.</exception>
    public void Fill(InputText text, KlineColumns columns)
    {
        if (JsonRecords.IsArray(text.Bytes))
        {
            foreach (var place in JsonRecords.Of(text)) Add(text, columns, Read + 1, place);
        }
        else
        {
            var lines = new TextLines(text.Bytes);
            if (columns.HasHeader) lines.MoveNext();
            while (lines.MoveNext()) Add(text, columns, lines.Number, lines.Place);
        }
        if (Read == 0) throw new InputException("the file has a header but no rows", $"{text.File.Path}:1", "download it again");
    }

    private void Add(InputText text, KlineColumns columns, int number, Range place)
    {
        Read++;
        var line = text.Bytes.AsSpan(place);
        if (line.Length > MaximumLineBytes)
            quarantine.Add(CleaningRuleCatalog.LineTooLong, number, place, $"{line.Length} bytes");
        else if (KlineRow.Parse(line is [(byte)'[', .., (byte)']'] ? line[1..^1] : line, columns, out var row, out var detail) is { } rule)
            quarantine.Add(rule, number, place, detail, KlineTimes.OfLine(line, columns));
        else
            Entries.Add(new Entry(row, number, place));
        if (quarantine.Count > QuarantineLog.MaximumRows)
            throw new InputException(
                $"more than {QuarantineLog.MaximumRows} rows are bad", $"{text.File.Path}:{number}", "this is not a klines file; see the quarantined rows");
    }
}
