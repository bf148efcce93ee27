namespace Forecast.Sources;

/// <summary>A text as it streams in, in pieces that end with a line, in bounded memory.</summary>
internal sealed class TextPieces(InputStream stream, string path)
{
    private byte[] _buffer = new byte[4 << 20];
    private int _filled, _start;
    private bool _ended;

    /// <summary>Lines in front of the piece.</summary>
    public int LinesBefore { get; private set; }

    public ReadOnlyMemory<byte> Piece { get; private set; }

    /// <exception cref="InputException">The file is not whole, or a line has no end.</exception>
    public bool MoveNext()
    {
        LinesBefore += Piece.Span.Count((byte)'\n');
        _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
        (_filled, _start) = (_filled - _start, 0);
        while (!_ended && _filled < _buffer.Length)
        {
            var n = stream.Read(_buffer.AsSpan(_filled));
            _filled += n;
            _ended = n == 0;
        }
        _start = _ended ? _filled : _buffer.AsSpan(0, _filled).LastIndexOf((byte)'\n') + 1;
        if (_start == 0 && _filled > 0) throw new InputException($"a line has more than {_buffer.Length / 1_000_000} MB", $"{path}:{LinesBefore + 1}", "line ends are lost or the file is binary; download it again");
        Piece = _buffer.AsMemory(0, _start);
        return _start > 0;
    }

    /// <summary>Takes the first line that is not blank off the piece: the header.</summary>
    public ReadOnlySpan<byte> TakeLine()
    {
        var lines = new TextLines(Piece.Span);
        lines.MoveNext();
        var end = Piece.Span[lines.Place.End.Value..].IndexOf((byte)'\n') is >= 0 and var i ? lines.Place.End.Value + i + 1 : Piece.Length;
        var line = Piece.Span[lines.Place];
        LinesBefore += Piece.Span[..end].Count((byte)'\n');
        Piece = Piece[end..];
        return line;
    }
}
