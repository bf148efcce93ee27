using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class HourlySeriesTests
{
    [Fact]
    public void Hourly_variance_is_the_sum_of_squared_returns()
    {
        double[] close = [100, 101, 100, 102, 101, 103, 103, 104, 100];
        var series = HourlySeries.From(SyntheticBars.FromCloses(close, 15));
        double R(int i) => Math.Pow(Math.Log(close[i] / close[i - 1]), 2);
        var variance = series.All().Variance;
        // The first bar has no previous close: its return is absent, and the three that are there stand for four.
        Assert.Equal((R(2) + R(3) + R(4)) * 4 / 3, variance[0], 1e-18);
        Assert.Equal(R(5) + R(6) + R(7) + R(8), variance[1], 1e-18);
        Assert.Equal(Math.Log(100), series.All().LogClose[1]);
    }

    [Fact]
    public void A_missing_bar_leaves_its_windows_without_target_and_no_return_across_it()
    {
        var bars = SyntheticBars.Make(days: 5);
        var hole = (2 * 96) + 42;
        var gapped = Without(bars, hole);
        var series = HourlySeries.From(gapped);
        var hour = HourlySeries.From(bars).IndexOf(bars.End(hole));
        var origins = series.All().TargetOrigins(TimeSpan.FromHours(1)).ToArray();
        Assert.DoesNotContain(hour, origins);
        Assert.Contains(hour - 1, origins);
        Assert.Contains(hour + 1, origins);
        Assert.DoesNotContain(series.All().TargetOrigins(TimeSpan.FromDays(1)).ToArray(), o => o <= hour && o + 24 > hour);
    }

    [Fact]
    public void Returns_that_are_there_stand_for_those_that_are_missing_where_they_are_half()
    {
        var bars = SyntheticBars.Make(days: 40);
        double R2(int j) => Math.Pow(Math.Log(bars.Close[j] / bars.Close[j - 1]), 2);
        var first = (35 * 96) + 8;
        // One bar missing takes two returns with it: two of four are left. Two missing leave one, which is not half of the hour.
        var one = HourlySeries.From(Without(bars, first)).All().Variance;
        Assert.Equal(2 * (R2(first + 2) + R2(first + 3)), one[(35 * 24) + 2], 1e-18);
        var two = HourlySeries.From(Take(bars, [.. Enumerable.Range(0, bars.Count).Where(i => i != first && i != first + 1)])).All();
        var four = R2(first + 3) + Enumerable.Range(first - 12, 12).Sum(R2);
        Assert.Equal(four * 16 / 13 / 4, two.Variance[(35 * 24) + 2], 1e-18);
        Assert.Equal(four * 16 / 13, two.Rolling(4)[(35 * 24) + 2], 1e-18);
    }

    [Fact]
    public void After_a_month_with_less_than_half_of_its_bars_nothing_is_known_and_no_model_forecasts()
    {
        var bars = SyntheticBars.Make(days: 160);
        var halted = Take(bars, [.. Enumerable.Range(0, bars.Count).Where(i => i < 100 * 96 || i >= 120 * 96)]);
        var series = HourlySeries.From(halted);
        Assert.True(double.IsNaN(series.All().Rolling(HourlySeries.Month)[(120 * 24) + 5]));
        Assert.True(series.All().Rolling(HourlySeries.Month)[140 * 24] > 0);
        var table = Core.Evaluation.WalkForward.Run(series, [new Core.Models.EwmaModel(), new Core.Models.LogHarModel(), new Core.Models.HarModel()], TimeSpan.FromHours(1), SyntheticBars.Start + (100 * Duration.Day), long.MaxValue);
        Assert.DoesNotContain(table.Origins, o => o > SyntheticBars.Start + (116 * Duration.Day) && o < SyntheticBars.Start + (121 * Duration.Day));
        Assert.Contains(table.Origins, o => o > SyntheticBars.Start + (140 * Duration.Day));
        Assert.All(table.Forecasts, f => Assert.All(f, v => Assert.True(v > 0 && double.IsFinite(v))));
    }

    [Fact]
    public void There_is_no_return_across_a_gap_however_large_the_jump()
    {
        var bars = SyntheticBars.Make(days: 6);
        var keep = Enumerable.Range(0, bars.Count).Where(i => i != 96).ToArray();
        var jump = Take(bars, keep);
        for (var i = 96; i < jump.Count; i++) jump.Close[i] *= 1000;
        var series = HourlySeries.From(jump);
        Assert.All(series.All().Variance.ToArray(), v => Assert.True(v < 0.1));
    }

    [Fact]
    public void Only_complete_targets_are_known()
    {
        var series = HourlySeries.From(SyntheticBars.Make(days: 20));
        var history = series.At(SyntheticBars.Start + (10 * Duration.Day));
        var origins = history.TargetOrigins(TimeSpan.FromDays(2));
        Assert.Equal(8, (history.End(origins[^1]) - SyntheticBars.Start) / Duration.Day);
        Assert.Throws<ArgumentOutOfRangeException>(() => history.End(history.Count));
    }

    [Fact]
    public void An_interval_that_does_not_divide_an_hour_is_refused() =>
        Assert.Contains("does not divide", Assert.Throws<ArgumentException>(() => HourlySeries.From(SyntheticBars.FromCloses([100, 101, 102], 1440))).Message, StringComparison.Ordinal);

    private static BarSeries Without(BarSeries bars, int row) => Take(bars, [.. Enumerable.Range(0, bars.Count).Where(i => i != row)]);

    private static BarSeries Take(BarSeries bars, int[] rows) => new()
    {
        Venue = bars.Venue, Symbol = bars.Symbol, Interval = bars.Interval,
        OpenTime = [.. rows.Select(i => bars.OpenTime[i])], Open = [.. rows.Select(i => bars.Open[i])], High = [.. rows.Select(i => bars.High[i])],
        Low = [.. rows.Select(i => bars.Low[i])], Close = [.. rows.Select(i => bars.Close[i])], Volume = [.. rows.Select(i => bars.Volume![i])],
        QuoteVolume = [.. rows.Select(i => bars.QuoteVolume![i])], Trades = [.. rows.Select(i => bars.Trades![i])],
        TakerBuyBase = [.. rows.Select(i => bars.TakerBuyBase![i])], TakerBuyQuote = [.. rows.Select(i => bars.TakerBuyQuote![i])],
    };
}
