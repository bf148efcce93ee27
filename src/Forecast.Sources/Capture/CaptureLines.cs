namespace Forecast.Sources;

/// <summary>Walks the lines of a capture that are not blank, in bounded memory.</summary>
internal sealed class CaptureLines(InputStream text)
{
    /// <summary>A snapshot of 5000 levels a side is 300 KB.</summary>
    public const int LongestLine = 4_000_000;

    private byte[] _buffer = new byte[1 << 18];
    private int _start, _length, _end;

    /// <summary>Number of the line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Whether the line was longer than <see cref="LongestLine"/>: what is there is its start.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The line without its end.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _length).TrimEnd("\r\n"u8);

    public bool MoveNext()
    {
        do
        {
            _start += _length;
            if (!Fill()) return false;
        }
        while (Line.IndexOfAnyExcept(" \t"u8) < 0);
        return true;
    }

    private bool Fill()
    {
        (IsCut, _length) = (false, 0);
        for (var searched = 0; ;)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0) return Found(searched + found + 1);
            searched = _end - _start;
            if (searched > LongestLine) return Cut();
            if (_start > 0)
            {
                _buffer.AsSpan(_start, searched).CopyTo(_buffer);
                (_start, _end) = (0, searched);
            }
            if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
            var read = text.Read(_buffer.AsSpan(_end));
            if (read == 0) return searched > 0 && Found(searched);
            _end += read;
        }
    }

    private bool Found(int length)
    {
        (_length, Number) = (length, Number + 1);
        return true;
    }

    /// <summary>Keeps the start of the line and lets the rest of it go.</summary>
    private bool Cut()
    {
        var kept = QuarantineLog.MaximumRawBytes;
        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        (_start, _length, IsCut) = (0, kept, true);
        for (int read; (read = text.Read(_buffer.AsSpan(kept))) > 0;)
        {
            var found = _buffer.AsSpan(kept, read).IndexOf((byte)'\n');
            if (found < 0) continue;
            var rest = read - found - 1;
            _buffer.AsSpan(kept + found + 1, rest).CopyTo(_buffer.AsSpan(kept));
            _end = kept + rest;
            return Found(kept);
        }
        _end = kept;
        return Found(kept);
    }
}
