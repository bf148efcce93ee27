using CsCheck;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Garch;

public sealed class GarchModelTests
{
    private static readonly GarchModel Model = new();
    private static readonly BarSeries Bars = SyntheticBars.Make(days: 200);
    private static readonly HourlySeries Series = HourlySeries.From(Bars);
    private static readonly long Origin = SyntheticBars.Start + (150 * Duration.Day);

    private static readonly Gen<TimeSpan> Horizons = Gen.Int[0, 5].Select(i => Duration.Parse(new[] { "1h", "4h", "36h", "1d", "2d", "7d" }[i]));

    [Fact]
    public void Parameters_are_those_of_the_estimator_on_daily_returns()
    {
        var model = Model.Fit(Series.At(Origin + (5 * Duration.Hour)), TimeSpan.FromDays(2)).Model!;
        var history = Series.At(Origin);
        var log = history.LogClose;
        var (returns, realized) = (new List<double>(), 0.0);
        // Hour 24 k − 1 ends at 00:00 UTC.
        for (var i = 47; i < log.Length; i += 24)
        {
            returns.Add(log[i] - log[i - 24]);
            realized += history.Rolling(24)[i];
        }
        var estimate = GarchEstimator.Fit([.. returns]).Estimate!;
        var variances = new double[returns.Count];
        GarchRecursion.Variances([.. returns], estimate.Parameters, estimate.Presample, variances);
        Assert.Equal(149, model.Observations);
        Assert.Equal(estimate.Values, model.Parameters.Take(4));
        Assert.Equal(1, model["rv_per_return_variance"] / (realized / variances.Sum()), 1e-12);
        Assert.Equal(1, model["state[0]"] / estimate.NextVariance, 1e-9);
        Assert.Equal(1, model["backcast"] / estimate.Presample.Level(0), 1e-12);
        Assert.Equal(Origin / Duration.Hour, model["state_hour"]);
        var expected = model["rv_per_return_variance"] * estimate.Forecast(2).Sum();
        Assert.Equal(1, Model.Filter(model, history).Forecast / expected, 1e-9);
    }

    /// <summary>Appending hour by hour is filtering anew, bit for bit, for any origin, horizon and number of hours; and the fit's origin need not be the history's.</summary>
    [Fact]
    public void Appending_equals_filtering_anew() =>
        Gen.Select(Horizons, Gen.Int[0, 100], Gen.Int[1, 60]).Sample((horizon, offset, hours) =>
        {
            var at = Origin + (offset * Duration.Hour);
            var model = Model.Fit(Series.At(Origin), horizon).Model!;
            var filter = Model.Filter(model, Series.At(at));
            for (var i = 1; i <= hours; i++) filter.Append(Series.At(at + (i * Duration.Hour)));
            Assert.Equal(Model.Filter(model, Series.At(at + (hours * Duration.Hour))).Forecast, filter.Forecast);
        }, iter: 40);

    [Fact]
    public void Between_midnights_a_daily_forecast_stands_still()
    {
        var model = Model.Fit(Series.At(Origin), TimeSpan.FromDays(1)).Model!;
        var filter = Model.Filter(model, Series.At(Origin));
        var first = filter.Forecast;
        for (var i = 1; i < 24; i++)
        {
            filter.Append(Series.At(Origin + (i * Duration.Hour)));
            Assert.Equal(first, filter.Forecast);
        }
        filter.Append(Series.At(Origin + Duration.Day));
        Assert.NotEqual(first, filter.Forecast);
    }

    [Fact]
    public void What_happens_after_the_origin_changes_no_bit() =>
        Gen.Select(Horizons, Gen.Int[0, 40 * 24]).Sample((horizon, offset) =>
        {
            var at = Origin + (offset * Duration.Hour);
            var altered = HourlySeries.From(SyntheticBars.AlterAfter(Bars, at));
            var (one, other) = (Model.Fit(Series.At(at), horizon).Model!, Model.Fit(altered.At(at), horizon).Model!);
            Assert.Equal(one, other);
            Assert.Equal(Model.Filter(one, Series.At(at)).Forecast, Model.Filter(other, altered.At(at)).Forecast);
        }, iter: 10);

