using System.IO.Compression;
using System.Text;

namespace Forecast.SystemTests;

/// <summary>A folder of a test's own, gone with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("forecast-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string relative, string text) => Write(relative, Encoding.UTF8.GetBytes(text));

    public string Write(string relative, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], bytes);
        return this[relative];
    }

    public static byte[] Gzip(string text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return stream.ToArray();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
