using System.Buffers.Binary;

namespace Forecast.Sources;

/// <summary>
/// The size of a zip archive's directory, read before the directory is: the library would read all of it into memory first.
/// Reference: PKWARE APPNOTE 6.3.10, sections 4.3.14 to 4.3.16.
/// </summary>
internal static class ZipDirectory
{
    public const int MaximumEntries = 1000;

    /// <summary>A thousand entries with names of a kilobyte; it also bounds an archive that lies about the number of its entries.</summary>
    private const long MaximumBytes = 1 << 20;

    private const int EndRecord = 22, Locator = 20, Record64 = 56, LongestComment = 65535;

    /// <exception cref="InputException">There are too many entries.</exception>
    /// <exception cref="InvalidDataException">There is no end of a directory.</exception>
    public static void RequireSmall(Stream file, string path)
    {
        var tail = new byte[Math.Min(file.Length, EndRecord + LongestComment + Locator)];
        Fill(file, file.Length - tail.Length, tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < EndRecord) throw new InvalidDataException();
        var end = tail.AsSpan(at);
        long entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]), start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if ((entries == ushort.MaxValue || start == uint.MaxValue) && at >= Locator && tail.AsSpan(at - Locator).StartsWith("PK\u0006\u0007"u8))
        {
            var record = new byte[Record64];
            Fill(file, BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(at - Locator + 8)), record);
            (entries, start) = (BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(32)), BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)));
        }
        var bytes = file.Length - (tail.Length - at) - start;
        if (entries is < 0 or > MaximumEntries || bytes > MaximumBytes)
            throw new InputException($"the zip has more than {MaximumEntries} entries", path, "an archive of prices has one; unpack it and give the .csv in it");
        file.Position = 0;
    }

    private static void Fill(Stream file, long position, byte[] buffer)
    {
        if (position < 0 || position > file.Length - buffer.Length) throw new InvalidDataException();
        file.Position = position;
        file.ReadExactly(buffer);
    }
}
