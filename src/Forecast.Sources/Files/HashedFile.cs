using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Forecast.Sources;

/// <summary>
/// A file that is hashed while it is read. A reader may jump, as that of a zip does, which begins at the end: bytes are hashed when the reading reaches
/// them in order, and what was never read in order is read at the end.
/// </summary>
internal sealed class HashedFile : ForwardStream
{
    private readonly SafeFileHandle _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly long _length;
    private long _position, _hashed;

    public HashedFile(string path)
    {
        _file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        try
        {
            _length = RandomAccess.GetLength(_file);
        }
        catch (NotSupportedException)
        {
            _file.Dispose();
            throw new InputException("this is not a regular file", path, "save what comes out of the pipe to a file and give that");
        }
    }

    public override bool CanSeek => true;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new IOException("a place before the start of the file");
    }

    public override int Read(Span<byte> buffer)
    {
        var n = RandomAccess.Read(_file, buffer, _position);
        if (_position <= _hashed && _position + n > _hashed)
        {
            _hash.AppendData(buffer[(int)(_hashed - _position)..n]);
            _hashed = _position + n;
        }
        _position += n;
        return n;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    /// <summary>SHA-256 of the whole file, in lower-case hexadecimal; to be asked for once, at the end.</summary>
    public string Sha256()
    {
        var rest = new byte[1 << 16];
        for (_position = _hashed; Read(rest) > 0;)
        {
        }
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _hash.Dispose();
        }
        base.Dispose(disposing);
    }
}
