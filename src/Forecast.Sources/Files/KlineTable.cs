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

    /// <summary>Reads every row of <paramref name="text"/>.</summary>
    /// <exception cref="InputException">There is no row, or far too many are bad.</exception>
    public void Fill(InputText text, KlineColumns columns)
    {
        var lines = new TextLines(text.Bytes);
        if (columns.HasHeader) lines.MoveNext();
        while (lines.MoveNext())
        {
            Read++;
            if (lines.Line.Length > MaximumLineBytes)
                quarantine.Add(CleaningRuleCatalog.LineTooLong, lines.Number, lines.Place, $"{lines.Line.Length} bytes");
            else if (KlineRow.Parse(lines.Line, columns, out var row, out var detail) is { } rule)
                quarantine.Add(rule, lines.Number, lines.Place, detail, KlineTimes.OfLine(lines.Line, columns));
            else
                Entries.Add(new Entry(row, lines.Number, lines.Place));
            if (quarantine.Count > QuarantineLog.MaximumRows)
                throw new InputException(
                    $"more than {QuarantineLog.MaximumRows} rows are bad", $"{text.File.Path}:{lines.Number}", "this is not a klines file; see the quarantined rows");
        }
        if (Read == 0) throw new InputException("the file has a header but no rows", $"{text.File.Path}:1", "download it again");
    }
}
