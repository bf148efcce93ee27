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
