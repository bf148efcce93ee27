using Forecast.Core.Market;
using Forecast.SystemTests.Pipeline;
using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary><c>kill -9</c> of a collector while the market goes on, then another collector: what is not in the lake once is in a gap that begins with what was not yet written.</summary>
public sealed class InterruptedCollectTests : IDisposable
{
    private const string Symbol = "BTCUSDT";
    private static readonly TimeSpan AtRisk = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Noticed = TimeSpan.FromMilliseconds(500);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_random_points_it_loses_only_what_was_unwritten_and_says_so()
    {
        var kills = Environment.GetEnvironmentVariable("FORECAST_FULL") == "1" ? 20 : 3;
        var random = new Random(20240805);
        var market = new SyntheticMarket(Symbol, BookSequence.Linked, Instant.From(TimeProvider.System.GetUtcNow()), 1000);
        FeedStep[] steps = [.. market.Some(kills * 40_000)];
        await using var server = await FeedServer.Start(BookSequence.Linked, steps, TimeSpan.FromMilliseconds(1), SyntheticMarket.Opening);
        var forecast = new ForecastProcess(_folder);
        var killed = new List<(DateTimeOffset From, DateTimeOffset Until, bool HadWritten)>();
        while (killed.Count < kills)
        {
            using var process = await Connected(forecast, server);
            // Some are struck before they have written anything.
            var wrote = killed.Count % 3 != 1;
            if (wrote) await Wrote(forecast);
            await Task.Delay(TimeSpan.FromSeconds(1.5 * random.NextDouble()));
            Assert.False(process.HasExited);
            var from = TimeProvider.System.GetUtcNow();
            await CollectVerbTests.Signal(process, "-KILL");
            killed.Add((from, TimeProvider.System.GetUtcNow(), wrote));
            Assert.Equal(128 + 9, process.ExitCode);
        }
        using (var last = await Connected(forecast, server))
        {
            await Wrote(forecast);
            await CollectVerbTests.Signal(last, "-TERM");
            Assert.True(last.ExitCode == 0, await last.StandardError.ReadToEndAsync());
        }
        Assert.False(server.Finished.IsCompleted);

        var lake = new CollectedLake(forecast.Lake, "binance-usdm", Symbol);
        lake.AssertComplete(steps, Symbol, within: true);
        var restarts = lake.Gaps.Where(g => g is { Kind: "trades", Reason: "restart" }).OrderBy(g => g.From).ToArray();
        Assert.InRange(restarts.Length, killed.Count(k => k.HadWritten), killed.Count);
        var places = Enumerable.Range(0, steps.Length).Where(i => steps[i].Text.Contains("@trade", StringComparison.Ordinal)).ToArray();
        foreach (var gap in restarts)
        {
            // The first trade that is missing came no longer before its kill than what came may be unwritten, and no later than the server saw that nobody was there.
            var missing = server.HappenedAt[places[(int)(gap.FromId!.Value - 500_001)]];
            var own = killed.FindIndex(kill => missing >= kill.From - AtRisk && missing <= kill.Until + Noticed);
            Assert.True(own >= 0, $"the gap from {missing:O} has no kill of its own: {string.Join(", ", killed.Select(k => $"{k.From:O}"))}");
            killed.RemoveRange(0, own + 1);
        }
    }

    // Until the lake has a part of trades more.
    private static async Task Wrote(ForecastProcess forecast)
    {
        var before = Parts();
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); Parts() == before; await Task.Delay(10)) Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "the collector wrote nothing");

        int Parts() => Directory.Exists(Path.Combine(forecast.Lake, "trades")) ? Directory.EnumerateFiles(Path.Combine(forecast.Lake, "trades"), "part-*.json", SearchOption.AllDirectories).Count() : 0;
    }

    // A collector that the server has seen.
    private static async Task<System.Diagnostics.Process> Connected(ForecastProcess forecast, FeedServer server)
    {
        var seen = server.Queries.Count;
        var process = forecast.Start([.. CollectVerbTests.Arguments(server), "--flush", "1s"]);
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); server.Queries.Count == seen; await Task.Delay(10))
        {
            Assert.False(process.HasExited, process.HasExited ? await process.StandardError.ReadToEndAsync() : "");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "the collector did not connect");
        }
        return process;
    }
}
