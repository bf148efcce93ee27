using System.Buffers.Binary;

namespace Forecast.Sources;

/// <summary>CRC-32 as in the trailers of zip entries, eight bytes at a time. Reference: RFC 1952, section 8; Kounavis and Berry (2008), slicing by eight.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = Tables();

    /// <summary>The checksum of what gave <paramref name="crc"/> (0 at the start) with <paramref name="bytes"/> behind it.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        var (c, t) = (~crc, Table);
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var (low, high) = (BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ c, BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
            c = t[1792 + (byte)low] ^ t[1536 + (byte)(low >> 8)] ^ t[1280 + (byte)(low >> 16)] ^ t[1024 + (int)(low >> 24)]
                ^ t[768 + (byte)high] ^ t[512 + (byte)(high >> 8)] ^ t[256 + (byte)(high >> 16)] ^ t[(int)(high >> 24)];
        }
        foreach (var b in bytes) c = t[(byte)(c ^ b)] ^ (c >> 8);
        return ~c;
    }

    private static uint[] Tables()
    {
        var table = new uint[8 * 256];
        for (var n = 0; n < 256; n++)
        {
            var c = (uint)n;
            for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }
        for (var i = 256; i < table.Length; i++) table[i] = table[(byte)table[i - 256]] ^ (table[i - 256] >> 8);
        return table;
    }
}
