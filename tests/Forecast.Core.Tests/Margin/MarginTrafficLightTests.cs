using Forecast.Core.Evaluation;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class MarginTrafficLightTests
{
    [Fact]
    public void A_period_of_one_day_has_the_committees_bounds() =>
        Assert.Equal(new MarginTrafficLight(250, 5, TrafficLightZone.Yellow, new TrafficLight(4, 9)), MarginTrafficLight.Of(250, 5, 0.99, TimeSpan.FromDays(1)));

    /// <summary>Ten breaches of two-day windows may be a right model's, whose single breach is counted twice.</summary>
    [Fact]
    public void A_longer_period_spans_as_many_origins_and_has_wider_bounds()
    {
        var light = MarginTrafficLight.Of(250, 10, 0.99, TimeSpan.FromDays(2), 20_000);
        Assert.Equal(TrafficLight.Overlapping(250, 2, 1 - 0.99, draws: 20_000), light.Bounds);
        Assert.Equal(TrafficLightZone.Yellow, light.Zone);
        Assert.Equal(TrafficLightZone.Red, MarginTrafficLight.Of(250, 10, 0.99, TimeSpan.FromDays(1)).Zone);
        Assert.Throws<ArgumentOutOfRangeException>(() => MarginTrafficLight.Of(250, 1, 0.99, TimeSpan.FromHours(36)));
        Assert.Throws<ArgumentOutOfRangeException>(() => MarginTrafficLight.Of(250, 251, 0.99, TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Rows_of_a_back_test_are_counted()
    {
        MarginBacktestRow[] rows = [.. Enumerable.Range(0, 250).Select(d => new MarginBacktestRow("A", TimeSpan.FromDays(1), 0.99, MarginTarget.Close, PositionSide.Long, d * Duration.Day, MarginMethod.Policy, 0.1, d < 12 ? 0.2 : 0.05, 0.2))];
        Assert.Equal(new MarginTrafficLight(250, 12, TrafficLightZone.Red, new TrafficLight(4, 9)), MarginTrafficLight.Of(rows));
    }
}
