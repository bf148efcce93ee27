using System.Globalization;
using System.Text.Json;
using Forecast.SystemTests.Sources.Binance;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary><c>ingest binance</c> as a user runs it, against a server of this machine.</summary>
public sealed class IngestBinanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Days_come_into_the_lake_once()
    {
        await using var server = await BinanceServer.Start();
        var forecast = new ForecastProcess(_folder);
        string[] Command(params string[] more) => ["ingest", "binance", "--from", "2024-02-01", "--to", "2024-03-09", "--symbols", "btcusdt,ETHUSDT", "--archive-url", server.Url, "--api-url", server.Url, .. more];

        var plan = await forecast.Run(Command("--dry-run"));
        Assert.Equal(0, plan.Code);
        Assert.Contains(VenueSite.February, plan.Out, StringComparison.Ordinal);
        Assert.Contains("20 files, 0 of them here already", plan.Out, StringComparison.Ordinal);
        Assert.Empty(server.Requests);

        var (code, text, error) = await forecast.Run(Command("--json"));
        Assert.True(code == 0, error + text);
        Assert.Empty(error);
        using var document = JsonDocument.Parse(text);
        var btc = document.RootElement.GetProperty("series")[0];
        Assert.Equal("BTCUSDT", btc.GetProperty("symbol").GetString());
        Assert.Equal([10, 10, 0, 1, 38 * 96, 38 * 96, 0, 38 * 96, 0, 0], new[] { "files", "downloaded", "reused", "fromApi", "rows", "good", "quarantined", "new", "corrected", "missing" }.Select(n => btc.GetProperty(n).GetInt32()));

        var again = await forecast.Run(Command());
        Assert.Equal(4, again.Code);
        Assert.Contains("Nothing to do", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_had_is_said_and_the_rest_is_kept()
    {
        await using var server = await BinanceServer.Start();
        server.Fault = async (context, _) =>
        {
            if (context.Request.Path.Value != "/data/spot/daily/klines/ETHUSDT/15m/ETHUSDT-15m-2024-03-02.zip.CHECKSUM") return false;
            await Results.Text(BinanceServer.Checksum([1], "ETHUSDT-15m-2024-03-02.zip")).ExecuteAsync(context);
            return true;
        };
        var forecast = new ForecastProcess(_folder);
        string[] Command(string symbols) => ["ingest", "binance", "--from", "2024-03-01", "--to", "2024-03-03", "--symbols", symbols, "--archive-url", server.Url, "--api-url", server.Url];

        var partial = await forecast.Run(Command("BTCUSDT,ETHUSDT"));
        Assert.True(partial.Code == 3, partial.Error + partial.Out);
        Assert.Contains("FAILED ETHUSDT klines 15m of binance, 2024-03-02: /data/spot/daily/klines/ETHUSDT/15m/ETHUSDT-15m-2024-03-02.zip: its SHA-256 is", partial.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal((3 * 96, 2 * 96), (Bars("BTCUSDT"), Bars("ETHUSDT")));

        var failed = await forecast.Run(Command("NOSUCHUSDT"));
        Assert.Equal(1, failed.Code);
        Assert.Contains("Invalid symbol", failed.Out, StringComparison.Ordinal);

        server.Fault = null;
        Assert.Equal(0, (await forecast.Run(Command("BTCUSDT,ETHUSDT"))).Code);
        Assert.Equal(3 * 96, Bars("ETHUSDT"));

        int Bars(string symbol) => new Forecast.Storage.Lake.Lake(forecast.Lake, TimeProvider.System).ReadBars("binance", symbol, TimeSpan.FromMinutes(15)).Count;
    }

    [Fact]
    public async Task Trades_come_from_the_archive_and_their_aggregates_from_the_API_too()
    {
        await using var server = await BinanceServer.Start();
        var forecast = new ForecastProcess(_folder);
        string[] Command(string kinds) => ["ingest", "binance", "--from", "2024-02-01", "--to", "2024-03-09", "--symbols", "BTCUSDT", "--kinds", kinds, "--archive-url", server.Url, "--api-url", server.Url, "--json"];
        // The ninth of March is not in the archive, and without a key the API has no single trades.
        var (code, text, error) = await forecast.Run(Command("trades,agg-trades"));
        Assert.True(code == 3, error + text);
        using var document = JsonDocument.Parse(text);
        var series = document.RootElement.GetProperty("series");
        string Numbers(int i) => string.Join(' ', new[] { "files", "fromApi", "rows", "quarantined", "new", "missing" }.Select(n => series[i].GetProperty(n).GetInt32()));
        Assert.Equal($"9 0 {37 * BinanceServer.TradesADay} 0 {37 * BinanceServer.TradesADay} 0", Numbers(0));
        Assert.Equal($"10 1 {38 * BinanceServer.TradesADay} 0 {38 * BinanceServer.TradesADay} 0", Numbers(1));
        Assert.Equal("2024-03-09", series[0].GetProperty("missingDays")[0].GetString());

        // The day's archive holds what the API gave: nothing is new, and nothing is corrected.
        server.LastDay = new(2024, 3, 9);
        Assert.Equal(4, (await forecast.Run(Command("agg-trades"))).Code);
    }

    [Fact]
    public async Task A_day_that_is_not_over_is_not_asked_for()
    {
        await using var server = await BinanceServer.Start();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        string Text(int days) => today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string[] Command(int from) => ["ingest", "binance", "--from", Text(from), "--to", Text(1), "--symbols", "BTCUSDT", "--archive-url", server.Url, "--api-url", server.Url];
        var forecast = new ForecastProcess(_folder);
        var (code, text, error) = await forecast.Run(Command(-2));
        Assert.True(code == 0, error + text);
        Assert.Contains($"NOTE {Text(1)} is not over", text, StringComparison.Ordinal);
        Assert.Equal(0, server.Count(Text(0)));
        var early = await forecast.Run(Command(0));
        Assert.Equal(4, early.Code);
        Assert.Contains($"the last complete day is {Text(-1)}", early.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--from", "2024-03-02", "--to", "2024-03-01")]
    [InlineData("--from", "2024-03-01", "--interval", "7m")]
    [InlineData("--from", "2024-03-01", "--kinds", "news")]
    [InlineData("--from", "2024-03-01", "--symbols", "../BTCUSDT")]
    [InlineData("--from", "2024-03-01", "--api-url", "http://api.example")]
    public async Task A_wrong_command_line_is_usage(params string[] arguments)
    {
        string[] symbols = arguments.Contains("--symbols") ? [] : ["--symbols", "BTCUSDT"];
        var (code, _, error) = await new ForecastProcess(_folder).Run(["ingest", "binance", .. arguments, .. symbols]);
        Assert.Equal(2, code);
        Assert.StartsWith("forecast: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_night_on_the_venues_bars_forecasts_and_recommends()
    {
        await using var server = await BinanceServer.Start();
        var yesterday = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1);
        (server.LastMonth, server.LastDay) = (yesterday.AddDays(-35), yesterday.AddDays(-1));
        var forecast = new ForecastProcess(_folder);
        string[] night = ["nightly", "--source", "binance", "--symbols", "BTCUSDT,NOSUCHUSDT", "--from", yesterday.AddDays(-420).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "--archive-url", server.Url, "--api-url", server.Url, "--json"];
        var (code, text, error) = await forecast.Run(night);
        Assert.True(code == 3, error + text);
        using var document = JsonDocument.Parse(text);
        Assert.Equal(yesterday.AddDays(1).ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture), document.RootElement.GetProperty("asOf").GetString());
        Assert.Equal("BTCUSDT", document.RootElement.GetProperty("recommendations")[0].GetProperty("symbol").GetString());
        var ingested = document.RootElement.GetProperty("ingested");
        Assert.Equal(421 * 96, ingested[0].GetProperty("good").GetInt32());
        Assert.Contains("Invalid symbol", ingested[1].GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
