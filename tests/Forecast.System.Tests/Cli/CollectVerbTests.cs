using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Forecast.Core.Market;
using Forecast.SystemTests.Pipeline;
using Xunit;

namespace Forecast.SystemTests.Cli;

public sealed class CollectVerbTests : IDisposable
{
    private const string Symbol = "BTCUSDT";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Told_to_stop_it_writes_what_came_and_finds_nothing_new_in_the_same_again()
    {
        var forecast = new ForecastProcess(_folder);
        FeedStep[] steps = [.. new SyntheticMarket(Symbol, BookSequence.Linked).Some(200)];
        foreach (var expected in new[] { 0, 4 })
        {
            await using var server = await FeedServer.Start(BookSequence.Linked, steps, snapshot: SyntheticMarket.Opening);
            // So long between two writes that stopping must do it.
            using var process = forecast.Start([.. Arguments(server), "--streams", "trades,quotes", "--flush", "4s", "--for", "1m", "--json"]);
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await server.Finished.WaitAsync(TimeSpan.FromSeconds(30));
            await Task.Delay(1000);
            await Signal(process, "-TERM");
            Assert.True(process.ExitCode == expected, await errors);
            using var report = JsonDocument.Parse(await output);
            var symbol = report.RootElement.GetProperty("symbols")[0];
            long Number(string name) => symbol.GetProperty(name).GetInt64();
            var lake = new CollectedLake(forecast.Lake, "binance-usdm", Symbol);
            Assert.Equal(expected == 0 ? 0 : Number("messages"), Number("duplicates"));
            if (expected == 0) Assert.Equal((Number("trades"), Number("quotes")), (lake.Trades.Count, lake.Quotes.Count));
            Assert.NotEmpty(lake.Trades);
            Assert.Empty(lake.Gaps);
        }
    }

    [Theory]
    [InlineData("--ws-url", "ws://stream.example.com", "not wss")]
    [InlineData("--rest-url", "http://api.example.com", "not https")]
    [InlineData("--venue", "mtgox", "binance-coinm")]
    [InlineData("--streams", "trades,candles", "candles")]
    [InlineData("--symbols", "BTC/USDT", "no symbol")]
    [InlineData("--flush", "9s", "4s or less")]
    public async Task What_cannot_be_is_a_usage_error(string option, string value, string message)
    {
        string[] symbols = option == "--symbols" ? [] : ["--symbols", Symbol];
        var (code, _, error) = await new ForecastProcess(_folder).Run(["collect", .. symbols, option, value]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_venue_that_cannot_be_reached_is_a_failure_that_says_so()
    {
        var (code, _, error) = await new ForecastProcess(_folder).Run("collect", "--symbols", Symbol, "--ws-url", "ws://127.0.0.1:1", "--rest-url", "http://127.0.0.1:1", "--for", "1s");
        Assert.Equal(1, code);
        Assert.Contains("nothing came from binance: ", error, StringComparison.Ordinal);
    }

    /// <summary>A command line that collects the server's USD-M symbol.</summary>
    internal static string[] Arguments(FeedServer server) =>
        ["collect", "--venue", "binance-usdm", "--symbols", Symbol, "--ws-url", $"ws://127.0.0.1:{server.Port}", "--rest-url", $"http://127.0.0.1:{server.Port}"];

    /// <summary>Sends a signal, and waits for the end.</summary>
    internal static async Task Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(limit.Token);
    }
}
