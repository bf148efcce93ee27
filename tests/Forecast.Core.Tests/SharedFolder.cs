using System.IO.Compression;
using Xunit;

namespace Forecast.Core.Tests;

/// <summary>The folder of market data and test vectors beside the project, where there is one.</summary>
internal static class SharedFolder
{
    /// <summary>The path of a file in it; skips the test where the folder is absent.</summary>
    public static string File(string relative)
    {
        var root = Environment.GetEnvironmentVariable("FORECAST_SHARED") ?? Path.Combine(Root(), "..", "shared");
        Assert.SkipUnless(Directory.Exists(root), $"no market data: set FORECAST_SHARED to the folder that holds data/ and vectors/ (looked in {Path.GetFullPath(root)})");
        return Path.GetFullPath(Path.Combine(root, relative));
    }

    /// <summary>The lines of a gzipped file in it.</summary>
    public static string[] Lines(string relative)
    {
        using var reader = new StreamReader(new GZipStream(System.IO.File.OpenRead(File(relative)), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The repository.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Forecast.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Forecast.sln is not above the test binaries");
    }
}
