using CsCheck;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Har;

/// <summary>What every heterogeneous autoregression owes.</summary>
public sealed class HarVariantsTests
{
    public static TheoryData<string> Ids => [.. HarVariants.All.Select(v => v.Id)];

    // Every measure in other units, so the forecast is in those units.
    [Theory, MemberData(nameof(Ids))]
    public void Units_change_nothing(string id) =>
        Gen.Select(Gen.ULong, Gen.Double[-8, 8]).Sample((seed, power) =>
        {
            var k = Math.Pow(10, power);
            var sample = HarSample.Of(HarVariants.Get(id), seed, 400);
            double[] Times(double[] values, double factor) => [.. values.Select(v => v * factor)];
            var other = new SeriesSample(Times(sample.Values, k))
            {
                Quarticity = Times(sample.Quarticity!, k * k),
                Bipower = Times(sample.Bipower!, k),
                DownSemivariance = Times(sample.DownSemivariance!, k),
                Exogenous = sample.Exogenous,
            };
            var (a, b) = (SeriesModelCatalog.Get(id).Fit(sample), SeriesModelCatalog.Get(id).Fit(other));
            Assert.Equal(FitStatus.Converged, a.Status);
            Assert.All(a.Forecast.Zip(b.Forecast), f => Assert.Equal(1, f.Second / f.First / k, 1e-6));
            Assert.All(a.Forecast, f => Assert.InRange(f, 1e-7, 1e-1));
            Assert.All(a.StandardErrors, e => Assert.True(e.Value > 0));
            Assert.Equal(a.StandardErrors.Select(e => e.Name), a.RobustStandardErrors.Select(e => e.Name));
            Assert.Equal(a.StandardErrors.Select(e => e.Name), a.HacStandardErrors.Select(e => e.Name));
        }, iter: 4);

    // What comes after the last target of a window must not move the fit to it.
    [Theory, MemberData(nameof(Ids))]
    public void A_window_knows_nothing_later_than_its_last_target(string id)
    {
        var variant = HarVariants.Get(id);
        var sample = HarSample.Of(variant, 11, 500);
        var target = HarTarget.Over(5);
        var whole = HarSample.Design(variant, sample);
        // The level of the quarticity is the whole sample's; it does not move a forecast.
        var cut = HarSample.Design(variant, HarSample.First(sample, 400));
        var rows = cut.TrainingRows(target);
        var (a, b) = (HarEstimator.Estimate(whole, target, 20, rows - 20, TestContext.Current.CancellationToken)!, HarEstimator.Estimate(cut, target, 20, rows - 20, TestContext.Current.CancellationToken)!);
        Assert.Equal(1, a.Forecast(whole, cut.Rows - 1) / b.Forecast(cut, cut.Rows - 1), 1e-8);
        if (a.QuarticityLevel == b.QuarticityLevel) Assert.Equal(a.Coefficients, b.Coefficients);
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_fit_of_a_window_is_the_fit_of_its_rows(string id)
    {
        var variant = HarVariants.Get(id);
        var design = HarSample.Design(variant, HarSample.Of(variant, 12, 500));
        var target = HarTarget.Over(3);
        var targets = design.Targets(target);
        var fit = HarEstimator.Estimate(design, target, targets, 30, 300, null, TestContext.Current.CancellationToken)!;
        Assert.Equal(targets.Skip(30).Take(300).Min(), fit.Lowest);
        Assert.Equal(targets.Skip(30).Take(300).Max(), fit.Highest);
        Assert.Equal(300, fit.Rows);
        // Least squares leaves residuals that are orthogonal to the constant, and a gamma regression ratios y/f of mean 1.
        if (variant.Estimation == HarEstimation.Gamma) Assert.Equal(1, Enumerable.Range(30, 300).Average(i => targets[i] / fit.Forecast(design, i)), 1e-9);
        if (variant.Estimation == HarEstimation.LeastSquares && !variant.Logs) Assert.Equal(targets.Skip(30).Take(300).Average(), Enumerable.Range(30, 300).Average(i => Line(fit, design, i)), 1e-10);
    }

    // What one bad row, a unit-scale mistake or a trend does: a stated refusal or finite positive forecasts, never a NaN.
    [Theory, MemberData(nameof(Ids))]
    public void Strange_series_are_refused_or_forecast(string id)
    {
        var sample = HarSample.Of(HarVariants.Get(id), 13, 400);
        foreach (var strange in new Func<double, int, double>[] { (v, t) => t == 200 ? 1e12 * v : v, (v, t) => t == 399 ? 1e12 * v : v, (v, t) => v * Math.Exp(0.1 * t), (v, _) => v * 1e150, (v, _) => v * 1e-200, (v, t) => t < 395 ? 1 : v })
        {
            double[] Of(double[] values, int power) => [.. values.Select((v, t) => Math.Min(double.MaxValue, Math.Pow(strange(1e-4, t) / 1e-4, power) * v))];
            var fit = SeriesModelCatalog.Get(id).Fit(new SeriesSample(Of(sample.Values, 1)) { Quarticity = Of(sample.Quarticity!, 2), Bipower = Of(sample.Bipower!, 1), DownSemivariance = Of(sample.DownSemivariance!, 1), Exogenous = sample.Exogenous });
            Assert.All(fit.Forecast, f => Assert.True(f > 0 && double.IsFinite(f)));
            Assert.All([.. fit.Parameters, .. fit.StandardErrors, .. fit.RobustStandardErrors, .. fit.HacStandardErrors], p => Assert.True(double.IsFinite(p.Value), p.ToString()));
            if (fit.Status == FitStatus.Failed) Assert.StartsWith(id + " ", fit.Reason, StringComparison.Ordinal);
            else Assert.Equal(5, fit.Forecast.Count);
        }
    }

    [Fact]
    public void A_column_that_matters_is_found_and_noise_is_not()
    {
        // The column is the part of the log variance that halves from day to day: given the variance, it says how much of it will go.
        var fit = SeriesModelCatalog.Get("har-x").Fit(HarSample.Of(21, 1000, exogenous: true));
        Assert.InRange(fit.Parameters.Single(p => p.Name == "x[x]").Value, -0.6, -0.3);
        Assert.Empty(fit.StandardErrors);
        var sample = HarSample.Of(22, 1000, exogenous: false);
        var noise = new SeriesSample(sample.Values) { Exogenous = [("n", [.. HarSample.Of(23, 1000, exogenous: true).Exogenous[0].Values])] };
        Assert.InRange(SeriesModelCatalog.Get("har-x").Fit(noise).Parameters.Single(p => p.Name == "x[n]").Value, -0.05, 0.05);
    }

    private static double Line(HarFit fit, HarDesign design, int row) => fit.Coefficients[0] + design.Columns.Select((c, j) => fit.Coefficients[j + 1] * c[row]).Sum();
}
