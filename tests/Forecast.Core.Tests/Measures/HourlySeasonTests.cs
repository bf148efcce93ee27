using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class HourlySeasonTests
{
    private static readonly BarSeries Bars = SyntheticBars.Make(days: 100);
    private static readonly HourlySeries Series = HourlySeries.From(Bars);

    [Fact]
    public void Hours_to_come_have_the_mean_factor_of_the_profile_in_force()
    {
        var history = Series.All();
        var schedule = Schedule();
        foreach (var hour in new[] { 71 * 24, (71 * 24) + 13, (90 * 24) + 7, history.Count - 1 })
        {
            var end = history.End(hour);
            foreach (var h in new[] { 1, 4, 24 })
                Assert.Equal(Math.Log(schedule.At(end)!.Mean(end, end + (h * Duration.Hour))), history.SeasonAhead(h)[hour], 1e-12);
        }
        Assert.True(Math.Abs(history.SeasonAhead(1)[71 * 24]) > 0.01);
        // A week holds every hour of the week.
        Assert.Equal(0, history.SeasonAhead(168)[71 * 24], 1e-9);
    }

    [Fact]
    public void Past_hours_are_divided_by_the_factor_that_was_in_force_when_they_began()
    {
        var history = Series.All();
        var schedule = Schedule();
        const int Hour = (80 * 24) + 5;
        double Adjusted(int i) => history.Variance[i] / (schedule.At(history.End(i) - Duration.Hour)?.Factor(history.End(i) - Duration.Hour) ?? 1);
        Assert.Equal(Math.Log(Adjusted(Hour)), history.SeasonalLogMean(1)[Hour], 1e-12);
        Assert.Equal(Math.Log(Enumerable.Range(Hour - 23, 24).Average(Adjusted)), history.SeasonalLogMean(24)[Hour], 1e-12);
    }

    [Fact]
    public void Without_a_profile_yet_there_is_no_season()
    {
        var history = HourlySeries.From(SyntheticBars.Make(days: 32)).All();
        Assert.Equal(0, history.SeasonAhead(4)[^1]);
        Assert.Equal(history.LogMean(24)[^1], history.SeasonalLogMean(24)[^1], 1e-12);
    }

    [Fact]
    public void What_comes_after_an_hour_changes_no_bit()
    {
        var cut = SyntheticBars.Start + (86 * Duration.Day) + (5 * Duration.Hour);
        var (until, altered) = (HourlySeries.From(Bars.Until(cut)).All(), HourlySeries.From(SyntheticBars.AlterAfter(Bars, cut)).At(cut));
        foreach (var h in new[] { 1, 24, 168 })
        {
            Assert.Equal(until.SeasonAhead(h).ToArray(), altered.SeasonAhead(h).ToArray());
            Assert.Equal(until.SeasonalLogMean(h).ToArray(), altered.SeasonalLogMean(h).ToArray());
        }
    }

    [Fact]
    public void Hours_of_which_nothing_is_known_are_left_out_of_the_mean()
    {
        // Twenty days are missing, so that for a while not even a month has half of its returns.
        var holed = HourlySeries.From(Bars.Pick([.. Enumerable.Range(0, Bars.Count).Where(j => j < 60 * 96 || j >= 80 * 96)])).All();
        Assert.True(double.IsNaN(holed.Variance[78 * 24]));
        var hour = holed.Count - 1;
        Assert.True(holed.Rolling(HourlySeries.Month)[hour] > 0);
        Assert.True(double.IsFinite(holed.SeasonalLogMean(HourlySeries.Month)[hour]));
    }

    private static DiurnalSchedule Schedule()
    {
        var schedule = new DiurnalSchedule(TimeSpan.FromHours(1));
        for (var i = 0; i < Series.Count; i++) schedule.Add(Series.End(i) - Duration.Hour, Series.All().Variance[i]);
        return schedule;
    }
}
