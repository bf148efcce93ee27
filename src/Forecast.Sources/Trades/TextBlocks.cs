using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Forecast.Sources;

/// <summary>
/// The text of a file in blocks, read, decompressed and hashed on a thread of their own while the block before is parsed. There is room before each block
/// for the unfinished line of the last one, and behind it for readers that look at many bytes at once.
/// </summary>
internal sealed class TextBlocks : IDisposable
{
    /// <summary>Bytes read at a time: small enough to stay in a core's cache from reading to parsing.</summary>
    public const int Length = 256 * 1024;

    /// <summary>Longest unfinished line that is carried to the next block.</summary>
    public const int LongestLine = 64 * 1024;

    private const int Room = LongestLine + 64, Margin = 128, Count = 4;

    private readonly InputStream _stream;
    private readonly BlockingCollection<byte[]> _free = [];
    private readonly BlockingCollection<(byte[] Bytes, int Length, ExceptionDispatchInfo? Fault)> _full = [];
    private readonly Thread _reader;
    private byte[]? _current;

    public TextBlocks(InputStream stream)
    {
        _stream = stream;
        for (var i = 0; i < Count; i++) _free.Add([]);
        _reader = new Thread(Read) { IsBackground = true, Name = "input" };
        _reader.Start();
    }

    /// <summary>Bytes that the text of one block and what was carried to it can have.</summary>
    public const int Longest = Room + Length;

    public byte[] Bytes => _current!;

    public int Start { get; private set; }

    public int End { get; private set; }

    /// <summary>More text follows this block, so that it may end within a line.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Goes to the next block, with the last <paramref name="carried"/> bytes of this one before it; false at the end of a whole file.</summary>
    /// <exception cref="InputException">The file is damaged or not the one that its checksum vouches for.</exception>
    public bool Next(int carried)
    {
        var (bytes, length, fault) = _full.Take();
        fault?.Throw();
        if (length == 0) return false;
        if (_current is { } last)
        {
            last.AsSpan(End - carried, carried).CopyTo(bytes.AsSpan(Room - carried));
            _free.Add(last);
        }
        (_current, Start, End, IsCut) = (bytes, Room - carried, Room + length, length == Length);
        return true;
    }

    /// <summary>Puts a line end behind the last line, which has none.</summary>
    public void EndLine() => Bytes[End++] = (byte)'\n';

    public void Dispose()
    {
        _free.CompleteAdding();
        _reader.Join();
        _free.Dispose();
        _full.Dispose();
        _stream.Dispose();
    }

    private void Read()
    {
        foreach (var free in _free.GetConsumingEnumerable())
        {
            // Made when first needed: most files are small.
            var bytes = free.Length > 0 ? free : new byte[Room + Length + Margin];
            var (length, fault) = (0, (ExceptionDispatchInfo?)null);
            try
            {
                for (int n; length < Length && (n = _stream.Read(bytes.AsSpan(Room + length, Length - length))) > 0;) length += n;
            }
            catch (Exception e)
            {
                fault = ExceptionDispatchInfo.Capture(e);
            }
            // What came before a fault is told first, so that the counts say how far the file was read.
            if (length > 0) _full.Add((bytes, length, null));
            if (fault is null && length > 0) continue;
            _full.Add(([], 0, fault));
            return;
        }
    }
}
