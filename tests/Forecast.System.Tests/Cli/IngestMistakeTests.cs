using System.Text.Json;
using Forecast.SystemTests.Sources;
using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary>The same mistake on the command line ends every way to ingest files in the same way.</summary>
public sealed class IngestMistakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("no file or folder", "klines", "absent.csv")]
    [InlineData("no file or folder", "trades", "absent.csv")]
    [InlineData("no file or folder", "l2", "absent.csv")]
    [InlineData("no file or folder", "capture", "absent.csv")]
    [InlineData("--venue a/b", "klines", "BTCUSDT.csv", "--venue", "a/b")]
    [InlineData("--venue a/b", "trades", "BTCUSDT.csv", "--venue", "a/b")]
    [InlineData("--format bogus", "trades", "BTCUSDT.csv", "--format", "bogus")]
    [InlineData("--mapping missing.json", "trades", "BTCUSDT.csv", "--mapping", "missing.json")]
    [InlineData("--mapping missing.json", "klines", "BTCUSDT.csv", "--mapping", "missing.json")]
    [InlineData("--bars 7m", "trades", "BTCUSDT.csv", "--bars", "7m")]
    [InlineData("they have BTCUSDT", "funding", "funding_bybit.csv", "--symbols", "NOPE")]
    [InlineData("Mars/Olympus", "funding", "funding_bybit.csv", "--zone", "Mars/Olympus")]
    [InlineData("there is no file that ends in", "funding", "empty")]
    [InlineData("needs a reason", "klines", "BTCUSDT.csv", "--accept-checksum-mismatch", " ")]
    public async Task A_wrong_command_line_is_usage(string says, params string[] arguments)
    {
        _folder.Write("BTCUSDT.csv", Klines.Text(Klines.Rows(40)));
        _folder.Write("funding_bybit.csv", "Symbol,Date,Funding Rate\nBTC-USDT,2024-01-01 00:00:00,0.0001\n");
        Directory.CreateDirectory(_folder["empty"]);
        var (code, text, error) = await new ForecastProcess(_folder).Run(["ingest", .. arguments]);
        Assert.True(code == 2, $"{code} {error} {text}");
        Assert.Contains(says, error + text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_night_of_the_future_is_not_repeated()
    {
        var (code, _, error) = await new ForecastProcess(_folder).Run("nightly", "--known-at", "2199-01-01");
        Assert.Equal(2, code);
        Assert.Contains("--known-at 2199-01-01", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("klines")]
    [InlineData("trades")]
    public async Task One_path_that_is_not_there_keeps_the_others_not_away(string kind)
    {
        var good = _folder.Write("BTCUSDT.csv", kind == "klines" ? Klines.Text(Klines.Rows(40)) : Trades.Text(Trades.Rows(40)));
        var forecast = new ForecastProcess(_folder) { Columns = "80" };
        var (code, text, error) = await forecast.Run("ingest", kind, good, "absent.csv");
        Assert.True(code == 3, $"{code} {error} {text}");
        Assert.Contains("absent.csv: there is no such", text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        // Eighty columns are too few for a table with all the numbers.
        foreach (var line in new[] { "rows: 40", "new: 40", "quarantined: 0", "checksum: missing" }) Assert.Contains(line, text.Split('\n').Select(l => l.Trim()));

        var again = await forecast.Run("ingest", kind, good, "--json");
        Assert.Equal(4, again.Code);
        using var document = JsonDocument.Parse(again.Out);
        if (kind == "trades") Assert.Equal([1, 0], new[] { "files", "bars" }.Select(n => document.RootElement.GetProperty(n).GetArrayLength()));
    }
}
