using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation;

public sealed class ConformalIntervalsTests
{
    [Theory]
    [InlineData(0.80)]
    [InlineData(0.90)]
    [InlineData(0.95)]
    public void Exchangeable_residuals_are_covered_as_promised(double coverage)
    {
        var table = Table(20_000, "1h");
        var bounds = ConformalIntervals.Of(table, "m", coverage);
        var judged = Enumerable.Range(0, table.Count).Where(r => bounds[r] is not null).ToArray();
        var inside = judged.Average(r => table.Realized[r] >= bounds[r]!.Value.Lower && table.Realized[r] <= bounds[r]!.Value.Upper ? 1.0 : 0);
        // Finite-sample guarantee from above, 4 standard errors of a proportion below.
        Assert.InRange(inside, coverage - 0.012, coverage + 0.02);
    }

    [Fact]
    public void Targets_that_were_not_complete_change_no_bound()
    {
        var table = Table(400, "7d");
        var before = ConformalIntervals.Of(table, "m", 0.9);
        const int Row = 300;
        for (var r = Row - 6; r < table.Count; r++) table.Realized[r] = 1e6;
        var after = ConformalIntervals.Of(table, "m", 0.9);
        Assert.Equal(before[..(Row + 1)], after[..(Row + 1)]);
        Assert.NotEqual(before[^1], after[^1]);
    }

    [Fact]
    public void There_is_no_interval_before_sixty_targets_are_complete()
    {
        var bounds = ConformalIntervals.Of(Table(100, "1h"), "m", 0.9);
        Assert.All(bounds[..ConformalIntervals.Least], b => Assert.Null(b));
        Assert.NotNull(bounds[ConformalIntervals.Least]);
    }

    [Fact]
    public void A_wider_interval_holds_a_narrower_one()
    {
        var table = Shifting(3000);
        var bounds = ConformalIntervals.Of(table, "m");
        Assert.Equal(ConformalIntervals.Levels.Count, bounds.Length);
        for (var r = 0; r < table.Count; r++)
        {
            for (var k = 1; k < bounds.Length; k++)
            {
                if (bounds[k][r] is not { } wide) continue;
                var narrow = bounds[k - 1][r]!.Value;
                Assert.True(wide.Lower <= narrow.Lower && narrow.Lower < narrow.Upper && narrow.Upper <= wide.Upper, $"row {r}");
            }
        }
        for (var k = 0; k < bounds.Length; k++) Assert.Equal(bounds[k], ConformalIntervals.Of(table, "m", ConformalIntervals.Levels[k]));
    }

    [Fact]
    public void A_walk_that_begins_later_has_the_same_bits_once_the_reach_is_covered()
    {
        var table = Shifting(2000);
        var (whole, later) = (ConformalIntervals.Of(table, "m", 0.9), ConformalIntervals.Of(table.Rows([.. Enumerable.Range(500, 1500)]), "m", 0.9));
        Assert.Equal(whole[(500 + ConformalIntervals.Reach + 1)..], later[(ConformalIntervals.Reach + 1)..]);
        Assert.NotEqual(whole[800], later[300]);
    }

    [Theory]
    [InlineData("1h")]
    [InlineData("7d")]
    public void The_last_row_s_bounds_are_those_of_the_whole_walk(string horizon)
    {
        var table = Table(1500, horizon);
        Assert.Equal(ConformalIntervals.Of(table, table.Models[0]).Select(b => b[^1]), ConformalIntervals.AtLast(table, table.Models[0]));
        Assert.All(ConformalIntervals.AtLast(table, table.Models[0]), b => Assert.NotNull(b));
        var few = table.Rows([.. Enumerable.Range(0, 100)]);
        Assert.Equal(ConformalIntervals.Of(few, few.Models[0]).Select(b => b[^1]), ConformalIntervals.AtLast(few, few.Models[0]));
    }

    [Fact]
    public void Every_regime_is_covered_where_residuals_of_one_distribution_cover_only_their_mean()
    {
        // Log residuals twice as wide in the stormy half of the forecasts, and biased there.
        var table = Heteroscedastic(5000);
        var bounds = ConformalIntervals.Of(table, "m", 0.9);
        var (regimes, pooled) = (new double[2], new double[2]);
        var counts = new double[2];
        for (var r = 1000; r < table.Count; r++)
        {
            var k = table.Forecasts[0][r] > 1 ? 1 : 0;
            counts[k]++;
            var y = table.Realized[r]!.Value;
            if (y >= bounds[r]!.Value.Lower && y <= bounds[r]!.Value.Upper) regimes[k]++;
            var residuals = Enumerable.Range(r - 350, 350).Select(i => Math.Log(table.Realized[i]!.Value / table.Forecasts[0][i])).Order().ToArray();
            var e = Math.Log(y / table.Forecasts[0][r]);
            if (e >= residuals[16] && e <= residuals[333]) pooled[k]++;
        }
        for (var k = 0; k < 2; k++)
        {
            Assert.InRange(regimes[k] / counts[k], 0.87, 0.93);
            Assert.NotInRange(pooled[k] / counts[k], 0.86, 0.94);
        }
    }

    [Fact]
    public void A_target_without_trades_leaves_no_residual()
    {
        var table = Shifting(800);
        var zeros = Shifting(800);
        for (var r = 0; r < 800; r += 7) zeros.Realized[r] = 0;
        var traded = zeros.Rows([.. Enumerable.Range(0, 800).Where(r => zeros.Realized[r] > 0)]);
        var (some, all) = (ConformalIntervals.Of(traded, "m", 0.9), ConformalIntervals.Of(zeros, "m", 0.9));
        Assert.Equal(some[^1], all[^1]);
        Assert.NotEqual(ConformalIntervals.Of(table, "m", 0.9)[^1], all[^1]);
    }

    /// <summary>Forecasts that wander and residuals whose spread triples halfway.</summary>
    private static ForecastTable Shifting(int n)
    {
        var (table, random) = (Table(n, "1h"), new SplitMix64(9));
        for (var r = 0; r < n; r++)
        {
            table.Forecasts[0][r] = Math.Exp(Math.Sin(r / 40.0) + (0.1 * SyntheticBars.Normal(random)));
            table.Realized[r] = table.Forecasts[0][r] * Math.Exp((r < n / 2 ? 0.3 : 0.9) * SyntheticBars.Normal(random));
        }
        return table;
    }

    private static ForecastTable Heteroscedastic(int n)
    {
        var (table, random) = (Table(n, "1h"), new SplitMix64(11));
        for (var r = 0; r < n; r++)
        {
            var stormy = r / 30 % 2 == 1;
            table.Forecasts[0][r] = Math.Exp((stormy ? 1 : -1) + (0.2 * SyntheticBars.Normal(random)));
            table.Realized[r] = table.Forecasts[0][r] * Math.Exp(stormy ? 0.3 + (0.8 * SyntheticBars.Normal(random)) : 0.4 * SyntheticBars.Normal(random));
        }
        return table;
    }

    private static ForecastTable Table(int n, string horizon)
    {
        var random = new SplitMix64(3);
        var h = Duration.Parse(horizon);
        var step = h < TimeSpan.FromDays(1) ? Duration.Microseconds(h) : Duration.Day;
        return new ForecastTable
        {
            Symbol = "TEST", Horizon = h, Models = ["m"],
            Origins = [.. Enumerable.Range(0, n).Select(i => i * step)],
            Realized = [.. Enumerable.Range(0, n).Select(_ => (double?)Math.Exp(SyntheticBars.Normal(random)))],
            Forecasts = [[.. Enumerable.Repeat(1.0, n)]],
        };
    }
}
