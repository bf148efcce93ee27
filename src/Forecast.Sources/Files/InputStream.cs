namespace Forecast.Sources;

/// <summary>
/// The text of an input file (plain, gzip, or the one .csv of a zip archive) as a stream in bounded memory, without a byte order mark. The container is
/// known by its first bytes. That the file is whole, and which file it was, is known only at the end: until <see cref="Read"/> has given 0, what it
/// gave is not proven.
/// </summary>
internal sealed class InputStream : IDisposable
{
    /// <summary>Largest text that is read: a year of the busiest market is 100 GB.</summary>
    public const long MaximumBytes = 200_000_000_000;

    /// <summary>Prices expand four-fold; nothing but a decompression bomb expands like this.</summary>
    public const int MaximumExpansion = 200;

    private readonly string _path;
    private readonly HashedFile _file;
    private readonly ChecksumFile _checksum;
    private readonly long _maximum;
    private Stream _text;
    private string? _container;
    private long _compressed, _length;
    private byte[] _first = [];
    private InputFile? _identity;

    private InputStream(string path, HashedFile file, ChecksumFile checksum, long maximum) =>
        (_path, _file, _text, _checksum, _maximum) = (path, file, file, checksum, maximum);

    /// <summary>The file, once all of it is read.</summary>
    public InputFile File => _identity ?? throw new InvalidOperationException("the file is not read to its end");

    /// <summary>What its checksum says, once all of it is read.</summary>
    public ChecksumState Checksum { get; private set; }

    /// <exception cref="InputException">The file is absent, unreadable, empty, not text, or an unsafe archive.</exception>
    public static InputStream Open(string path, InputPolicy? policy = null, long maximum = MaximumBytes)
    {
        HashedFile file;
        try
        {
            file = new HashedFile(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException("there is no such file", path, "check the path");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
        InputStream? opened = null;
        try
        {
            opened = new InputStream(path, file, new ChecksumFile(path, policy ?? InputPolicy.Usual), maximum);
            opened.Guarded(() => opened.OpenContainer());
            return opened;
        }
        catch
        {
            opened?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Fills a part of <paramref name="buffer"/>; 0 is the end, and the file is whole and is the one that its checksum vouches for.</summary>
    /// <exception cref="InputException">It is not, or it holds far too much.</exception>
    public int Read(Span<byte> buffer)
    {
        if (_first.Length > 0)
        {
            var n = Math.Min(_first.Length, buffer.Length);
            _first.AsSpan(0, n).CopyTo(buffer);
            _first = _first[n..];
            return n;
        }
        try
        {
            return Next(buffer);
        }
        catch (Exception e) when (Refusal(e) is { } refusal)
        {
            throw refusal;
        }
    }

    public void Dispose()
    {
        _text.Dispose();
        _file.Dispose();
    }

    private int Next(Span<byte> buffer)
    {
        var n = _text.Read(buffer);
        _length += n;
        if (_length > _maximum) throw new InputException($"the file holds more than {_maximum / 1_000_000} MB of text", _path, "split it by time into several files");
        if (_container is not null && _length > 1_000_000 + (MaximumExpansion * _compressed))
            throw new InputException($"the {_container} expands more than {MaximumExpansion}-fold, which prices do not", _path, "look where it comes from");
        if (n == 0 && _identity is null)
        {
            var sha256 = _file.Sha256();
            Checksum = _checksum.Judge(sha256);
            _identity = new InputFile(_path, sha256);
        }
        return n;
    }

    private void OpenContainer()
    {
        var start = Start();
        _file.Position = 0;
        if (start is [0x1F, 0x8B, ..]) (_container, _text, _compressed) = ("gzip", new GzipText(_file), _file.Length);
        else if (start is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..])
        {
            _container = "zip";
            var zip = ZipText.Open(_file, _path);
            (_text, _compressed) = (zip, zip.CompressedLength);
        }
        else if (start.Length > 0 && (Named(".gz") ?? Named(".zip")) is { } kind)
            throw new InputException($"the name says {kind} but the content is not", _path, "download it again, or rename it if it is plain text");
        start = Start();
        if (start.Length == 0) throw new InputException("the file is empty", _path, "download it again");
        if (start is [(byte)'P', (byte)'K', 3, 4] or [0x1F, 0x8B, ..]) throw new InputException("there is an archive in the archive", _path, "unpack it and give the .csv in it");
        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) throw new InputException("the text is UTF-16", $"{_path}:1", "save it as UTF-8");
        _first = start is [0xEF, 0xBB, 0xBF, ..] ? start[3..] : start;
    }

    private byte[] Start()
    {
        var start = new byte[4];
        var n = 0;
        for (int read; n < start.Length && (read = Next(start.AsSpan(n))) > 0;) n += read;
        if (_container is null) _length = 0;
        return start[..n];
    }

    private string? Named(string ending) => _path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? ending == ".gz" ? "gzip" : "zip" : null;

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (Refusal(e) is { } refusal)
        {
            throw refusal;
        }
    }

    private InputException? Refusal(Exception e) => e switch
    {
        InvalidDataException or NotSupportedException or ArgumentException or OverflowException or EndOfStreamException when _container is not null =>
            new($"the {_container} {(_container == "zip" ? "archive " : "")}is truncated or damaged: its length or checksum does not agree with its end", _path, "download it again"),
        IOException or UnauthorizedAccessException => Unreadable(_path, e),
        _ => null,
    };

    private static InputException Unreadable(string path, Exception e) =>
        new($"the file cannot be read ({e.Message})", path, "check that it is a file and that its permissions allow reading");
}
