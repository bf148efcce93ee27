using System.Diagnostics;

namespace Forecast.SystemTests.Cli;

/// <summary>The program as a user runs it: its own process, its own lake and database.</summary>
internal sealed class ForecastProcess(TemporaryFolder folder, string home = "home")
{
    static ForecastProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(CommonFits, recursive: true);

    private static readonly string Program = Directory.EnumerateFiles(Path.Combine(Repository.Root, "artifacts", "bin", "Forecast.Cli"), "forecast.dll", SearchOption.AllDirectories)
        .Where(p => p.Contains($"{Path.DirectorySeparatorChar}release", StringComparison.Ordinal)).OrderByDescending(File.GetLastWriteTimeUtc).First();

    /// <summary>Where it keeps the fits of pooled models: all tests together, unless one is about making them. What is found there is held against what is made by <see cref="NightlyTests"/>.</summary>
    public string Fits { get; init; } = CommonFits;

    /// <summary>The folder of all tests of this run.</summary>
    public static string CommonFits { get; } = Directory.CreateTempSubdirectory("forecast-test-fits-").FullName;

    /// <summary>Width of the screen; null for that of a pipe.</summary>
    public string? Columns { get; init; }

    public string Lake => folder[$"{home}-lake"];

    public string Database => folder[$"{home}.db"];

    public string Folder => folder.Path;

    /// <summary>Runs a command line to its end.</summary>
    public async Task<(int Code, string Out, string Error)> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts a command line.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Program);
        foreach (var a in arguments) start.ArgumentList.Add(a);
        start.Environment["FORECAST_ROOT"] = Repository.Root;
        start.Environment["FORECAST_LAKE"] = Lake;
        start.Environment["FORECAST_DATABASE"] = Database;
        start.Environment["FORECAST_FITS"] = Fits;
        start.Environment["COLUMNS"] = Columns ?? "";
        return Process.Start(start)!;
    }
}
