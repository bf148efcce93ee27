using System.Text.Json;
using Xunit;

namespace Forecast.SystemTests.Cli;

public sealed class SimulateNoiseVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_study_of_noise_shows_variance_explode_and_the_others_stay()
    {
        var forecast = new ForecastProcess(_folder);
        var (code, text, error) = await forecast.Run("simulate", "noise", "--days", "20", "--out", "noise.svg", "--json");
        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(text);
        double Densest(string measure) => json.RootElement.GetProperty("withNoise").EnumerateArray().First(r => r.GetProperty("step").GetInt32() == 1 && r.GetProperty("measure").GetString() == measure).GetProperty("meanRatio").GetDouble();
        Assert.True(Densest("realized variance") > 5);
        foreach (var measure in new[] { "realized kernel", "two scales", "pre-averaged" }) Assert.InRange(Densest(measure), 0.85, 1.2);
        Assert.True(new FileInfo(_folder["noise.svg"]).Length > 1000);
        Assert.Equal(2, (await forecast.Run("simulate", "noise", "--out", "noise.gif")).Code);
    }
}
