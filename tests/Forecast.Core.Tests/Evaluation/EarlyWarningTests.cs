using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation;

public sealed class EarlyWarningTests
{
    [Fact]
    public void The_threshold_is_the_99th_percentile_of_the_past_90_days()
    {
        var table = Table(3000, TimeSpan.FromHours(1));
        var shocks = EarlyWarning.Of(table, "m");
        foreach (var row in new[] { 60, 1000, 2160, 2999 })
        {
            double[] past = [.. Enumerable.Range(Math.Max(0, row - (90 * 24)), Math.Min(row, 90 * 24)).Select(r => table.Realized[r]!.Value).Order()];
            Assert.Equal(OrderStatistic.Of(past, 0.99), shocks[row]!.Value.Threshold);
        }
        Assert.All(shocks[..ConformalIntervals.Least], s => Assert.Null(s));
    }

    [Fact]
    public void Probabilities_are_calibrated_and_rank_by_the_forecast()
    {
        var table = Table(9000, TimeSpan.FromHours(1));
        var score = Assert.Single(WarningScore.Of([ModelBands.Of(table, "m")]));
        Assert.InRange(score.MeanProbability / score.Ranking!.BaseRate, 0.8, 1.25);
        Assert.True(score.Ranking.AveragePrecision > 5 * score.Ranking.BaseRate);
        Assert.True(score.Brier.Skill > 0.1);
        Assert.True(score.Reliability.ExpectedCalibrationError < 0.004);
        var blind = new ForecastTable { Symbol = "TEST", Horizon = table.Horizon, Models = ["m"], Origins = table.Origins, Realized = table.Realized, Forecasts = [[.. Enumerable.Repeat(1.0, table.Count)]] };
        Assert.True(Assert.Single(WarningScore.Of([ModelBands.Of(blind, "m")])).Ranking!.AveragePrecision < score.Ranking.AveragePrecision / 3);
    }

    [Fact]
    public void Targets_that_were_not_complete_change_no_warning()
    {
        var table = Table(400, TimeSpan.FromDays(7));
        var before = EarlyWarning.Of(table, "m");
        const int Row = 300;
        for (var r = Row - 6; r < table.Count; r++) table.Realized[r] = 1e6;
        var after = EarlyWarning.Of(table, "m");
        Assert.Equal(before[..(Row + 1)], after[..(Row + 1)]);
        Assert.NotEqual(before[Row + 1], after[Row + 1]);
    }

    [Fact]
    public void Coverage_is_counted_by_third_of_the_forecast()
    {
        var table = Table(1500, TimeSpan.FromHours(1));
        var bands = ModelBands.Of(table, "m");
        var coverage = IntervalCoverage.Of([bands]);
        Assert.Equal(ConformalIntervals.Levels, coverage.Select(c => c.Coverage));
        foreach (var c in coverage)
        {
            var bounds = bands.At(c.Coverage);
            int[] rows = [.. Enumerable.Range(0, table.Count).Where(r => bounds[r] is not null)];
            Assert.Equal(rows.Length, c.Count);
            Assert.Equal(rows.Average(r => table.Realized[r] >= bounds[r]!.Value.Lower && table.Realized[r] <= bounds[r]!.Value.Upper ? 1.0 : 0), c.All, 1e-12);
            Assert.Equal(rows.Average(r => table.Realized[r] < bounds[r]!.Value.Lower ? 1.0 : 0), c.Below, 1e-12);
            Assert.Equal(c.All, c.Terciles.Average(t => t!.Value), 2e-3);
        }
    }

    /// <summary>Forecasts of a variance that wanders, and what was realised around them.</summary>
    private static ForecastTable Table(int n, TimeSpan horizon)
    {
        var (random, level) = (new SplitMix64(13), 0.0);
        var step = horizon < TimeSpan.FromDays(1) ? Duration.Microseconds(horizon) : Duration.Day;
        var forecasts = new double[n];
        for (var r = 0; r < n; r++)
        {
            level = (0.9 * level) + (0.4 * SyntheticBars.Normal(random));
            forecasts[r] = Math.Exp(level);
        }
        return new ForecastTable
        {
            Symbol = "TEST", Horizon = horizon, Models = ["m"], Forecasts = [forecasts],
            Origins = [.. Enumerable.Range(0, n).Select(i => i * step)],
            Realized = [.. forecasts.Select(f => (double?)(f * Math.Exp(0.5 * SyntheticBars.Normal(random))))],
        };
    }
}
