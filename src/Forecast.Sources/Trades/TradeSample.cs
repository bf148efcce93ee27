namespace Forecast.Sources;

/// <summary>The first lines of a file of trades, from which its format is found out.</summary>
internal sealed class TradeSample
{
    private const int MostLines = 1000;

    private readonly byte[] _text;
    private readonly List<Range> _lines = [];

    /// <exception cref="InputException">There is no line, or the first is far too long.</exception>
    public TradeSample(TextBlocks blocks, string path)
    {
        Path = path;
        _text = blocks.Bytes.AsSpan(blocks.Start..blocks.End).ToArray();
        var lines = new TextLines(_text);
        while (_lines.Count < MostLines && lines.MoveNext())
        {
            if (_lines.Count == 0) FirstNumber = lines.Number;
            _lines.Add(lines.Place);
        }
        if (_lines.Count == 0) throw new InputException("the file is empty", path, "download it again");
        if (_text.AsSpan(_lines[0]).Length > TextBlocks.LongestLine)
            throw new InputException($"the first line has more than {TextBlocks.LongestLine / 1024} KB", $"{path}:{FirstNumber}", "this is no CSV file, or its line ends are lost");
        if (blocks.IsCut && _lines.Count > 1 && _text[^1] != '\n') _lines.RemoveAt(_lines.Count - 1);
    }

    public string Path { get; }

    /// <summary>Number of the first line that is not blank.</summary>
    public int FirstNumber { get; }

    public string Where => $"{Path}:{FirstNumber}";

    public ReadOnlySpan<byte> First => _text.AsSpan(_lines[0]);

    /// <summary>Where the first line ends in the text, behind its line end.</summary>
    public int FirstEnd => Math.Min(_text.Length, _lines[0].End.Value + 1 + (_lines[0].End.Value < _text.Length && _text[_lines[0].End.Value] == '\r' ? 1 : 0));

    public int Count => _lines.Count;

    public ReadOnlySpan<byte> Line(int i) => _text.AsSpan(_lines[i]);

    /// <summary>Fields of most rows.</summary>
    public int Fields(byte delimiter) =>
        Enumerable.Range(0, Count).Select(i => CsvFields.Split(Line(i), [], delimiter)).CountBy(n => n).OrderByDescending(c => c.Value).ThenBy(c => c.Key).First().Key;

    /// <summary>The form of <paramref name="known"/> that most times of a column have; the first where none has any.</summary>
    public TimeForm Form(int column, byte delimiter, IReadOnlyList<TimeForm> known)
    {
        if (known.Count == 1) return known[0];
        var counts = new int[known.Count];
        ForEach(column, delimiter, field =>
        {
            if (TimeForms.Of(field, known) is { } form) counts[known.ToList().IndexOf(form)]++;
        });
        return known[Array.IndexOf(counts, counts.Max())];
    }

    /// <summary>Whether any field of a column has a dot.</summary>
    public bool HasDot(int column, byte delimiter)
    {
        var found = false;
        ForEach(column, delimiter, field => found |= field.Contains((byte)'.'));
        return found;
    }

    private delegate void Visit(ReadOnlySpan<byte> field);

    private void ForEach(int column, byte delimiter, Visit visit)
    {
        var fields = new Range[TradeRow.MaximumFields];
        for (var i = 0; i < Count; i++)
            if (CsvFields.Split(Line(i), fields, delimiter) > column && column < fields.Length) visit(Line(i)[fields[column]]);
    }
}
