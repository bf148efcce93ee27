using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary><c>kill -9</c> in the middle of a night, then again to the end: database and lake must equal those of an undisturbed run.</summary>
public sealed class InterruptedNightTests : IDisposable
{
    private static readonly string[] Night = ["nightly", "--symbols", "ALPHA-SIM,BRAVO-SIM", "--quiet"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_random_points_it_ends_as_if_undisturbed()
    {
        var undisturbed = new ForecastProcess(_folder, "undisturbed");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(0, (await undisturbed.Run(Night)).Code);
        var length = clock.Elapsed;
        var (lake, database) = (Contents.OfLake(undisturbed.Lake), Contents.OfDatabase(undisturbed.Database));

        var kills = Environment.GetEnvironmentVariable("FORECAST_FULL") == "1" ? 30 : 10;
        var random = new Random(20240805);
        var (killed, home, strikes) = (0, 0, 0);
        // Only a run that was still going counts. A home is struck up to three times, deeper and deeper, then brought to its end.
        for (var attempt = 0; killed < kills; attempt++)
        {
            Assert.True(attempt < 3 * kills, $"only {killed} of {attempt} runs were still going when they were to be killed");
            var hit = await Strike(new ForecastProcess(_folder, $"killed-{home}"), length * (0.05 + (0.85 * random.NextDouble())));
            killed += hit ? 1 : 0;
            strikes++;
            if (hit && strikes < 3 && killed < kills) continue;
            await EndsAsUndisturbed(new ForecastProcess(_folder, $"killed-{home}"), lake, database);
            (home, strikes) = (home + 1, 0);
        }
    }

    // True where the run was killed before its end.
    private static async Task<bool> Strike(ForecastProcess forecast, TimeSpan after)
    {
        using var process = forecast.Start(Night);
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

    private static async Task EndsAsUndisturbed(ForecastProcess forecast, string[] lake, string[] database)
    {
        var (code, text, error) = await forecast.Run(Night);
        Assert.True(code is 0 or 4, error + text);
        Assert.Equal(database, Contents.OfDatabase(forecast.Database));
        Assert.Equal(lake, Contents.OfLake(forecast.Lake));
    }
}
