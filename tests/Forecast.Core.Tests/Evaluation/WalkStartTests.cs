using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Evaluation;

public sealed class WalkStartTests
{
    private static readonly long AsOf = SyntheticBars.Start + (300 * Duration.Day);

    // A day in five is missing, and a fortnight: 120 days hold 700 origins of 4h, but not 670 complete targets.
    private static readonly HourlySeries Gaps = HourlySeries.From(Enumerable.Range(0, 50)
        .Aggregate(SyntheticBars.Without(SyntheticBars.Make(days: 300), AsOf - (60 * Duration.Day), AsOf - (46 * Duration.Day)), (bars, k) => SyntheticBars.Without(bars, AsOf - ((6 + (5 * k)) * Duration.Day), AsOf - ((5 + (5 * k)) * Duration.Day))));

    private static readonly EwmaModel Model = new();

    [Theory]
    [InlineData("4h")]
    [InlineData("5h")]
    public void What_stands_beside_a_forecast_does_not_hang_on_where_the_walk_began(string spelled)
    {
        var horizon = Duration.Parse(spelled);
        var walks = new[] { AsOf, AsOf - (10 * Duration.Day), AsOf - (40 * Duration.Day) }
            .Select(origin => WalkForward.Run(Gaps, [Model], horizon, WalkStart.For(Gaps, horizon, origin), AsOf)).ToArray();

        Assert.Equal(3, walks.Select(w => w.Count).Distinct().Count());
        Assert.All(walks, w => Assert.Equal((AsOf, walks[0].Of(Model.Id)[^1]), (w.Origins[^1], w.Of(Model.Id)[^1])));
        Assert.Single(walks.Select(w => ModelBands.Of(w, Model.Id)).Select(b => string.Join(' ', b.Intervals.Select(i => i[^1])) + b.Shocks[^1]).Distinct());
        Assert.Single(walks.Select(w => LossTails.Of([LossSample.OfLong(w, Model.Id, HorizonReturns.Of(Gaps, w))])[0][^1]).Distinct());
    }

    [Fact]
    public void It_counts_targets_where_bars_are_missing_and_never_begins_after_the_warnings_days()
    {
        var (hour, four) = (TimeSpan.FromHours(1), TimeSpan.FromHours(4));
        var whole = HourlySeries.From(SyntheticBars.Make(days: 300));

        Assert.Equal(AsOf - (EarlyWarning.Days * Duration.Day), WalkStart.For(whole, hour, AsOf));
        Assert.Equal(AsOf - ((ConformalIntervals.Reach + 3) * Duration.Microseconds(four)), WalkStart.For(whole, four, AsOf));
        Assert.InRange(WalkStart.For(Gaps, four, AsOf), AsOf - (220 * Duration.Day), AsOf - (140 * Duration.Day));
        var (enough, tooLate) = (Bounds(WalkStart.For(Gaps, four, AsOf)), Bounds(AsOf - (120 * Duration.Day)));
        Assert.NotEqual(enough, tooLate);
        Assert.Equal(long.MinValue, WalkStart.For(Gaps, four, AsOf - (180 * Duration.Day)));
        Assert.Equal(long.MinValue, WalkStart.For(whole, TimeSpan.FromDays(2), AsOf));

        (double Lower, double Upper)? Bounds(long from) => ConformalIntervals.Of(WalkForward.Run(Gaps, [Model], four, from, AsOf), Model.Id, 0.9)[^1];
    }
}
