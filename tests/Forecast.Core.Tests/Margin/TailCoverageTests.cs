using Forecast.Core.Evaluation;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class TailCoverageTests
{
    [Fact]
    public void Counts_exceedances_and_finds_the_tail_that_is_too_short()
    {
        // At 95 % the quantile is 0.1 (1 + 2 ln 2); "SHORT" loses more on every fifth day, "RIGHT" on every twentieth.
        var tail = new LossTail(0.1, 1, 0.1, new GeneralizedPareto(0, 2));
        var rows = Rows("RIGHT", tail, 20).Concat(Rows("SHORT", tail, 5)).ToArray();
        var coverage = TailCoverage.Of(rows);
        Assert.Equal(TailCoverage.Confidences, coverage.Select(c => c.Confidence));
        Assert.Equal((800, 20 + 80, 2, 1), (coverage[0].Count, coverage[0].Exceedances, coverage[0].Instruments, coverage[0].UnderCovered));
        Assert.Equal(0.4 / tail.Shortfall(0.95), coverage[0].Depth!.Value, 1e-12);
        Assert.Equal(0, coverage[^1].Exceedances);
        Assert.Null(coverage[^1].Depth);
    }

    [Fact]
    public void Tests_look_at_periods_that_do_not_overlap()
    {
        // Losses of ten days, one origin a day: one bad day is in ten of them, but is one event.
        var tail = new LossTail(0.1, 1, 0.1, new GeneralizedPareto(0, 2));
        var rows = Enumerable.Range(0, 200).Select(r => new TailForecast("TEN", TimeSpan.FromDays(10), r * Duration.Day, PositionSide.Short, tail, r is >= 91 and < 101 or >= 141 and < 151 ? 0.4 : 0)).ToArray();
        var coverage = TailCoverage.Of(rows)[0];
        Assert.Equal((200, 20, 0), (coverage.Count, coverage.Exceedances, coverage.UnderCovered));
        // The same rows as if their periods did not overlap.
        Assert.Equal(1, TailCoverage.Of(rows.Select(r => r with { Horizon = TimeSpan.FromDays(1) }))[0].UnderCovered);
        Assert.Equal(1, TailCoverage.Of(rows.Select(r => r with { Horizon = TimeSpan.FromDays(1) }))[0].Clustered);
    }

    private static IEnumerable<TailForecast> Rows(string symbol, LossTail tail, int every) =>
        Enumerable.Range(0, 400).Select(r => new TailForecast(symbol, TimeSpan.FromDays(1), r * Duration.Day, PositionSide.Long, tail, r % every == 0 ? 0.4 : 0.01));
}
