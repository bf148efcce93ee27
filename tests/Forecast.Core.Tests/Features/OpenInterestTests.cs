using Forecast.Core.Features;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.Core.Tests.Features;

public sealed class OpenInterestTests
{
    [Fact]
    public void The_change_is_from_what_held_a_window_before()
    {
        var interest = new AsOfSeries([0, Duration.Day, Duration.Day, 2 * Duration.Day], [0, Duration.Day, 3 * Duration.Day, 5 * Duration.Day], [100, 200, 300, 400]);
        double? Change(long origin, long knownAt, long age) => OpenInterest.Change(interest, origin, knownAt, TimeSpan.FromDays(1), age);
        Assert.Equal(Math.Log(2), Change(Duration.Day, Duration.Day, 0));
        // The value of day 2 is not known yet; the one of day 1 is a day old.
        Assert.Null(Change(2 * Duration.Day, 2 * Duration.Day, Duration.Hour));
        Assert.Equal(0, Change(2 * Duration.Day, 2 * Duration.Day, Duration.Day));
        // Day 1 was corrected by the time that day 2 was known.
        Assert.Equal(Math.Log(400.0 / 300), Change(2 * Duration.Day, 5 * Duration.Day, 0));
        Assert.Null(Change(Duration.Hour, Duration.Day, Duration.Day));
        Assert.Null(OpenInterest.Change(new AsOfSeries([0, 1], [0, 1], [0, 5]), Duration.Day, Duration.Day, TimeSpan.FromDays(1), Duration.Day));
    }
}
