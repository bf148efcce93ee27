using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Forecast.Sources;

/// <summary>The text of an input file, decompressed and proven whole, without a byte order mark; and the identity of the file.</summary>
internal sealed record InputText(InputFile File, byte[] Bytes)
{
    /// <summary>Largest text that is read: ten years of one-minute bars are 700 MB.</summary>
    public const int MaximumBytes = 1_000_000_000;

    /// <summary>Prices expand four-fold; nothing but a decompression bomb expands like this.</summary>
    public const int MaximumExpansion = 200;

    /// <exception cref="InputException">The file is absent, unreadable, empty, not text, or not a whole gzip.</exception>
    public static InputText Read(string path)
    {
        byte[] bytes;
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MaximumBytes) throw TooLarge(path);
            bytes = System.IO.File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException("there is no such file", path, "check the path");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the file cannot be read ({e.Message})", path, "check that it is a file and that its permissions allow reading");
        }
        var file = new InputFile(path, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        if (bytes is [0x1F, 0x8B, ..]) bytes = Decompress(path, bytes);
        else if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && bytes.Length > 0)
            throw new InputException("the name says gzip but the content is not", path, "download it again, or rename it if it is plain text");
        if (bytes is [(byte)'P', (byte)'K', 3, 4, ..]) bytes = Unzip(path, bytes);
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) throw new InputException("the text is UTF-16", $"{path}:1", "save it as UTF-8");
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        return bytes.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) >= 0 ? new InputText(file, bytes)
            : throw new InputException("the file is empty", path, "download it again");
    }

    private static byte[] Decompress(string path, byte[] compressed)
    {
        using var text = new MemoryStream();
        try
        {
            using var stream = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
            var buffer = new byte[1 << 20];
            for (int n; (n = stream.Read(buffer)) > 0; text.Write(buffer, 0, n))
                if (text.Length + n > MaximumBytes) throw TooLarge(path);
                else if (text.Length > 1_000_000 + (MaximumExpansion * (long)compressed.Length)) throw Bomb(path);
        }
        catch (InvalidDataException)
        {
            throw Damaged(path);
        }
        // GZipStream ends in silence where the file does, and then checks nothing. The trailer holds checksum and length of the last (mostly only)
        // member; members before it were checked on the way, as the stream went on behind their trailers.
        var bytes = text.GetBuffer().AsSpan(0, (int)text.Length);
        var trailer = compressed.AsSpan(Math.Max(0, compressed.Length - 8));
        if (trailer.Length < 8) throw Damaged(path);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        var whole = length <= bytes.Length && (length > 0 || bytes.Length == 0)
            && Crc32.Of(bytes[^(int)length..]) == BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        return whole ? bytes.ToArray() : throw Damaged(path);
    }

    private static byte[] Unzip(string path, byte[] compressed)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(compressed));
            if (zip.Entries is not [var entry]) throw new InputException($"the zip holds {zip.Entries.Count} files", path, "give a zip with one .csv in it");
            if (entry.Length > Math.Min(MaximumBytes, 1_000_000 + (MaximumExpansion * (long)compressed.Length))) throw Bomb(path);
            using var stream = entry.Open();
            var bytes = new byte[entry.Length];
            stream.ReadExactly(bytes);
            return stream.ReadByte() < 0 && Crc32.Of(bytes) == entry.Crc32 ? bytes : throw Damaged(path);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(path);
        }
    }

    private static InputException Damaged(string path) =>
        new("the gzip is truncated or damaged: its length or checksum does not agree with its end", path, "download it again");

    private static InputException Bomb(string path) =>
        new($"the gzip expands more than {MaximumExpansion}-fold, which prices do not", path, "look where it comes from");

    private static InputException TooLarge(string path) =>
        new($"the file holds more than {MaximumBytes / 1_000_000} MB of text", path, "split it by time into several files");
}
