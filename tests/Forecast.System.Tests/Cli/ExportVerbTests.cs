using System.Text.Json;
using Xunit;

namespace Forecast.SystemTests.Cli;

public sealed class ExportVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Features_and_measures_leave_the_lake_as_files()
    {
        var forecast = new ForecastProcess(_folder);
        Assert.Equal(0, (await forecast.Run("simulate", "market", "--out", "sim", "--days", "40")).Code);
        Assert.Equal(0, (await forecast.Run("ingest", "klines", "sim", "--symbols", "ALPHA-SIM,BRAVO-SIM")).Code);

        var (code, text, error) = await forecast.Run("export", "features", "--symbols", "ALPHA-SIM,BRAVO-SIM", "--from", "2023-02-05", "--to", "2023-02-06", "--every", "4h", "--format", "csv", "--out", "out/features.csv");
        Assert.True(code == 0, error + text);
        Assert.StartsWith("24 rows of ", text, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(_folder[Path.Combine("out", "features.csv")]);
        Assert.Contains(lines, l => l.StartsWith("# schema_hash: ", StringComparison.Ordinal));
        var rows = lines.SkipWhile(l => l.StartsWith('#')).ToArray();
        Assert.StartsWith("venue,symbol,as_of,known_at,log_variance_1h", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("binance,ALPHA-SIM,2023-02-05T00:00:00Z,2023-02-05T00:00:10Z,", rows[1], StringComparison.Ordinal);
        Assert.Contains("# simulated: SIMULATED market: the prices behind every number here are made up", lines);
        Assert.Contains("# market of binance: ALPHA-SIM, BRAVO-SIM", lines);
        Assert.Equal(25, rows.Length);

        using var json = JsonDocument.Parse((await forecast.Run("export", "measures", "--format", "arrow", "--out", "m.arrow", "--json")).Out);
        Assert.Equal(80, json.RootElement.GetProperty("rows").GetInt32());
        Assert.True(new FileInfo(_folder["m.arrow"]).Length > 1000);

        var leaderless = await forecast.Run("export", "features", "--symbols", "ALPHA-SIM", "--from", "2023-02-05", "--to", "2023-02-05", "--market-leader", "NONE", "--out", "l.csv", "--format", "csv");
        Assert.Equal(3, leaderless.Code);
        Assert.Contains("left out: features of the market of binance: the lake has no bars of 15m of NONE there", leaderless.Out, StringComparison.Ordinal);

        var missing = await forecast.Run("export", "features", "--symbols", "ALPHA-SIM,NONE", "--out", "f.parquet");
        Assert.Equal(3, missing.Code);
        Assert.Contains("left out: NONE: the lake has no bars of 15m of it", missing.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format xlsx --out f", 2, "--format xlsx is not there; write parquet, arrow, csv")]
    [InlineData("--every 90m --out f", 2, "--every 90m is not a whole number of hours")]
    [InlineData("--from 2024-02-01 --to 2024-01-01 --out f", 2, "lies after")]
    [InlineData("--from nonsense --out f", 2, "--from")]
    [InlineData("--to 2024-01-01T09:00Z --out f", 2, "--to 2024-01-01T09:00Z is not a UTC day")]
    [InlineData("", 2, "--out")]
    [InlineData("--out f", 1, "nothing to export: the lake has no bars of 15m")]
    public async Task Mistakes_are_named(string arguments, int expected, string says)
    {
        var (code, _, error) = await new ForecastProcess(_folder).Run(["export", "features", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(expected, code);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }
}
