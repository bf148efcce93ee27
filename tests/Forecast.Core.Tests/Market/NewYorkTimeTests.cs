using CsCheck;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.Core.Tests.Market;

public sealed class NewYorkTimeTests
{
    [Theory]
    [InlineData("2007-03-11T07:00:00Z", "2007-11-04T06:00:00Z")]
    [InlineData("2015-03-08T07:00:00Z", "2015-11-01T06:00:00Z")]
    [InlineData("2018-03-11T07:00:00Z", "2018-11-04T06:00:00Z")]
    [InlineData("2019-03-10T07:00:00Z", "2019-11-03T06:00:00Z")]
    [InlineData("2020-03-08T07:00:00Z", "2020-11-01T06:00:00Z")]
    [InlineData("2021-03-14T07:00:00Z", "2021-11-07T06:00:00Z")]
    [InlineData("2022-03-13T07:00:00Z", "2022-11-06T06:00:00Z")]
    [InlineData("2023-03-12T07:00:00Z", "2023-11-05T06:00:00Z")]
    [InlineData("2024-03-10T07:00:00Z", "2024-11-03T06:00:00Z")]
    [InlineData("2025-03-09T07:00:00Z", "2025-11-02T06:00:00Z")]
    [InlineData("2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z")]
    public void Clocks_change_at_the_published_instants(string forward, string back)
    {
        var (first, last) = (Instant.Parse(forward), Instant.Parse(back));
        Assert.False(NewYorkTime.IsDaylight(first - 1));
        Assert.True(NewYorkTime.IsDaylight(first));
        Assert.True(NewYorkTime.IsDaylight(last - 1));
        Assert.False(NewYorkTime.IsDaylight(last));
        // 01:59:59.999999 is followed by 03:00, and in autumn by 01:00 again.
        Assert.Equal((2 * Duration.Hour) - 1, NewYorkTime.FromUtc(first - 1) - Instant.FloorDay(first));
        Assert.Equal(3 * Duration.Hour, NewYorkTime.FromUtc(first) - Instant.FloorDay(first));
        Assert.Equal(Duration.Hour, NewYorkTime.FromUtc(last) - Instant.FloorDay(last));
    }

    [Fact]
    public void The_clock_is_four_or_five_hours_behind_and_the_sun_saves_from_spring_to_autumn() =>
        Gen.Long[Instant.Parse("2007-01-01"), Instant.Parse("2100-01-01")].Sample(t =>
        {
            var month = Instant.Day(t).Month;
            Assert.Equal(NewYorkTime.IsDaylight(t) ? 4 : 5, (t - NewYorkTime.FromUtc(t)) / Duration.Hour);
            if (month is 1 or 2 or 12) Assert.False(NewYorkTime.IsDaylight(t));
            if (month is > 3 and < 11) Assert.True(NewYorkTime.IsDaylight(t));
        });

    [Fact]
    public void Years_of_another_rule_are_refused() =>
        Assert.Contains("before 2007", Assert.Throws<ArgumentOutOfRangeException>(() => NewYorkTime.IsDaylight(Instant.Parse("2006-12-31"))).Message, StringComparison.Ordinal);
}
