using Forecast.Core.Margin;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class MarginBacktestTests
{
    private static readonly MarginClass Terms = new("major", 1, 990_000, 20_000, 50);
    private static readonly MarginPolicy Policy = new(1, 2_500, 5_000, 1_000, 1_000, 600_000, [Terms]);

    [Fact]
    public void Every_origin_has_the_four_methods_and_the_policy_moves_inside_its_steps()
    {
        var sample = MarginSimulationTests.Sample(1);
        var rows = MarginBacktest.Run("TEST", sample, PositionSide.Long, MarginTarget.Excursion, 0.99, Policy, Terms, long.MinValue, long.MaxValue);
        Assert.All(rows.GroupBy(r => r.Origin), g => Assert.Equal(4, g.Select(r => r.Method).Distinct().Count()));
        var policy = rows.Where(r => r.Method == MarginMethod.Policy).ToArray();
        Assert.True(policy.Length > 100);
        for (var i = 1; i < policy.Length; i++) Assert.InRange(policy[i].Rate / policy[i - 1].Rate, 0.9 - 1e-12, 1.5 + 1e-12);
        Assert.All(rows, r => Assert.True(r.Excursion >= r.Loss));
        Assert.All(rows.Where(r => r.Method == MarginMethod.Policy), r => Assert.True(r.Rate >= 0.02));
    }

    [Fact]
    public void Coverage_is_near_what_is_promised_where_the_forecast_is_right()
    {
        var rows = MarginBacktest.Run("TEST", MarginSimulationTests.Sample(1), PositionSide.Short, MarginTarget.Close, 0.95, Policy, Terms, long.MinValue, long.MaxValue);
        var summary = CoverageSummary.Of([.. rows.Where(r => r.Method == MarginMethod.Predictive)]);
        Assert.True(summary.KupiecP > 0.001, $"{summary}");
        Assert.Equal(1 - ((double)summary.Breaches / summary.Count), summary.Coverage, 1e-15);
    }
}
