using System.Globalization;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class MarginSimulationTests
{
    private static readonly BarSeries Bars = SyntheticBars.Make(days: 420, minutes: 60);

    [Fact]
    public void Outcomes_by_hand()
    {
        var bars = SyntheticBars.FromCloses([100, 110, 99, 120, 90], 24 * 60);
        var sample = MarginSample.From(bars, TimeSpan.FromDays(2), [bars.End(0), bars.End(1), bars.End(2)], [0.01, 0.01, 0.01]);
        var first = sample.Moves[0]!.Value;
        Assert.Equal(120 / 110.0 - 1, Move.Loss(PositionSide.Short, first.Against(PositionSide.Short, MarginTarget.Close)), 1e-12);
        Assert.Equal(1 - (99 * 0.9995 / 110), Move.Loss(PositionSide.Long, first.Against(PositionSide.Long, MarginTarget.Excursion)), 1e-12);
        Assert.Equal(1 - (90 / 99.0), Move.Loss(PositionSide.Long, sample.Moves[1]!.Value.Against(PositionSide.Long, MarginTarget.Close)), 1e-12);
        Assert.Null(sample.Moves[2]);
        Assert.Null(sample.DailyReturn[0]);
        Assert.Equal(Math.Log(99 / 110.0), sample.DailyReturn[1]!.Value, 1e-12);
    }

    [Fact]
    public void Constant_forecast_makes_the_predictive_rate_the_quantile_of_the_moves()
    {
        var sample = Sample(1);
        var flat = MarginSample.From(Bars, TimeSpan.FromDays(1), sample.Origins, [.. sample.Origins.Select(_ => 0.04)]);
        var rate = MarginSimulation.Rates(flat, PositionSide.Long, MarginTarget.Close, 0.99)[^1]!;
        var matured = flat.Moves.Where((m, s) => m is not null && flat.Matures(s) <= flat.Origins[^1]).Select(m => -m!.Value.End).Order().ToArray();
        Assert.Equal(1 - Math.Exp(-matured[(int)Math.Ceiling(matured.Length * 0.99) - 1]), rate.Predictive, 1e-12);
        Assert.Equal(rate.Static, rate.Predictive, 1e-12);
        Assert.Equal(matured.Length, rate.Scenarios);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_had_not_matured_changes_no_bit(int days)
    {
        var sample = Sample(days);
        var row = sample.Count - 40;
        var altered = MarginSample.From(SyntheticBars.AlterAfter(Bars, sample.Origins[row]), TimeSpan.FromDays(days), sample.Origins, sample.ForecastVariance);
        foreach (var side in Recommender.Sides)
        {
            foreach (var target in Enum.GetValues<MarginTarget>())
            {
                var before = MarginSimulation.Rates(sample, side, target, 0.99);
                Assert.Equal(before[..(row + 1)], MarginSimulation.Rates(altered, side, target, 0.99)[..(row + 1)]);
                Assert.NotNull(before[row]);
            }
        }
    }

    [Fact]
    public void Rates_grow_with_confidence_and_excursions_cost_at_least_as_much()
    {
        var sample = Sample(1);
        foreach (var side in Recommender.Sides)
        {
            var low = MarginSimulation.Rates(sample, side, MarginTarget.Close, 0.95)[^1]!;
            var high = MarginSimulation.Rates(sample, side, MarginTarget.Close, 0.99)[^1]!;
            var worst = MarginSimulation.Rates(sample, side, MarginTarget.Excursion, 0.99)[^1]!;
            Assert.True(low.Predictive <= high.Predictive && low.Static <= high.Static && low.Dynamic <= high.Dynamic);
            Assert.True(high.Predictive <= worst.Predictive && high.Static <= worst.Static);
            Assert.InRange(high.Predictive, 0, 1);
        }
    }

    [Fact]
    public void Too_few_periods_have_no_rate()
    {
        var rates = MarginSimulation.Rates(Sample(1), PositionSide.Long, MarginTarget.Close, 0.99);
        Assert.Null(rates[200]);
        Assert.Equal(MarginSimulation.LeastScenarios, rates.First(r => r is not null)!.Scenarios);
    }

    // Profits and losses of six portfolios and their quantiles, published with another risk engine: order statistics, not interpolated.
    [Fact]
    public void Order_statistics_as_published()
    {
        static string[][] Rows(string file) => [.. File.ReadAllLines(SharedFolder.File($"vectors/margin/ore_var/{file}")).Where(l => l.Length > 0).Select(l => l.TrimStart('#').Split(','))];
        var moves = Rows("HistSimVar_historical_PnL.csv").Skip(1).GroupBy(r => (r[0], r[1], r[2])).ToDictionary(g => g.Key, g => g.Select(r => double.Parse(r[5], CultureInfo.InvariantCulture)).Order().ToArray());
        var published = Rows("HistSimVar_var.csv");
        foreach (var row in published.Skip(1))
        {
            for (var k = 3; k < 7; k++)
            {
                var probability = double.Parse(published[0][k].Split('_')[1], CultureInfo.InvariantCulture);
                Assert.Equal(double.Parse(row[k], CultureInfo.InvariantCulture), OrderStatistic.Of(moves[(row[0], row[1], row[2])], probability), 1e-6);
            }
        }
    }

    // The published back-test of 1000 days at 5 %.
    [Fact]
    public void Kupiec_as_published()
    {
        var (ratio, p) = CoverageSummary.Kupiec(1000, 63, 0.05);
        Assert.Equal(3.298788626, ratio, 1e-9);
        Assert.Equal(0.06933099451, p, 1e-9);
        Assert.Equal(0, CoverageSummary.Kupiec(100, 5, 0.05).LikelihoodRatio, 1e-12);
        Assert.True(double.IsFinite(CoverageSummary.Kupiec(250, 0, 0.01).LikelihoodRatio));
    }

    internal static MarginSample Sample(int days)
    {
        var random = new SplitMix64(21);
        long[] origins = [.. Enumerable.Range(10, 405).Select(d => SyntheticBars.Start + (d * Duration.Day))];
        return MarginSample.From(Bars, TimeSpan.FromDays(days), origins, [.. origins.Select(_ => 0.002 * days * Math.Exp(0.3 * SyntheticBars.Normal(random)))]);
    }
}
