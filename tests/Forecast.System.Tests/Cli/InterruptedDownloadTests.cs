using Forecast.SystemTests.Sources.Binance;
using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary><c>kill -9</c> in the middle of <c>ingest binance</c>, then again to the end: landing folder, lake and database must equal those of an undisturbed run.</summary>
public sealed class InterruptedDownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_random_points_it_ends_as_if_undisturbed()
    {
        await using var server = await BinanceServer.Start();
        // Slow enough that kills strike downloads too, and in the middle of files.
        server.Fault = async (context, _) =>
        {
            if (server.File(context.Request.Path.Value!) is not { Length: > 20_000 } bytes || context.Request.Headers.Range.Count > 0) return false;
            context.Response.ContentLength = bytes.Length;
            for (var i = 0; i < bytes.Length && !context.RequestAborted.IsCancellationRequested; i += 20_000)
            {
                await context.Response.Body.WriteAsync(bytes.AsMemory(i, Math.Min(20_000, bytes.Length - i)));
                await context.Response.Body.FlushAsync();
                await Task.Delay(10);
            }
            return true;
        };
        string[] command = ["ingest", "binance", "--from", "2024-01-01", "--to", "2024-03-09", "--symbols", "BTCUSDT,ETHUSDT", "--archive-url", server.Url, "--api-url", server.Url, "--quiet"];
        var lake = await Interruption.EndsAsUndisturbed(_folder, command, kills: (3, 20), least: 0.25);
        Assert.Contains(lake, f => f.StartsWith(Path.Combine("landing", "binance", "data", "spot", "monthly"), StringComparison.Ordinal));
    }
}
