namespace Forecast.Sources;

/// <summary>
/// Walks the lines of a text that are not blank, by LF or CRLF. A line is a row: a quote never spans lines, so that a stray one costs its row and not
/// the rest of the file.
/// </summary>
internal ref struct TextLines(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _next;

    /// <summary>Number of the line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Place of the line in the text.</summary>
    public Range Place { get; private set; }

    public readonly ReadOnlySpan<byte> Line => _text[Place];

    public bool MoveNext()
    {
        while (_next < _text.Length)
        {
            var start = _next;
            var length = _text[start..].IndexOf((byte)'\n');
            var end = length < 0 ? _text.Length : start + length;
            (_next, Number) = (end + 1, Number + 1);
            if (end > start && _text[end - 1] == '\r') end--;
            Place = start..end;
            if (_text[start..end].IndexOfAnyExcept((byte)' ', (byte)'\t') >= 0) return true;
        }
        return false;
    }
}
