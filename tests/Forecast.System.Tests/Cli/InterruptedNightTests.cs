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
        var killed = 0;
        // A third of the kills begins a fresh home; the others strike the same night again, deeper and deeper.
        for (var k = 0; k < kills; k++)
        {
            var forecast = new ForecastProcess(_folder, $"killed-{k / 4}");
            using var process = forecast.Start(Night);
            var left = length * random.NextDouble();
            using (var limit = new CancellationTokenSource(left))
            {
                try
                {
                    await process.WaitForExitAsync(limit.Token);
                }
                catch (OperationCanceledException)
                {
                    process.Kill();
                    killed++;
                    await process.WaitForExitAsync();
                }
            }
        }
        Assert.True(killed >= kills / 3, $"only {killed} of {kills} runs were still going when they were to be killed");
        for (var home = 0; home <= (kills - 1) / 4; home++)
        {
            var forecast = new ForecastProcess(_folder, $"killed-{home}");
            var (code, text, error) = await forecast.Run(Night);
            Assert.True(code is 0 or 4, error + text);
            Assert.Equal(database, Contents.OfDatabase(forecast.Database));
            Assert.Equal(lake, Contents.OfLake(forecast.Lake));
        }
    }
}
