using System.IO.Compression;

namespace Forecast.Sources;

/// <summary>
/// The text of a gzip, proven whole. <see cref="GZipStream"/> checks every member that it reads to its end, but ends in silence where the file is cut or
/// where other bytes follow. So a member of our own is put behind the file: only if it comes out, and nothing else after the text, did the file end where
/// a member ends.
/// </summary>
internal sealed class GzipText : ForwardStream
{
    private static readonly byte[] Mark = "\u0003the gzip before this ends whole\u0003"u8.ToArray();

    private static readonly byte[] Member = Compressed();

    private readonly GZipStream _gzip;
    private readonly byte[] _buffer = new byte[1 << 17];
    private int _start, _end;

    public GzipText(Stream compressed) => _gzip = new GZipStream(new Marked(compressed), CompressionMode.Decompress);

    /// <exception cref="InvalidDataException">Cut, damaged, or with other bytes behind it.</exception>
    public override int Read(Span<byte> buffer)
    {
        // The last bytes that came out may be the mark, so they wait.
        while (_end - _start <= Mark.Length)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            var read = _gzip.Read(_buffer.AsSpan(_end));
            if (read == 0) return _buffer.AsSpan(.._end).SequenceEqual(Mark) ? 0 : throw new InvalidDataException();
            _end += read;
        }
        var n = Math.Min(_end - _start - Mark.Length, buffer.Length);
        _buffer.AsSpan(_start, n).CopyTo(buffer);
        _start += n;
        return n;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _gzip.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Compressed()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.NoCompression)) gzip.Write(Mark);
        return stream.ToArray();
    }

    private sealed class Marked(Stream file) : ForwardStream
    {
        private int _given;

        public override int Read(Span<byte> buffer)
        {
            if (_given == 0 && file.Read(buffer) is > 0 and var n) return n;
            n = Math.Min(buffer.Length, Member.Length - _given);
            Member.AsSpan(_given, n).CopyTo(buffer);
            _given += n;
            return n;
        }
    }
}
