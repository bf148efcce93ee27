using System.Diagnostics;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary>
/// Runs a command undisturbed, then again in other homes where it is killed (<c>kill -9</c>) at random points, up to three times one after the other, and brought to its end:
/// lake and database must be those of the undisturbed run. Only a run that was still going counts as killed.
/// </summary>
internal static class Interruption
{
    /// <param name="folder">Where the homes are.</param>
    /// <param name="command">What is run.</param>
    /// <param name="kills">Kills in all; more in the long proof.</param>
    /// <param name="least">Earliest kill, as a share of the undisturbed run's length.</param>
    /// <returns>The undisturbed run's lake.</returns>
    public static async Task<string[]> EndsAsUndisturbed(TemporaryFolder folder, string[] command, (int Usual, int Full) kills, double least)
    {
        var undisturbed = new ForecastProcess(folder, "undisturbed") { Fits = folder["undisturbed-fits"] };
        var clock = Stopwatch.StartNew();
        var (first, output, fault) = await undisturbed.Run(command);
        Assert.True(first == 0, fault + output);
        var length = clock.Elapsed;
        var (lake, database) = (Contents.OfLake(undisturbed.Lake), Contents.OfDatabase(undisturbed.Database));
        var (wanted, random) = (Environment.GetEnvironmentVariable("FORECAST_FULL") == "1" ? kills.Full : kills.Usual, new SplitMix64(20240805));
        var (killed, home, strikes) = (0, 0, 0);
        for (var attempt = 0; killed < wanted; attempt++)
        {
            Assert.True(attempt < 3 * wanted, $"only {killed} of {attempt} runs were still going when they were to be killed");
            var forecast = new ForecastProcess(folder, $"killed-{home}") { Fits = folder[$"killed-{home}-fits"] };
            var hit = await Strike(forecast, command, length * (least + ((0.9 - least) * random.Next(1000) / 1000)));
            (killed, strikes) = (killed + (hit ? 1 : 0), strikes + 1);
            if (hit && strikes < 3 && killed < wanted) continue;
            var (code, text, error) = await forecast.Run(command);
            Assert.True(code is 0 or 4, error + text);
            Assert.Equal(database, Contents.OfDatabase(forecast.Database));
            Assert.Equal(lake, Contents.OfLake(forecast.Lake));
            (home, strikes) = (home + 1, 0);
        }
        return lake;
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
