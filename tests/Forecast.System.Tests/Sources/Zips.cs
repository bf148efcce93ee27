using System.IO.Compression;
using System.Text;

namespace Forecast.SystemTests.Sources;

/// <summary>Zip archives, good and evil. Texts are written byte for character, so that they may hold anything.</summary>
internal static class Zips
{
    public static byte[] Of(params (string Name, string Text)[] entries) => Of(CompressionLevel.Optimal, entries);

    public static byte[] Of(CompressionLevel level, params (string Name, string Text)[] entries) => Write(entries, level, 0);

    public static byte[] Link(string name, string target) => Write([(name, target)], CompressionLevel.NoCompression, unchecked((int)0xA1FF0000));

    public static byte[] Encrypted(params (string Name, string Text)[] entries)
    {
        var zip = Of(entries);
        // Bit 0 of the flags, in the local header and in the directory.
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        return zip;
    }

    private static byte[] Write((string Name, string Text)[] entries, CompressionLevel level, int attributes)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
            foreach (var (name, text) in entries)
            {
                var entry = archive.CreateEntry(name, level);
                entry.ExternalAttributes = attributes;
                using var content = entry.Open();
                content.Write(Encoding.Latin1.GetBytes(text));
            }
        return stream.ToArray();
    }
}
