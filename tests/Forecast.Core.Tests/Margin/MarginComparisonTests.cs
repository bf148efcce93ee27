using Forecast.Core.Margin;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class MarginComparisonTests
{
    private static readonly long First = Instant.Parse("2024-07-25");

    // Losses 0.01 … 2.00 on 200 days of one series; the predictive margin is half of the dynamic one, which is the best reactive.
    private static MarginBacktestRow[] Rows(Func<MarginMethod, int, double> rate) =>
    [
        .. from day in Enumerable.Range(0, 200)
           from method in Enum.GetValues<MarginMethod>()
           let loss = ((day * 37 % 200) + 1) / 100.0
           select new MarginBacktestRow("TEST", TimeSpan.FromDays(1), 0.99, MarginTarget.Close, PositionSide.Long, First + (day * Duration.Day), method, rate(method, day), loss, loss),
    ];

    [Fact]
    public void Equal_breaches_and_tick_losses_by_hand()
    {
        var compared = MarginComparison.Of(Rows((m, _) => m switch { MarginMethod.Predictive => 1, MarginMethod.Dynamic => 2, MarginMethod.Static => 4, _ => 3 })).ToDictionary(c => c.Method);
        var predictive = compared[MarginMethod.Predictive];
        // Of 200 losses two may be above: the third largest is 1.98, so a constant margin of 1.98 has two breaches, of 0.01 and 0.02 beyond it.
        Assert.Equal((200, 100, 0.5), (predictive.Count, predictive.Breaches, predictive.Coverage));
        Assert.Equal([1.98, 0.99, 0.495], new[] { MarginMethod.Predictive, MarginMethod.Dynamic, MarginMethod.Static }.Select(m => compared[m].EqualFactor), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(1, predictive.EqualMeanRatio.Value, 1e-12);
        Assert.Equal(1, predictive.EqualShortfallRatio!.Value.Value, 1e-12);
        Assert.Equal(0.02, predictive.WorstShortfall, 1e-12);
        Assert.Equal(0.25, predictive.RatioToStatic, 1e-12);
        // Tick loss of 1: 0.99 Σ_{k=1}^{100} k/100 + 0.01 Σ_{k=0}^{99} k/100, over 200; of 2: 0.01 Σ_{k=0}^{199} k/100.
        Assert.Equal(((0.99 * 50.5) + (0.01 * 49.5)) / (0.01 * 199), predictive.TickRatio.Value, 1e-12);
        Assert.Equal(1, compared[MarginMethod.Dynamic].TickRatio.Value, 1e-12);
        Assert.Equal((1, 0), (predictive.UnderCovered, compared[MarginMethod.Dynamic].UnderCovered));
        Assert.Equal((3, 3), (predictive.Quarters, predictive.QuartersBeyond));
        Assert.True(predictive.TickRatio.Lower <= predictive.TickRatio.Value && predictive.TickRatio.Value <= predictive.TickRatio.Upper);
    }

    [Fact]
    public void Too_few_periods_for_a_breach_have_no_shortfall_rather_than_a_NaN() =>
        Assert.All(MarginComparison.Of([.. Rows((_, _) => 2).Where(r => r.Origin < First + (20 * Duration.Day))]), c => Assert.Null(c.EqualShortfallRatio));

    [Fact]
    public void A_margin_of_the_right_shape_is_cheaper_at_equal_breaches()
    {
        // It is a tenth above every loss but those of the last day of each hundred.
        var compared = MarginComparison.Of(Rows((m, day) => m == MarginMethod.Predictive ? ((day * 37 % 200) + 1) / 100.0 * (day % 100 == 99 ? 0.8 : 1.1) : 2)).ToDictionary(c => c.Method);
        Assert.InRange(compared[MarginMethod.Predictive].EqualMeanRatio.Value, 0.4, 0.6);
        Assert.True(compared[MarginMethod.Predictive].EqualMeanRatio.Upper < 1);
        Assert.Equal(1, compared[MarginMethod.Predictive].Changes, 1e-12);
        Assert.Equal(0, compared[MarginMethod.Policy].Changes);
    }

    [Fact]
    public void A_reaction_is_the_mean_before_at_and_after_a_crash()
    {
        var rows = Rows((m, day) => m == MarginMethod.Predictive ? 0.1 + (day / 1000.0) : 0.5);
        var reaction = Assert.Single(MarginReaction.Of(rows), r => r.Method == MarginMethod.Predictive);
        // 2024-08-05 is day 11.
        Assert.Equal("2024-08-05", Instant.Format(reaction.Crash.Day)[..10]);
        Assert.Equal([0.106, 0.110, 0.111, 0.112, 0.116], reaction.Rates.Select(r => Math.Round(r!.Value, 12)));
        Assert.Equal(((11 * 37 % 200) + 1) / 100.0, reaction.Loss, 1e-12);
        Assert.Equal((1, 1), (reaction.Covered, reaction.Instruments));
    }

    // Whatever the samples: the variants run over the same origins, and what is switched off is not there.
    [Fact]
    public void The_frontier_says_what_each_setting_does()
    {
        var terms = new MarginClass("major", 1, 990_000, 20_000, 50);
        var policy = new MarginPolicy(1, 0, StepUnit.Relative, 10_000, 2_000, 1_000, 600_000, [terms]) { Cycle = new CycleRules(2_500, 500, 0, 0, 0, 1_000, 5, 10_000) };
        var frontier = MarginFrontier.Of([("TEST", MarginSimulationTests.Sample(1), terms)], 0.99, policy, long.MinValue, long.MaxValue).Where(f => f.Target == MarginTarget.Close).ToDictionary(f => f.Name);
        Assert.True(frontier["as it is"].LargestRise5 <= 1 && frontier["rises of 50 % in 5 days"].LargestRise5 <= 0.5);
        Assert.True(frontier["change band of 20 %"].Changes < frontier["as it is"].Changes && frontier["as it is"].Changes < frontier["no change band"].Changes);
        Assert.True(frontier["forecast damped to one half"].PeakToTrough < frontier["forecast not damped"].PeakToTrough);
        Assert.True(frontier["buffer of 25 % instead"].MeanRate > frontier["no weight on stressed observations"].MeanRate);
    }
}
