using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Steps;

public sealed class StepModelTests
{
    private static readonly BarSeries Bars = SyntheticBars.Make(days: 200);
    private static readonly HourlySeries Series = HourlySeries.From(Bars);
    private static readonly long Origin = SyntheticBars.Start + (150 * Duration.Day);
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(2);

    [Fact]
    public void Heavy_forecasts_the_realised_variance_that_its_estimate_expects()
    {
        var (returns, measured) = Days(Origin);
        var e = HeavyEstimator.Fit(returns, measured).Estimate!;
        var model = new HeavyModel().Fit(Series.At(Origin), Horizon).Model!;

        Assert.Equal(e.Values, model.Parameters.Take(6));
        Assert.DoesNotContain(model.Parameters, p => p.Name == "rv_per_return_variance");
        var first = e.State.Expected;
        Assert.Equal(1, new HeavyModel().Filter(model, Series.At(Origin)).Forecast / (first + e.Parameters.OmegaR + (e.Parameters.Persistence * first)), 1e-12);
    }

    [Fact]
    public void Realized_garch_forecasts_its_expected_variances_times_the_ratio()
    {
        var (returns, measured) = Days(Origin);
        var e = RealizedGarchEstimator.Fit(returns, measured, ConditionalMean.Zero).Estimate!;
        var model = new RealizedGarchModel().Fit(Series.At(Origin), Horizon).Model!;

        Assert.Equal(e.Values, model.Parameters.Take(8));
        var expected = new double[2];
        Assert.True(e.Parameters.Expect(e.State.LogVariance, expected));
        Assert.Equal(1, new RealizedGarchModel().Filter(model, Series.At(Origin)).Forecast / (measured.Sum() / e.Variances.Sum() * expected.Sum()), 1e-12);
    }

    [Fact]
    public void Riskmetrics_2006_is_that_of_the_plain_series_times_the_ratio()
    {
        var (returns, measured) = Days(Origin);
        var fit = RiskMetrics2006Estimator.Fit(new SeriesSample(returns), new SeriesOptions(), TestContext.Current.CancellationToken);
        var model = new RiskMetrics2006Model().Fit(Series.At(Origin), Horizon).Model!;

        Assert.Equal(1, new RiskMetrics2006Model().Filter(model, Series.At(Origin)).Forecast / (measured.Sum() / fit.Variances.Sum() * fit.Forecast.Take(2).Sum()), 1e-12);
    }

    /// <summary>Estimated a day earlier and taken on by the filter: the same columns reach the recursion both ways.</summary>
    [Fact]
    public void Garch_x_reads_the_flow_of_the_step_that_is_over()
    {
        var history = Series.At(Origin);
        var (volume, month) = (history.Rolling(HourlyMeasure.Volume, 24).ToArray(), history.Rolling(HourlyMeasure.Volume, HourlySeries.Month).ToArray());
        // The first day that begins with a whole month behind it.
        const int skipped = 29;
        double[] column = [.. Enumerable.Range(skipped, 149 - skipped).Select(d => 23 + (24 * (d + 1))).Select(i => Math.Log(volume[i] / 24 / (month[i] / HourlySeries.Month)))];
        var (returns, measured) = Days(Origin);
        (returns, measured) = (returns[skipped..], measured[skipped..]);
        var fit = GarchXEstimator.Fit(returns[..^1], [("volume", column[..^1])], MeanEquation.Of(ConditionalMean.Zero), ErrorDistributionCatalog.Get("normal"), PresampleVariance.Arch);
        var state = ReturnState.After(fit, returns[..^1]);
        state.Append(returns[^1], [column[^1]]);
        var model = new GarchXModel().Fit(Series.At(Origin - Duration.Day), TimeSpan.FromDays(1)).Model!;

        // Taker buys are half of the volume in every bar: an imbalance that does not vary says nothing.
        Assert.Equal(fit.Parameters, model.Parameters.Take(5));
        Assert.Equal(measured[..^1].Sum() / fit.Variances[..^1].Sum() * state.NextVariance, new GarchXModel().Filter(model, history).Forecast, 1e-12 * state.NextVariance);
    }

    [Fact]
    public void Garch_x_without_order_flow_is_refused()
    {
        var bars = new BarSeries { Venue = "test", Symbol = "TEST", Interval = Bars.Interval, OpenTime = Bars.OpenTime, Open = Bars.Open, High = Bars.High, Low = Bars.Low, Close = Bars.Close };

        Assert.Equal(FitResult.Refused("garch-x needs volume or taker imbalance that varies; the source gives none (daily returns of TEST)"), new GarchXModel().Fit(HourlySeries.From(bars).At(Origin), Horizon));
    }

