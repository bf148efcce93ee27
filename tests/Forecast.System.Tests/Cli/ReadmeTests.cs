using System.Diagnostics;
using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary>Every command of the README that needs neither the network nor the reader's own files does what it says, through the launcher.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Its_commands_work_as_printed()
    {
        var commands = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "README.md"))).Where(l => l.StartsWith("./forecast ", StringComparison.Ordinal)).Select(l => l.Split('#')[0].Trim()).ToArray();
        Assert.True(commands.Length >= 10);
        // DIR is the reader's folder of klines: here, simulated ones under the names that the README uses.
        Assert.Equal(0, (await Run("./forecast simulate market --out DIR")).Code);
        File.Move(_folder[Path.Combine("DIR", "15m", "ALPHA-SIM.csv.gz")], _folder[Path.Combine("DIR", "15m", "BTCUSDT.csv.gz")]);
        File.Move(_folder[Path.Combine("DIR", "15m", "BRAVO-SIM.csv.gz")], _folder[Path.Combine("DIR", "15m", "ETHUSDT.csv.gz")]);
        _folder.Write(Path.Combine("DIR", "trades", "SOLUSDT-trades-2024-08-05.csv"), string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i},140.{i % 90:00},1.5,210.0,{1722816000000 + (4000L * i)},true,true\n")));
        foreach (var command in commands)
        {
            var (code, output) = await Run(command);
            // Instruments that a command before has delivered already are nothing to do, and said to be.
            Assert.True(code == 0 || (code == 4 && output.Contains("Nothing to do", StringComparison.Ordinal)), $"{command} → {code}\n{output}");
        }
        Assert.True(File.Exists(_folder["night.html"]));
        Assert.True(File.Exists(_folder[Path.Combine("result", "report.html")]));
    }

    [Fact]
    public void Its_links_lead_somewhere()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(text, @"\]\((?!http)([^)]+)\)"))
            Assert.True(Path.Exists(Path.Combine(Repository.Root, link.Groups[1].Value)), link.Groups[1].Value);
    }

    private async Task<(int Code, string Output)> Run(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, words[0]), words[1..]) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FORECAST_LAKE"] = _folder["lake"];
        start.Environment["FORECAST_DATABASE"] = _folder["forecast.db"];
        start.Environment["FORECAST_FITS"] = ForecastProcess.CommonFits;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
