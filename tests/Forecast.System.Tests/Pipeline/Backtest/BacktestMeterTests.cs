using Forecast.Pipeline.Backtest;
using Xunit;

namespace Forecast.SystemTests.Pipeline.Backtest;

public sealed class BacktestMeterTests
{
    private readonly SteppedClock _clock = new();
    private readonly List<BacktestProgress> _reports = [];

    [Fact]
    public void What_is_left_takes_as_long_by_cost_as_what_is_done()
    {
        var meter = Meter([3, 1, 1], [false, false, false]);
        Assert.Equal("0 of 3 walks", _reports[^1].ToString());
        _clock.Step(TimeSpan.FromSeconds(30));
        meter.Reached(0, 1.0 / 3);
        // One of five parts took 30 seconds.
        Assert.Equal(120, _reports[^1].Left!.Value.TotalSeconds, 1e-3);
        Assert.Equal("0 of 3 walks, about 2 min left", _reports[^1].ToString());
        _clock.Step(TimeSpan.FromSeconds(30));
        meter.Finished(0);
        Assert.Equal((1, 0.6, "1 of 3 walks, about 40 s left"), (_reports[^1].Done, _reports[^1].Share, _reports[^1].ToString()));
        meter.Finished(1);
        meter.Finished(2);
        Assert.Equal("3 of 3 walks, scores and margins are next", _reports[^1].ToString());
    }

    [Fact]
    public void Kept_walks_are_done_and_no_part_of_the_work()
    {
        var meter = Meter([10, 1, 1], [true, false, false]);
        Assert.Equal((1, 1, 0.0), (_reports[^1].Done, _reports[^1].Kept, _reports[^1].Share));
        _clock.Step(TimeSpan.FromSeconds(10));
        meter.Finished(1);
        Assert.Equal((0.5, "2 of 3 walks (1 kept from before), about 10 s left"), (_reports[^1].Share, _reports[^1].ToString()));
    }

    [Fact]
    public void Within_walks_it_does_not_tell_more_than_is_read()
    {
        var meter = Meter([1], [false]);
        for (var i = 0; i < 1000; i++)
        {
            _clock.Step(TimeSpan.FromMilliseconds(1));
            meter.Reached(0, i / 1000.0);
        }
        Assert.Equal(1 + 4, _reports.Count);
        // Before a hundredth is done nothing can be said.
        Assert.Null(_reports[0].Left);
    }

    [Fact]
    public void Where_all_were_kept_nothing_is_left()
    {
        Meter([1, 1], [true, true]);
        Assert.Equal((2, 1.0), (_reports[^1].Done, _reports[^1].Share));
    }

    private BacktestMeter Meter(double[] costs, bool[] kept) => new(costs, kept, _clock, new Told(_reports));

    private sealed class Told(List<BacktestProgress> reports) : IProgress<BacktestProgress>
    {
        public void Report(BacktestProgress value) => reports.Add(value);
    }
}