    /// <summary>Twenty days without bars: on the days after them most of the month's volume is missing, so what a usual hour's is cannot be told. They are left out of the sample, and pass with the volume that is expected.</summary>
    [Fact]
    public void Garch_x_takes_flow_that_is_missing_as_missing()
    {
        var origin = SyntheticBars.Start + (170 * Duration.Day);
        var history = HourlySeries.From(SyntheticBars.Without(Bars, origin - (25 * Duration.Day), origin - (5 * Duration.Day))).At(origin);
        var (volume, month, log) = (history.Rolling(HourlyMeasure.Volume, 24).ToArray(), history.Rolling(HourlyMeasure.Volume, HourlySeries.Month).ToArray(), history.LogClose.ToArray());
        int[] before = [.. Enumerable.Range(30, 145 - 30).Select(d => 23 + (24 * d))], after = [.. Enumerable.Range(166, 4).Select(d => 23 + (24 * d))];
        Assert.All(after, i => Assert.True(volume[i] > 0 && double.IsNaN(month[i])));
        double Return(int i) => log[i] - log[i - 24];
        double[] returns = [.. before.Select(Return)];
        var fit = GarchXEstimator.Fit(returns, [("volume", [.. before.Select(i => Math.Log(volume[i] / 24 / (month[i] / HourlySeries.Month)))])], MeanEquation.Of(ConditionalMean.Zero), ErrorDistributionCatalog.Get("normal"), PresampleVariance.Arch);
        var state = ReturnState.After(fit, returns);
        for (var day = 0; day < 21; day++) state.Skip();
        foreach (var i in after) state.Append(Return(i), [double.NaN]);

        var model = new GarchXModel().Fit(history, TimeSpan.FromDays(1)).Model!;
        Assert.Equal(returns.Length, model.Observations);
        Assert.Equal(fit.Parameters, model.Parameters.Take(5));
        Assert.Equal(1, new GarchXModel().Filter(model, history).Forecast / model["rv_per_return_variance"] / state.NextVariance, 1e-9);
    }

    /// <summary>Volume that differs in the last bits only is constant: its column says nothing.</summary>
    [Fact]
    public void Garch_x_leaves_out_a_column_that_is_constant_to_rounding()
    {
        var imbalance = new double[Bars.Count];
        for (var i = 0; i < imbalance.Length; i++) imbalance[i] = Bars.Volume![i] * (0.7 + (i / 96 % 2 * 1e-15));
        var bars = new BarSeries { Venue = "test", Symbol = "TEST", Interval = Bars.Interval, OpenTime = Bars.OpenTime, Open = Bars.Open, High = Bars.High, Low = Bars.Low, Close = Bars.Close, Volume = Bars.Volume, TakerBuyBase = imbalance };
        var model = new GarchXModel().Fit(HourlySeries.From(bars).At(Origin), TimeSpan.FromDays(1)).Model!;

        Assert.Contains(model.Parameters, p => p.Name == "delta[volume]");
        Assert.DoesNotContain(model.Parameters, p => p.Name == "delta[taker_imbalance]");
    }

    /// <summary>Two days without bars: estimation leaves out the four days that touch them.</summary>
    [Theory]
    [InlineData("heavy")]
    [InlineData("realized-garch")]
    [InlineData("riskmetrics2006")]
    [InlineData("gjr")]
    public void Steps_without_a_price_at_both_ends_are_left_out(string id) =>
        Assert.Equal(149 - 4, ModelCatalog.Get(id).Fit(Gapped(out _, out _).At(Origin), TimeSpan.FromDays(1)).Model!.Observations);

