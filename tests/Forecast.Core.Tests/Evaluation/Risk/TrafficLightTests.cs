using System.Globalization;
using System.Text.Json;
using Forecast.Core.Evaluation;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Risk;

public sealed class TrafficLightTests
{
    private static JsonElement Reference => JsonDocument.Parse(File.ReadAllText(SharedFolder.File("vectors/margin/backtest_traffic_light.json"))).RootElement;

    /// <summary>Of 10-day windows at 99 %, by number of rows.</summary>
    private static Dictionary<int, TrafficLight> Table() => File.ReadLines(SharedFolder.File("vectors/margin/ore_stoplight_10day_overlapping_99.csv")).Skip(1)
        .Select(l => Array.ConvertAll(l.Split(','), v => int.Parse(v, CultureInfo.InvariantCulture))).ToDictionary(v => v[0], v => new TrafficLight(v[1], v[2]));

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
        var table = Table();
        foreach (var count in new[] { 1, 2, 5, 20, 100, 250 })
        {
            var bounds = TrafficLight.Overlapping(count, 10, 0.01, draws: 50_000);
            Assert.Equal(table[count].LargestGreen, bounds.LargestGreen);
            Assert.InRange(bounds.LargestYellow, table[count].LargestYellow - 1, table[count].LargestYellow + 1);
        }
    }

    /// <summary>
    /// The table was simulated too, so its bounds are held against what the error of our own simulation leaves open. Largest greens are narrow at any number of rows; beyond 99.99 % there is one of 10 000 draws, which says
    /// only what the largest yellow is not below, so that it is held on both sides where rows are few and draws many.
    /// </summary>
    [Fact]
    public void The_whole_table_of_overlapping_windows()
    {
        var table = Table();
        Assert.Equal(387, table.Count);
        var all = OverlappingExceedances.Simulate([.. table.Keys], 10, 0.01, draws: 10_000);
        foreach (var (count, published) in table)
        {
            var (narrowest, widest) = all.Range(count);
            Assert.InRange(published.LargestGreen, narrowest.LargestGreen, widest.LargestGreen);
            // Three standard errors of 0.2 % either way, where an exceedance more is worth 0.8 % of probability at the most rows.
            Assert.InRange(widest.LargestGreen - narrowest.LargestGreen, 0, 3);
            Assert.InRange(published.LargestYellow, narrowest.LargestYellow, count);
        }
        int[] few = [.. table.Keys.Where(n => n <= 150)];
        var many = OverlappingExceedances.Simulate(few, 10, 0.01, draws: 100_000);
        foreach (var count in few)
        {
            Assert.InRange(many.Bounds(count).LargestGreen, table[count].LargestGreen - 1, table[count].LargestGreen);
            Assert.InRange(many.Bounds(count).LargestYellow, table[count].LargestYellow - 1, table[count].LargestYellow + 1);
        }
        Assert.InRange(few.Count(n => many.Bounds(n).LargestGreen == table[n].LargestGreen), few.Length - 1, few.Length);
    }

    /// <summary>Many numbers of rows at once are what each is by itself, on the same paths.</summary>
    [Fact]
    public void Bounds_widen_with_rows_windows_and_the_probability_of_an_exceedance()
    {
        static OverlappingExceedances Of(int window, double probability) => OverlappingExceedances.Simulate([30, 60, 120], window, probability, draws: 5_000);
        var usual = Of(5, 0.01);
        foreach (var count in new[] { 30, 60, 120 })
        {
            Assert.True(usual.Bounds(count).LargestYellow <= Of(10, 0.01).Bounds(count).LargestYellow);
            Assert.True(usual.Bounds(count).LargestGreen <= Of(5, 0.02).Bounds(count).LargestGreen);
            Assert.True(Enumerable.Range(0, count).All(k => usual.Cumulative(count, k) <= usual.Cumulative(count, k + 1)));
            Assert.Equal(1, usual.Cumulative(count, count));
        }
        Assert.True(usual.Bounds(30).LargestGreen <= usual.Bounds(60).LargestGreen && usual.Bounds(60).LargestGreen <= usual.Bounds(120).LargestGreen);
        Assert.Equal(TrafficLight.Overlapping(120, 5, 0.01, draws: 5_000), usual.Bounds(120));
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