    /// <summary>The filter needs the fitted model and the hours since its state, whatever the recorded origin: the combination re-dates its members.</summary>
    [Fact]
    public void The_recorded_origin_does_not_matter()
    {
        var model = Model.Fit(Series.At(Origin), TimeSpan.FromDays(1)).Model!;
        var later = Series.At(Origin + (3 * Duration.Day));
        Assert.Equal(Model.Filter(model, later).Forecast, Model.Filter(model with { Origin = later.Origin }, later).Forecast);
    }

    /// <summary>Two days without bars: every step that touches them passes with E e² = h, so that the variance goes back to its level, and estimation leaves them out.</summary>
    [Fact]
    public void Steps_without_a_price_at_both_ends_pass_with_their_expected_square()
    {
        var gap = (From: Origin - (10 * Duration.Day) - Duration.Hour, To: Origin - (8 * Duration.Day) + Duration.Hour);
        var series = HourlySeries.From(SyntheticBars.Without(Bars, gap.From, gap.To));
        Assert.Equal(149 - 4, Model.Fit(series.At(Origin), TimeSpan.FromDays(1)).Model!.Observations);
        var model = Model.Fit(series.At(gap.From - Duration.Day), TimeSpan.FromHours(1)).Model!;
        var before = Model.Filter(model, series.At(gap.From)).Forecast;
        var (ratio, persistence) = (model["rv_per_return_variance"], model["alpha[1]"] + model["beta[1]"]);
        // As a sum, which is exact for a persistence next to 1 too.
        var steps = (int)((gap.To - gap.From) / Duration.Hour);
        var added = ratio * model["omega"] * Enumerable.Range(0, steps).Sum(k => Math.Pow(persistence, k));
        var after = Model.Filter(model, series.At(gap.To)).Forecast;
        Assert.Equal(1, after / (added + (Math.Pow(persistence, steps) * before)), 1e-9);
        Assert.NotEqual(after, Model.Filter(model, series.At(gap.To + (2 * Duration.Hour))).Forecast);
    }

    [Theory]
    [InlineData("1d", 100, "garch needs 100 daily returns; TEST has 99")]
    [InlineData("4h", 20, "garch needs 500 hourly returns; TEST has 479")]
    public void A_short_history_is_refused(string horizon, int days, string reason) =>
        Assert.Equal(FitResult.Refused(reason), Model.Fit(Series.At(SyntheticBars.Start + (days * Duration.Day)), Duration.Parse(horizon)));

    [Fact]
    public void A_history_that_does_not_hold_the_state_is_refused()
    {
        var model = Model.Fit(Series.At(Origin), TimeSpan.FromDays(1)).Model!;
        Assert.Contains("does not hold that hour", Assert.Throws<ArgumentException>(() => Model.Filter(model, Series.At(Origin - Duration.Hour))).Message, StringComparison.Ordinal);
    }

    /// <summary>Prices that follow a GARCH(1,1) day by day: the model finds its parameters, and realised variance is the return's own square.</summary>
    [Fact]
    public void Daily_prices_from_its_own_simulation_give_the_parameters_back()
    {
        var p = new GarchParameters(0, 0.05e-4, 0.10, 0.85);
        var returns = GarchVectors.Simulate(p, 1400, 5);
        var close = new double[(1400 * 24) + 1];
        close[0] = 100;
        for (var i = 1; i < close.Length; i++) close[i] = i % 24 == 0 ? close[i - 24] * Math.Exp(returns[(i / 24) - 1]) : close[i / 24 * 24];
        var series = HourlySeries.From(SyntheticBars.FromCloses(close, 60));
        var model = Model.Fit(series.All(), TimeSpan.FromDays(1)).Model!;
        Assert.Equal(1399, model.Observations);
        Assert.InRange(model["alpha[1]"], 0.05, 0.16);
        Assert.InRange(model["alpha[1]"] + model["beta[1]"], 0.88, 0.99);
        Assert.InRange(model["rv_per_return_variance"], 0.97, 1.03);
        var h = p.UnconditionalVariance;
        foreach (var r in returns) h = p.Next(r, h);
        Assert.InRange(Model.Filter(model, series.All()).Forecast / h, 0.85, 1.15);
    }
}