    /// <summary>Estimated two hours after the gap or before it and taken on: the hours without a price pass with E e² = h either way.</summary>
    [Fact]
    public void A_fit_takes_its_state_through_a_gap_as_the_filter_does()
    {
        var series = Gapped(out _, out var to);
        var history = series.At(to + (2 * Duration.Hour));
        var garch = new GarchModel().Fit(history, TimeSpan.FromHours(1)).Model!;
        var gjr = ModelCatalog.Get("gjr").Fit(history, TimeSpan.FromHours(1)).Model!;
        bool[] hasPrice = [.. Enumerable.Range(0, history.Count).Select(i => series.At(SyntheticBars.Start + ((i + 1) * Duration.Hour)).HasPrice)];
        double h = garch["omega"] / (1 - garch["alpha[1]"] - garch["beta[1]"]), g = h;
        for (var i = 1; i < history.Count; i++)
        {
            var (e, r) = hasPrice[i] && hasPrice[i - 1] ? (history.LogClose[i] - history.LogClose[i - 1] - garch["mu"], history.LogClose[i] - history.LogClose[i - 1]) : (Math.Sqrt(h), double.NaN);
            h = garch["omega"] + (garch["alpha[1]"] * e * e) + (garch["beta[1]"] * h);
            // Half of the errors are falls, and they have half of the squares.
            g = gjr["omega"] + (double.IsNaN(r) ? (gjr["alpha[1]"] + (gjr["gamma[1]"] / 2)) * g : (gjr["alpha[1]"] + (r < 0 ? gjr["gamma[1]"] : 0)) * r * r) + (gjr["beta[1]"] * g);
        }
        Assert.Equal(1, garch["state[0]"] / h, 1e-9);
        Assert.Equal(1, new GarchModel().Filter(garch, history).Forecast / garch["rv_per_return_variance"] / h, 1e-9);
        Assert.Equal(1, ModelCatalog.Get("gjr").Filter(gjr, history).Forecast / gjr["rv_per_return_variance"] / g, 1e-6);
    }

    [Fact]
    public void Heavy_expects_of_hours_without_a_price_what_it_forecast()
    {
        var (before, after, hours, model) = Across(new HeavyModel());
        var (share, level) = (Math.Pow(model["alphaR"] + model["betaR"], hours), model["omegaR"] / (1 - model["alphaR"] - model["betaR"]));

        Assert.Equal(1, after / (level + (share * (before - level))), 1e-9);
    }

    [Fact]
    public void Realized_garch_expects_of_hours_without_a_price_what_it_forecast()
    {
        var (before, after, hours, model) = Across(new RealizedGarchModel());
        var p = RealizedGarchParameters.Of([0, .. RealizedGarchParameters.Names.Skip(1).Select(n => model[n])]);
        var (first, level) = (Math.Log(before / model["rv_per_return_variance"]), p.LongRunLogVariance);

        Assert.Equal(level + (Math.Pow(p.Persistence, hours) * (first - level)), Math.Log(after / model["rv_per_return_variance"]), 1e-9);
    }

    [Fact]
    public void A_measure_of_0_passes_as_one_that_is_missing()
    {
        // The price stands still for an hour: its bars are there, and say nothing of the next variance's log.
        var close = Bars.Close.ToArray();
        var first = Enumerable.Range(0, Bars.Count).First(i => Bars.End(i) > Origin);
        for (var i = 0; i < 4; i++) close[first + i] = close[first - 1];
        var series = HourlySeries.From(new BarSeries { Venue = "test", Symbol = "TEST", Interval = Bars.Interval, OpenTime = Bars.OpenTime, Open = close, High = close, Low = close, Close = close });
        var model = new HeavyModel().Fit(series.At(Origin), TimeSpan.FromHours(1)).Model!;
        var before = new HeavyModel().Filter(model, series.At(Origin)).Forecast;

        Assert.Equal(0, series.At(Origin + Duration.Hour).Variance[^1]);
        Assert.Equal(1, new HeavyModel().Filter(model, series.At(Origin + Duration.Hour)).Forecast / (model["omegaR"] + ((model["alphaR"] + model["betaR"]) * before)), 1e-12);
    }

    // One-hour forecasts before and after the hours without bars.
    private static (double Before, double After, int Hours, FittedModel Model) Across(StepModel model)
    {
        var series = Gapped(out var from, out var to);
        var fitted = model.Fit(series.At(from - Duration.Day), TimeSpan.FromHours(1)).Model!;
        return (model.Filter(fitted, series.At(from)).Forecast, model.Filter(fitted, series.At(to)).Forecast, (int)((to - from) / Duration.Hour), fitted);
    }

    private static HourlySeries Gapped(out long from, out long to)
    {
        (from, to) = (Origin - (10 * Duration.Day) - Duration.Hour, Origin - (8 * Duration.Day) + Duration.Hour);
        return HourlySeries.From(SyntheticBars.Without(Bars, from, to));
    }

    // Daily returns up to an origin at midnight, and their realised variances; hour 24 k − 1 ends at 00:00 UTC.
    private static (double[] Returns, double[] Measured) Days(long origin)
    {
        var history = Series.At(origin);
        var (log, measure) = (history.LogClose.ToArray(), history.Rolling(24).ToArray());
        int[] ends = [.. Enumerable.Range(1, (log.Length / 24) - 1).Select(d => 23 + (24 * d))];
        return ([.. ends.Select(i => log[i] - log[i - 24])], [.. ends.Select(i => measure[i])]);
    }
}
