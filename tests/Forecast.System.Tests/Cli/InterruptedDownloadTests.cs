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
        var undisturbed = new ForecastProcess(_folder, "undisturbed");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(0, (await undisturbed.Run(command)).Code);
        var length = clock.Elapsed;
        var (lake, database) = (Contents.OfLake(undisturbed.Lake), Contents.OfDatabase(undisturbed.Database));
        Assert.Contains(lake, f => f.StartsWith(Path.Combine("landing", "binance", "data", "spot", "monthly"), StringComparison.Ordinal));

        var kills = Environment.GetEnvironmentVariable("FORECAST_FULL") == "1" ? 20 : 3;
        var random = new Core.Numerics.SplitMix64(20240805);
        var (killed, home, strikes) = (0, 0, 0);
        // Only a run that was still going counts. A home is struck up to three times, then brought to its end.
        for (var attempt = 0; killed < kills; attempt++)
        {
            Assert.True(attempt < 3 * kills, $"only {killed} of {attempt} runs were still going when they were to be killed");
            var forecast = new ForecastProcess(_folder, $"killed-{home}");
            var hit = await Strike(forecast, command, length * (0.25 + (0.006 * random.Next(100))));
            (killed, strikes) = (killed + (hit ? 1 : 0), strikes + 1);
            if (hit && strikes < 3 && killed < kills) continue;
            var (code, text, error) = await forecast.Run(command);
            Assert.True(code is 0 or 4, error + text);
            Assert.Equal(lake, Contents.OfLake(forecast.Lake));
            Assert.Equal(database, Contents.OfDatabase(forecast.Database));
            (home, strikes) = (home + 1, 0);
        }
    }

    // True where the run was killed before its end.
    private static async Task<bool> Strike(ForecastProcess forecast, string[] command, TimeSpan after)
    {
        using var process = forecast.Start(command);
        using var limit = new CancellationTokenSource(after);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            return process.ExitCode == 128 + 9;
        }
    }
}
