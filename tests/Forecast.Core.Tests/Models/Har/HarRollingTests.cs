using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Har;

public sealed class HarRollingTests
{
    private static readonly HarTarget Week = HarTarget.Over(5);

    [Theory, InlineData("har"), InlineData("gamma-har")]
    public void A_forecast_is_that_of_a_fit_to_what_was_known(string id)
    {
        var variant = HarVariants.Get(id);
        var sample = HarSample.Of(variant, 41, 260);
        var rolling = new HarRolling(100).Forecasts(HarSample.Design(variant, sample), Week, TestContext.Current.CancellationToken)!;
        Assert.Equal(260 - 29 - 100, rolling.Length);
        foreach (var i in new[] { 0, 50, rolling.Length - 1 })
        {
            var known = HarSample.Design(variant, HarSample.First(sample, 29 + 100 + i + 1));
            var fit = HarEstimator.Estimate(known, Week, i, known.TrainingRows(Week) - i, TestContext.Current.CancellationToken)!;
            Assert.Equal(96, fit.Rows);
            Assert.Equal(1, rolling[i] / fit.Forecast(known, known.Rows - 1), 1e-9);
        }
    }

    [Fact]
    public void Between_refits_coefficients_stay()
    {
        var design = HarSample.Design(HarVariants.Get("har"), HarSample.Of(42, 260, exogenous: false));
        var daily = new HarRolling(100).Forecasts(design, Week, TestContext.Current.CancellationToken)!;
        var weekly = new HarRolling(100, 7).Forecasts(design, Week, TestContext.Current.CancellationToken)!;
        Assert.All(Enumerable.Range(0, daily.Length), i => Assert.Equal(i % 7 == 0, daily[i] == weekly[i]));
    }

    [Fact]
    public void A_window_that_does_not_vary_has_no_forecasts()
    {
        var rows = HarObservations.Of(HarVariants.Get("har"), new SeriesSample([.. Enumerable.Repeat(1.0, 200)])).Rows!;
        Assert.Null(new HarRolling(100).Forecasts(HarDesign.Of(rows, new HarRungs([1, 7, 30])), Week, TestContext.Current.CancellationToken));
    }
}
