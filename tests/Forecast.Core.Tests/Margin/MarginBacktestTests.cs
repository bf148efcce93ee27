using Forecast.Core.Margin;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class MarginBacktestTests
{
    private static readonly MarginClass Terms = new("major", 1, 990_000, 20_000, 50);
    private static readonly MarginPolicy Policy = new(1, 2_500, StepUnit.Relative, 5_000, 1_000, 1_000, 600_000, [Terms]);

    [Fact]
    public void Every_origin_has_every_method_and_the_policy_moves_inside_its_steps()
    {
        var sample = MarginSimulationTests.Sample(1);
        var rows = MarginBacktest.Run("TEST", sample, PositionSide.Long, MarginTarget.Excursion, 0.99, Policy, Terms, long.MinValue, long.MaxValue);
        Assert.All(rows.GroupBy(r => r.Origin), g => Assert.Equal(Enum.GetValues<MarginMethod>().Length, g.Select(r => r.Method).Distinct().Count()));
        var policy = rows.Where(r => r.Method == MarginMethod.Policy).ToArray();
        Assert.True(policy.Length > 100);
        for (var i = 1; i < policy.Length; i++) Assert.InRange(policy[i].Rate / policy[i - 1].Rate, 0.9 - 1e-12, 1.5 + 1e-12);
        Assert.All(rows, r => Assert.True(r.Excursion >= r.Loss));
        Assert.All(rows.Where(r => r.Method == MarginMethod.Policy), r => Assert.True(r.Rate >= 0.02));
    }

    // The rules written out by hand from each day's own rate, starting with nothing in force.
    [Fact]
    public void The_policy_is_the_rules_on_the_side_s_own_rate_from_yesterday_s_value()
    {
        var sample = MarginSimulationTests.Sample(1);
        var from = sample.Origins[280];
        var rows = MarginBacktest.Run("TEST", sample, PositionSide.Short, MarginTarget.Close, 0.99, Policy, Terms, from, sample.Origins[300]);
        Assert.Equal(21 * Enum.GetValues<MarginMethod>().Length, rows.Count);
        decimal? before = null;
        foreach (var day in rows.GroupBy(r => r.Origin))
        {
            var raw = Math.Ceiling((decimal)day.Single(r => r.Method == MarginMethod.Predictive).Rate * 1_000_000);
            var aim = Math.Ceiling(Math.Max(Math.Ceiling(raw * 1.25m), 20_000) / 1_000) * 1_000;
            before = before is { } b ? Math.Clamp(aim, Math.Ceiling(b * 0.9m / 1_000) * 1_000, Math.Floor(b * 1.5m / 1_000) * 1_000) : aim;
            Assert.Equal((double)(before.Value / 1_000_000), day.Single(r => r.Method == MarginMethod.Policy).Rate, 1e-12);
        }
    }

    [Fact]
    public void A_summary_by_hand()
    {
        // Days 0 1 2 3 and 5: the pairs five days apart are one, those one day apart three.
        var summary = CoverageSummary.Of([Row(0, 0.10, 0.05), Row(1, 0.12, 0.13), Row(2, 0.11, 0.11), Row(3, 0.15, -0.2), Row(5, 0.20, 0.3)]);
        Assert.Equal((5, 2), (summary.Count, summary.Breaches));
        Assert.Equal(0.6, summary.Coverage, 1e-15);
        Assert.Equal(0.136, summary.MeanRate, 1e-15);
        Assert.Equal(2, summary.PeakToTrough!.Value, 1e-15);
        Assert.Equal([1, 5], summary.LargestRises.Select(r => r.Days));
        Assert.Equal(0.04, summary.LargestRises[0].Absolute, 1e-15);
        Assert.Equal((0.15 / 0.11) - 1, summary.LargestRises[0].Relative!.Value, 1e-15);
        Assert.Equal(0.10, summary.LargestRises[1].Absolute, 1e-15);
        Assert.Equal(1, summary.LargestRises[1].Relative!.Value, 1e-15);

        var fromNothing = CoverageSummary.Of([Row(0, 0, 0), Row(1, 0.1, 0)]);
        Assert.Null(fromNothing.PeakToTrough);
        Assert.Null(Assert.Single(fromNothing.LargestRises).Relative);
        Assert.Equal(0, Assert.Single(CoverageSummary.Of([Row(0, 0.2, 0), Row(1, 0.1, 0)]).LargestRises).Absolute);
    }

    // Two instruments near 10 % and near 50 %: no rise leads from one to the other, in whatever order their rows come.
    [Fact]
    public void A_summary_over_instruments_compares_no_instrument_with_another()
    {
        MarginBacktestRow Other(int day, double rate) => Row(day, rate, 0) with { Symbol = "OTHER" };
        MarginBacktestRow[] rows = [Row(0, 0.10, 0.2), Row(5, 0.11, 0), Other(0, 0.50), Other(5, 0.52), Other(6, 0.51)];
        foreach (var order in new[] { rows, [.. rows.OrderBy(r => r.Origin)] })
        {
            var summary = Assert.Single(MarginSummary.Of(order));
            // One breach of two at 1 % has a p-value of 1.1 %, none of three one of 80.6 %.
            Assert.Equal((5, 1, 2, 1), (summary.Count, summary.Breaches, summary.Series, summary.SeriesThatPass));
            Assert.Equal(0.8, summary.Coverage, 1e-15);
            Assert.Equal((0.105 + 0.51) / 2, summary.MeanRate, 1e-15);
            Assert.Equal((1.1 + 1.04) / 2, summary.PeakToTrough!.Value, 1e-12);
            Assert.Equal((0.01 + 0.02) / 2, summary.LargestRise5!.Value, 1e-12);
        }
    }

    [Fact]
    public void A_summary_of_mixed_or_unsorted_rows_is_refused()
    {
        Assert.Contains("one kind", Assert.Throws<ArgumentException>(() => CoverageSummary.Of([Row(0, 0.1, 0), Row(1, 0.1, 0) with { Side = PositionSide.Short }])).Message, StringComparison.Ordinal);
        Assert.Contains("sort the rows", Assert.Throws<ArgumentException>(() => CoverageSummary.Of([Row(1, 0.1, 0), Row(0, 0.1, 0)])).Message, StringComparison.Ordinal);
    }

    private static MarginBacktestRow Row(int day, double rate, double loss) =>
        new("TEST", TimeSpan.FromDays(1), 0.99, MarginTarget.Close, PositionSide.Long, SyntheticBars.Start + (day * Duration.Day), MarginMethod.Static, rate, loss, loss);

    [Fact]
    public void Coverage_is_near_what_is_promised_where_the_forecast_is_right()
    {
        var rows = MarginBacktest.Run("TEST", MarginSimulationTests.Sample(1), PositionSide.Short, MarginTarget.Close, 0.95, Policy, Terms, long.MinValue, long.MaxValue);
        var summary = CoverageSummary.Of([.. rows.Where(r => r.Method == MarginMethod.Predictive)]);
        Assert.True(summary.KupiecP > 0.001, $"{summary}");
        Assert.Equal(1 - ((double)summary.Breaches / summary.Count), summary.Coverage, 1e-15);
    }
}
