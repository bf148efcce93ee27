using System.Globalization;
using System.Text.Json;
using Forecast.Core.Evaluation;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Risk;

public sealed class TrafficLightTests
{
    private static JsonElement Reference => JsonDocument.Parse(File.ReadAllText(SharedFolder.File("vectors/margin/backtest_traffic_light.json"))).RootElement;

    [Fact]
    public void Independent_bounds_of_the_table()
    {
        foreach (var row in File.ReadLines(SharedFolder.File("vectors/margin/basel_iid_bounds_computed.csv")).Skip(1).Select(l => l.Split(',')))
        {
            var expected = new TrafficLight(int.Parse(row[2], CultureInfo.InvariantCulture), int.Parse(row[3], CultureInfo.InvariantCulture));
            Assert.Equal(expected, TrafficLight.Independent(int.Parse(row[0], CultureInfo.InvariantCulture), 1 - double.Parse(row[1], CultureInfo.InvariantCulture)));
        }
    }

    [Theory]
    [InlineData(4, TrafficLightZone.Green)]
    [InlineData(5, TrafficLightZone.Yellow)]
    [InlineData(9, TrafficLightZone.Yellow)]
    [InlineData(10, TrafficLightZone.Red)]
    public void The_committees_table_for_250_days(int exceedances, TrafficLightZone zone) => Assert.Equal(zone, TrafficLight.Independent(250, 0.01).Zone(exceedances));

    /// <summary>A window of one step is the independent case.</summary>
    [Fact]
    public void Windows_of_one_step_have_the_independent_bounds()
    {
        var simulated = TrafficLight.Overlapping(250, 1, 0.01, draws: 20_000);
        Assert.Equal(4, simulated.LargestGreen);
        Assert.InRange(simulated.LargestYellow, 8, 10);
    }

    [Fact]
    public void Overlapping_windows_have_the_wider_bounds_of_the_reference()
    {
        var table = File.ReadLines(SharedFolder.File("vectors/margin/ore_stoplight_10day_overlapping_99.csv")).Skip(1).Select(l => l.Split(',').Select(v => int.Parse(v, CultureInfo.InvariantCulture)).ToArray())
            .ToDictionary(v => v[0], v => (Green: v[1], Yellow: v[2]));
        foreach (var count in new[] { 1, 2, 5, 20, 100, 250 })
        {
            var bounds = TrafficLight.Overlapping(count, 10, 0.01, draws: 50_000);
            Assert.Equal(table[count].Green, bounds.LargestGreen);
            Assert.InRange(bounds.LargestYellow, table[count].Yellow - 1, table[count].Yellow + 1);
        }
    }

    [Fact]
    public void Several_portfolios_together()
    {
        var expected = Reference.GetProperty("three_portfolios_corr_0.5_250obs_10day");
        var bounds = TrafficLight.Overlapping(250, 10, 0.01, 3, 0.5, draws: 60_000);
        Assert.Equal(expected[0].GetInt32(), bounds.LargestGreen);
        // Of 60 000 draws six lie beyond it.
        Assert.InRange(bounds.LargestYellow, expected[1].GetInt32() - 3, expected[1].GetInt32() + 3);
    }
}
