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
        // The first bar has no previous close: its return is absent.
        Assert.Equal(R(2) + R(3) + R(4), variance[0], 1e-18);
        Assert.Equal(R(5) + R(6) + R(7) + R(8), variance[1], 1e-18);
        Assert.Equal(Math.Log(100), series.All().LogClose[1]);
    }

    [Fact]
    public void A_missing_bar_leaves_its_windows_without_target_and_its_return_in_the_next()
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
        var across = Math.Log(gapped.Close[hole] / gapped.Close[hole - 1]);
        Assert.Contains(series.All().Variance.ToArray(), v => v > across * across * 0.999);
    }

    [Fact]
    public void There_is_no_return_across_more_than_a_day()
    {
        var bars = SyntheticBars.Make(days: 6);
        var keep = Enumerable.Range(0, bars.Count).Where(i => i < 96 || i >= 96 + 96 + 1).ToArray();
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
