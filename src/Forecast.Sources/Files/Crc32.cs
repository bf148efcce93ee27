namespace Forecast.Sources;

/// <summary>CRC-32 as in gzip's trailer. Reference: RFC 1952, section 8.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
        return c;
    })];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var c = 0xFFFFFFFF;
        foreach (var b in bytes) c = Table[(byte)(c ^ b)] ^ (c >> 8);
        return c ^ 0xFFFFFFFF;
    }
}
