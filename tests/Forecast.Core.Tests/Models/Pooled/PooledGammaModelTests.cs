using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Pooled;

public sealed class PooledGammaModelTests
{
    private static readonly PooledGammaModel Model = new();
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1);
    private static readonly BarSeries First = PooledPanels.Bars("A", 200, 1), Second = PooledPanels.Bars("B", 200, 2, deviation: 0.02), New = PooledPanels.Bars("C", 200, 3, from: 190);
    private static readonly long Origin = SyntheticBars.Start + (193 * Duration.Day);

    // Rows of the two-day model lie six hours apart, where the sine that turns twice a day is nothing but zeros.
    [Fact]
    public void A_clock_that_stands_still_on_the_grid_has_no_coefficient()
    {
        var series = PooledPanels.Series(PooledPanels.Bars("A", 200, 1), PooledPanels.Bars("B", 200, 2));
        var model = new PooledGammaModel().Fit(series[0].At(series[0].End(196 * 24)), TimeSpan.FromDays(2)).Model!;
        Assert.Equal(0, model["day_sine_2"]);
        Assert.NotEqual(0, model["day_sine_1"]);
        Assert.NotEqual(0, new PooledGammaModel().Fit(series[0].At(series[0].End(196 * 24)), TimeSpan.FromHours(4)).Model!["day_sine_2"]);
    }

    [Fact]
    public void All_instruments_share_one_fit()
    {
        var series = PooledPanels.Series(First, Second);
        Assert.Equal(Model.Fit(series[0].At(Origin), Hour).Model, Model.Fit(series[1].At(Origin), Hour).Model);
        Assert.NotEqual(Forecast(series[0], Hour), Forecast(series[1], Hour));
    }

    [Fact]
    public void An_instrument_of_three_days_has_a_forecast_near_its_variance()
    {
        var series = PooledPanels.Series(First, Second, New);
        var forecast = Forecast(series[2], Day);
        var history = series[2].At(Origin);
        Assert.Equal(72, history.Count);
        Assert.InRange(forecast / (24 * PooledPanels.Squares(history).Average()), 0.2, 5);
    }

    [Fact]
    public void An_instrument_that_is_younger_than_the_last_refit_takes_what_was_learnt_from_the_others()
    {
        var due = RefitSchedule.Last(Origin, Model.RefitEvery);
        var (young, at) = (PooledPanels.Bars("C", 200, 3, from: (int)((due - SyntheticBars.Start) / Duration.Day) + 2), due + (5 * Duration.Day));
        var series = PooledPanels.Series(First, Second, young);
        Assert.True(series[2].FirstEnd > due);
        var fit = RefitSchedule.Fit(Model, series[2].At(at), Day);
        Assert.Null(fit.Reason);
        Assert.Equal(RefitSchedule.Fit(Model, series[0].At(at), Day).Model, fit.Model);
        Assert.Single(WalkForward.Run(series[2], [Model], Day, at, at).Origins);
        Assert.Equal("pooled-gamma was last due before the panel has data", RefitSchedule.Fit(Model, HourlySeries.From(young).At(at), Day).Reason);
    }

    [Fact]
    public void Nothing_that_any_member_does_after_the_origin_changes_a_bit()
    {
        var plain = PooledPanels.Series(First, Second);
        var altered = PooledPanels.Series(First, PooledPanels.Named("B", SyntheticBars.AlterAfter(Second, Origin)));
        var cut = PooledPanels.Series(First.Until(Origin), Second.Until(Origin));
        foreach (var h in (TimeSpan[])[Hour, Day])
        {
            Assert.Equal(Forecast(plain[0], h), Forecast(altered[0], h));
            Assert.Equal(Forecast(plain[0], h), Forecast(cut[0], h));
            Assert.Equal(Forecast(plain[1], h), Forecast(altered[1], h));
        }
    }

    [Fact]
    public void Nothing_of_a_long_past_after_the_first_bar_is_read()
    {
        var (past, bars) = (PooledPanels.Bars("A", 200, 1), PooledPanels.Bars("A", 200, 1, minutes: 15, from: 120));
        HourlySeries With(BarSeries p) => HourlySeries.From(bars, p);
        var plain = With(past);
        Assert.Equal(Forecast(plain, Hour), Forecast(With(SyntheticBars.AlterAfter(past, bars.OpenTime[0] + Duration.Hour)), Hour));
        Assert.NotEqual(Forecast(plain, Hour), Forecast(With(SyntheticBars.AlterAfter(past, bars.OpenTime[0] - (9 * Duration.Day))), Hour));
        Assert.True(Model.Fit(plain.At(Origin), Hour).Model!.Observations > 2 * Model.Fit(HourlySeries.From(bars).At(Origin), Hour).Model!.Observations);
    }

    [Fact]
    public void A_known_season_is_found_and_expected()
    {
        var series = PooledPanels.Series(First, Second);
        var table = WalkForward.Run(series[0], [Model], Hour, SyntheticBars.Start + (150 * Duration.Day), SyntheticBars.Start + (199 * Duration.Day));
        double LogMean(int hourOfWeek) => Enumerable.Range(0, table.Count).Where(r => (table.Origins[r] - SyntheticBars.Start) / Duration.Hour % 168 == hourOfWeek).Average(r => Math.Log(table.Forecasts[0][r]));
        Assert.InRange(Math.Exp(LogMean(12) - LogMean(11)), 4, 14);
        Assert.InRange(Math.Exp(LogMean(120) - LogMean(119)), 0.2, 0.7);
    }

    [Fact]
    public void A_broken_off_fit_is_made_anew()
    {
        var series = PooledPanels.Series(First, Second);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Model.Fit(series[0].At(Origin), Hour, stop.Token));
        Assert.NotNull(Model.Fit(series[0].At(Origin), Hour).Model);
    }

    [Fact]
    public void A_series_belongs_to_one_panel()
    {
        var series = PooledPanels.Series(First);
        Assert.Throws<InvalidOperationException>(() => HourlyPanel.Of(series));
    }

    // Two coins over a quarter: better than the benchmark at an hour and a day, as over the year and seven coins.
    [Fact]
    public void Real_coins_are_forecast_better_than_by_the_benchmark()
    {
        var series = PooledPanels.Series([.. new[] { "BTCUSDT", "ETHUSDT" }.Select(s => RealBars.Read($"data/klines/15m/{s}.csv.gz", TimeSpan.FromMinutes(15)))]);
        foreach (var h in (TimeSpan[])[TimeSpan.FromHours(4), Day])
        {
            var table = WalkForward.Run(series[0], [ModelCatalog.Get(ModelCatalog.Benchmark), Model], h, Instant.Parse("2024-04-01"), Instant.Parse("2024-09-30"));
            double Qlike(int m) => Enumerable.Range(0, table.Count).Where(r => table.Realized[r] > 0).Average(r => Loss.Qlike(table.Realized[r]!.Value, table.Forecasts[m][r]));
            Assert.True(Qlike(1) < 0.95 * Qlike(0), $"{h}: {Qlike(1)} against {Qlike(0)}");
        }
    }

    private static double Forecast(HourlySeries series, TimeSpan horizon)
    {
        var fit = Model.Fit(series.At(Origin), horizon);
        Assert.True(fit.Model is not null, fit.Reason);
        return Model.Filter(fit.Model, series.At(Origin)).Forecast;
    }
}
