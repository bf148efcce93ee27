using System.Globalization;
using System.IO.Compression;

namespace Forecast.SystemTests.Cli;

/// <summary>Gzipped klines files as lines, to be cut and spoilt.</summary>
internal static class GzipLines
{
    public static string[] Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public static void Write(string path, string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, TemporaryFolder.Gzip(string.Concat(lines.Select(l => l + "\n"))));
    }

    /// <summary>The same bar at ten times the price.</summary>
    public static string TimesTen(string line)
    {
        var cells = line.Split(',');
        for (var i = 1; i <= 4; i++) cells[i] = (10 * double.Parse(cells[i], CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture);
        return string.Join(',', cells);
    }
}
