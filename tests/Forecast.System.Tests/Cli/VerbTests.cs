using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Forecast.SystemTests.Cli;

public sealed partial class VerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_verb_has_help_with_an_example()
    {
        var forecast = new ForecastProcess(_folder);
        string[][] verbs = [["nightly"], ["ingest", "klines"], ["ingest", "trades"], ["ingest", "funding"], ["ingest", "open-interest"], ["ingest", "options"], ["ingest", "l2"], ["ingest", "capture"], ["ingest", "binance"], ["collect"], ["import", "parameters"], ["measure"], ["fit"], ["backtest"], ["score"], ["margin", "parameters"], ["margin", "tier"], ["export", "features"], ["export", "measures"], ["recommendations", "list"], ["recommendations", "show"], ["models", "list"], ["models", "show"], ["models", "compare"], ["models", "promote"], ["models", "rollback"], ["serve"], ["worker"], ["migrate"], ["doctor"], ["simulate", "market"], ["simulate", "noise"]];
        var top = (await forecast.Run("--help")).Out;
        foreach (var verb in verbs)
        {
            var (code, text, _) = await forecast.Run([.. verb, "--help"]);
            Assert.Equal(0, code);
            Assert.Contains("Example: forecast " + string.Join(' ', verb), text.ReplaceLineEndings(" "), StringComparison.Ordinal);
            Assert.Contains(verb[0], top, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Fit_measure_ingest_migrate_and_doctor_do_their_work()
    {
        var forecast = new ForecastProcess(_folder);
        Assert.Equal(1, (await forecast.Run("doctor")).Code);
        Assert.Equal(0, (await forecast.Run("migrate")).Code);
        Assert.Equal(4, (await forecast.Run("migrate")).Code);
        var doctor = await forecast.Run("doctor", "--json");
        Assert.True(doctor.Code == 0, doctor.Out);

        var vector = Path.Combine(Repository.Root, "tests", "Forecast.Core.Tests", "Vectors", "garch", "garch11n_2500.csv");
        var column = (await File.ReadAllLinesAsync(vector))[0].Split(',')[^1];
        using var fit = JsonDocument.Parse((await forecast.Run("fit", "--model", "garch", "--orders", "1,0,1", "--init", "fcp", "--input", vector, "--column", column, "--json")).Out);
        Assert.Equal("converged", fit.RootElement.GetProperty("status").GetString());
        Assert.Equal(0.07617917147544587, fit.RootElement.GetProperty("parameters").GetProperty("alpha[1]").GetDouble(), 1e-8);
        Assert.Equal(-3581.700410345863, fit.RootElement.GetProperty("logLikelihood").GetDouble(), 1e-6);
        Assert.Equal(5, fit.RootElement.GetProperty("forecast").GetArrayLength());
        await File.WriteAllTextAsync(_folder["bad.csv"], "r\n0.1\nabc\n");
        var refused = await forecast.Run("fit", "--model", "garch", "--input", "bad.csv", "--column", "r");
        Assert.Equal(1, refused.Code);
        Assert.Contains("bad.csv:3", refused.Error, StringComparison.Ordinal);

        Assert.Equal(0, (await forecast.Run("simulate", "market", "--out", "sim", "--days", "40", "--seed", "5")).Code);
        Assert.Equal(0, (await forecast.Run("measure", "--data", Path.Combine("sim", "15m", "ALPHA-SIM.csv.gz"), "--bars", "15m", "--interval", "1h", "--out", "days.csv")).Code);
        var days = await File.ReadAllLinesAsync(_folder["days.csv"]);
        Assert.Equal(1 + 40, days.Length);
        Assert.StartsWith("symbol,day,missing_bars,realized_variance,bipower_variation", days[0], StringComparison.Ordinal);

        Assert.Equal(0, (await forecast.Run("ingest", "klines", "sim", "--symbols", "ALPHA-SIM")).Code);
        Assert.Equal(4, (await forecast.Run("ingest", "klines", "sim", "--symbols", "ALPHA-SIM")).Code);
    }

    [Fact]
    public async Task Serve_answers_on_loopback_and_stops_when_told_to()
    {
        var forecast = new ForecastProcess(_folder);
        using var process = forecast.Start("serve", "--url", "http://127.0.0.1:0");
        try
        {
            await Answers(process);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private static async Task Answers(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        var address = Address().Match(line).Value;
        Assert.True(address.Length > 0, line + await (process.HasExited ? process.StandardError.ReadToEndAsync() : Task.FromResult("")));
        using (var http = new HttpClient())
        {
            Assert.Equal("Healthy", await http.GetStringAsync($"{address}/healthz/ready", TestContext.Current.CancellationToken));
            Assert.Contains("no recommendations yet", await http.GetStringAsync(address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        using var stop = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, process.ExitCode);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
