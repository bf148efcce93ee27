using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class LeeMyklandStreamTests
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    // n = 96, α = 1 %: c = 0.7979, √(2 ln n) = 3.0214, C = 3.2344, S = 0.4148, ξ = 4.6001.
    [Fact]
    public void The_critical_value_is_that_of_the_paper()
    {
        Assert.Equal(3.2344 + (4.6001 * 0.4148), LeeMyklandStream.CriticalValue(96), 1e-3);
        Assert.Equal(188, new LeeMyklandStream(Quarter).Window);
    }

    // A thousand days without a jump: on 1 % of them the largest return passes, four standard errors allowed and one third more for the volatility being estimated.
    [Fact]
    public void Few_days_without_a_jump_are_said_to_have_one()
    {
        var (random, stream, days) = (new SplitMix64(11), new LeeMyklandStream(TimeSpan.FromMinutes(5)), 1000);
        for (var i = 0; i < stream.Window; i++) Assert.Null(i < stream.Window / 2 ? stream.Add(SyntheticBars.Normal(random)) : Skip(stream.Add(SyntheticBars.Normal(random))));
        var wrong = Enumerable.Range(0, days).Count(_ => Enumerable.Range(0, 288).Count(_ => Math.Abs(stream.Add(SyntheticBars.Normal(random))!.Value) > stream.Critical) > 0);
        Assert.InRange(wrong, 1, (days * 0.01 * 4 / 3) + (4 * Math.Sqrt(days * 0.01)));

        static double? Skip(double? _) => null;
    }

    [Fact]
    public void A_planted_jump_is_found_where_it_is_and_nothing_after_it_is_blamed()
    {
        var bars = SyntheticBars.Walk(10 * 96, Quarter, new SplitMix64(2), 0.002);
        const int At = (8 * 96) + 40;
        double[] close = [.. bars.Close.Select((c, i) => i >= At ? c * Math.Exp(0.03) : c)];
        var days = DailyMeasures.From(SyntheticBars.FromCloses([100, .. close], 15));
        Assert.Equal([0, 1, 0], days.Of("return_jumps")[7..]);
        Assert.Equal(0.03 * 0.03, days.Of("return_jump_variation")[8]!.Value, 3e-4);
        Assert.Null(days.Of("return_jumps")[0]);
    }

    // Volatility that is three times as high in one hour of each day: without its factor that hour seems to jump.
    [Fact]
    public void The_diurnal_factor_keeps_a_lively_hour_from_being_taken_for_jumps()
    {
        var random = new SplitMix64(4);
        var (raw, seasonal, found, foundSeasonal) = (new LeeMyklandStream(Quarter), new LeeMyklandStream(Quarter), 0, 0);
        for (var i = 0; i < 200 * 96; i++)
        {
            var factor = i % 96 < 4 ? 9.0 : 1;
            var r = Math.Sqrt(factor) * SyntheticBars.Normal(random);
            if (Math.Abs(raw.Add(r) ?? 0) > raw.Critical) found++;
            if (Math.Abs(seasonal.Add(r, factor) ?? 0) > seasonal.Critical) foundSeasonal++;
        }
        Assert.True(found > 50, $"{found}");
        Assert.InRange(foundSeasonal, 0, 8);
    }

    [Fact]
    public void Missing_returns_make_no_pairs_and_too_many_of_them_no_statistic()
    {
        var (random, stream) = (new SplitMix64(6), new LeeMyklandStream(TimeSpan.FromHours(1)));
        for (var i = 0; i < 500; i++) stream.Add(i % 3 == 0 ? null : SyntheticBars.Normal(random));
        Assert.Null(stream.Add(1));
        for (var i = 0; i < 500; i++) stream.Add(i % 10 == 0 ? null : SyntheticBars.Normal(random));
        Assert.NotNull(stream.Add(1));
        Assert.Null(stream.Add(null));
        for (var i = 0; i < 500; i++) stream.Add(0);
        Assert.Null(stream.Add(1));
    }
}
