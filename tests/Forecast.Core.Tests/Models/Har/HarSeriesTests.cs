using Forecast.Core.Measures;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Har;

// Coefficients of SPY on which R's highfrequency and an independent computation agree, to the digits that are printed.
public sealed class HarSeriesTests
{
    private const string Untested = "no jump ratios are given: every positive RV − bipower counts as a jump";

    private static readonly SeriesOptions TradingDays = new() { Lags = [1, 5, 22] };

    public static TheoryData<string, double[]> Published => new()
    {
        { "har", [1.160000921e-05, 2.953165771e-01, 2.813334173e-01, 1.471632893e-01] },
        { "log-har", [-1.188268784, 0.5379168584, 0.2273531648, 0.1287141720] },
        { "harq", [3.285615865e-06, 9.754440119e-01, 7.909932136e-03, 2.366579823e-02, -3.881445184e-01] },
        { "harqj", [3.278421768e-06, 0.9738665838, 0.007578418611, 0.02352647045, 0.02665076387, -0.3874289127] },
        { "harj", [1.096285167e-05, 0.2861648599, 0.2576945951, 0.1367807304, 0.7539288170] },
    };

    [Theory, MemberData(nameof(Published))]
    public void Coefficients_of_spy_as_published(string id, double[] expected)
    {
        var fit = SeriesModelCatalog.Get(id).Fit(SpyMeasures.Sample, TradingDays);
        Assert.Equal(FitStatus.Converged, fit.Status);
        for (var k = 0; k < expected.Length; k++) Assert.Equal(1, fit.Parameters[k].Value / expected[k], 1e-8);
        Assert.Equal(1473, fit.Variances.Count);
    }

    // Three of the seven are printed to seven digits.
    [Fact]
    public void Full_harq_of_spy_as_published()
    {
        double[] expected = [-6.413188e-07, 0.9163777832, 0.1609612721, 0.06218964, -0.3581803794, -0.1695874367, -0.2373133], digits = [1e-7, 1e-8, 1e-8, 1e-7, 1e-8, 1e-8, 1.5e-7];
        var fit = SeriesModelCatalog.Get("harq-f").Fit(SpyMeasures.Sample, TradingDays);
        for (var k = 0; k < expected.Length; k++) Assert.Equal(1, fit.Parameters[k].Value / expected[k], digits[k]);
        Assert.Equal(0.284365024, fit.Parameters.Single(p => p.Name == "root_mean_quarticity").Value, 5e-10);
    }

    [Fact]
    public void Jumps_on_every_lag_as_published()
    {
        double[] expected = [1.170210695e-05, 0.2893322135, 0.2196819004, 0.2118236116, 0.6457509627, 0.8592560286, -1.499969666];
        var fit = HarEstimator.Estimate(SpyMeasures.Design("harj", [1, 5, 22]), HarTarget.Over(1), TestContext.Current.CancellationToken)!;
        for (var k = 0; k < expected.Length; k++) Assert.Equal(1, fit.Coefficients[k] / expected[k], 1e-8);
    }

    [Fact]
    public void A_week_ahead_as_published()
    {
        double[] expected = [1.746474452e-05, 0.1872237395, 0.1831000813, 0.2141992464];
        var fit = HarEstimator.Estimate(SpyMeasures.Design("har"), HarTarget.Over(5), TestContext.Current.CancellationToken)!;
        for (var k = 0; k < expected.Length; k++) Assert.Equal(1, fit.Coefficients[k] / expected[k], 1e-8);
    }

    [Fact]
    public void A_value_that_is_not_positive_is_refused_with_its_place()
    {
        double[] series = [.. Enumerable.Range(1, 100).Select(i => i == 40 ? 0.0 : i)];
        Assert.Contains("value 40 is 0", SeriesModelCatalog.Get("har").Fit(series, new SeriesOptions()).Reason, StringComparison.Ordinal);
    }

    // A fall from a height that no row of the sample saw: the line goes below 0, the filter holds it at the smallest target.
    [Fact]
    public void A_forecast_below_every_target_is_set_to_the_smallest()
    {
        double[] series = [.. HarSample.Of(3, 300, false).Values.Select((v, t) => t % 2 == 0 ? v : 30 * v), 1.0];
        var fit = SeriesModelCatalog.Get("har").Fit(series, new SeriesOptions { Lags = [1, 2] });
        var line = fit.Parameters[0].Value + fit.Parameters[1].Value + (fit.Parameters[2].Value * (1 + series[^2]) / 2);
        Assert.True(line is < 0 or > 1, $"the line is at {line}");
        Assert.Contains(fit.Forecast[0], series[2..]);
    }

    // Near the largest number that a state holds, a log that grows by nearly a third a step: the third step ahead is beyond it.
    [Theory, InlineData("log-har"), InlineData("gamma-har")]
    public void A_forecast_beyond_all_numbers_is_refused(string id)
    {
        double[] series = [.. Enumerable.Range(0, 100).Select(t => Math.Exp(680 + (10 * Math.Pow(1.3, t - 99)) + (0.01 * Math.Sin(t * t))))];
        var fit = SeriesModelCatalog.Get(id).Fit(series, new SeriesOptions { Lags = [1] });
        Assert.Equal(FitStatus.Failed, fit.Status);
        Assert.Equal($"{id} finds no forecast: the series spans too many orders of magnitude", fit.Reason);
        Assert.Contains("needs realised variances of at most 1E+300; value ", SeriesModelCatalog.Get(id).Fit([.. series.Select(v => 1e5 * v)], new SeriesOptions { Lags = [1] }).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("harj", "jump[1]")]
    [InlineData("harqj", "jump[1]")]
    [InlineData("har-cj", "jump[1], jump[7], jump[30]")]
    public void Days_without_jumps_give_them_no_coefficient(string id, string names)
    {
        var sample = HarSample.Of(6, 300, exogenous: false);
        var fit = SeriesModelCatalog.Get(id).Fit(sample with { Bipower = sample.Values });
        var without = SeriesModelCatalog.Get(id == "harqj" ? "harq" : "har").Fit(sample);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Equal($"{names} never varied: no coefficient{(id == "har-cj" ? $"; {Untested}" : "")}", fit.Reason);
        Assert.All(fit.Parameters.Where(p => p.Name.StartsWith("jump", StringComparison.Ordinal)), p => Assert.Equal(0, p.Value));
        Assert.Equal(without.Parameters.Select(p => p.Value), fit.Parameters.Where(p => !p.Name.StartsWith("jump", StringComparison.Ordinal)).Select(p => p.Value));
        Assert.Equal(without.Forecast, fit.Forecast.Take(1).Concat(without.Forecast.Skip(1)));
        Assert.Equal(without.StandardErrors.Select(e => e.Value), fit.StandardErrors.Select(e => e.Value));
        Assert.DoesNotContain(fit.StandardErrors, e => e.Name.StartsWith("jump", StringComparison.Ordinal));
    }

    /// <summary>Every row's returns and their own test: the fit is that of the significant jumps alone.</summary>
    [Fact]
    public void Har_cj_takes_the_jumps_that_the_test_finds()
    {
        var random = Xoshiro256.Stream(9, "jumps");
        const int Rows = 400, Returns = 96;
        double[] variance = new double[Rows], bipower = new double[Rows], ratio = new double[Rows], continuous = new double[Rows];
        var level = 0.0;
        for (var t = 0; t < Rows; t++)
        {
            level = (0.9 * level) + (0.2 * random.NextNormal());
            double[] r = [.. Enumerable.Range(0, Returns).Select(_ => 1e-3 * Math.Exp(level) * random.NextNormal())];
            if (random.NextUniform() < 0.2) r[random.Next(Returns)] += 8e-3 * Math.Exp(level);
            (variance[t], bipower[t]) = (r.Sum(x => x * x), BipowerVariation.Of(r)!.Value);
            ratio[t] = WindowJumps.Of(r, JumpKind.RatioStatistic)!.Value;
            continuous[t] = WindowJumps.Of(r, JumpKind.ContinuousVariation)!.Value;
        }
        Assert.InRange(Enumerable.Range(0, Rows).Count(t => continuous[t] < variance[t]), 20, 150);
        var tested = SeriesModelCatalog.Get("har-cj").Fit(new SeriesSample(variance) { Bipower = bipower, JumpRatio = ratio });
        // What min(RV, BPV) makes of the continuous part as bipower variation.
        var alone = SeriesModelCatalog.Get("har-cj").Fit(new SeriesSample(variance) { Bipower = continuous });
        Assert.Null(tested.Reason);
        Assert.Equal(Untested, alone.Reason);
        Assert.All(tested.Parameters.Zip(alone.Parameters), p => Assert.Equal(1, p.First.Value / p.Second.Value, 1e-6));
        Assert.NotEqual(tested.Parameters, SeriesModelCatalog.Get("har-cj").Fit(new SeriesSample(variance) { Bipower = bipower }).Parameters);

        ratio[6] = double.NaN;
        Assert.Equal("har-cj needs finite jump ratios; value 7 is NaN", SeriesModelCatalog.Get("har-cj").Fit(new SeriesSample(variance) { Bipower = bipower, JumpRatio = ratio }).Reason);
    }

    // A mean over a whole period of a series that swings is the same in every row, to rounding.
    [Theory, InlineData("har"), InlineData("log-har"), InlineData("har-wls"), InlineData("gamma-har")]
    public void A_mean_that_never_varied_has_no_coefficient(string id)
    {
        double[] series = [.. Enumerable.Range(0, 200).Select(t => 0.3 + (0.1 * (t % 3)))];
        var fit = SeriesModelCatalog.Get(id).Fit(series, new SeriesOptions { Lags = [1, 3] });
        Assert.Equal("beta[3] never varied: no coefficient", fit.Reason);
        Assert.Equal(0, fit.Parameters.Single(p => p.Name == "beta[3]").Value);
        Assert.Equal(["const", "beta[1]"], fit.StandardErrors.Select(e => e.Name));
    }

    // Products of four values leave the range of numbers long before the values do.
    [Theory]
    [InlineData("har", 330), InlineData("har", -330), InlineData("harq", 160), InlineData("har-wls", 330), InlineData("har-wls", -330)]
    public void Standard_errors_are_in_proportion_to_the_series(string id, int power)
    {
        var sample = HarSample.Of(8, 400, exogenous: false);
        var scaled = new SeriesSample([.. sample.Values.Select(v => Math.ScaleB(v, power))]) { Quarticity = [.. sample.Quarticity!.Select(v => Math.ScaleB(v, 2 * power))] };
        var (one, other) = (SeriesModelCatalog.Get(id).Fit(sample), SeriesModelCatalog.Get(id).Fit(scaled));
        Assert.Null(other.Reason);
        foreach (var (mine, its) in new[] { (one.StandardErrors, other.StandardErrors), (one.RobustStandardErrors, other.RobustStandardErrors), (one.HacStandardErrors, other.HacStandardErrors) })
        {
            Assert.All(its.Where(e => e.Name.StartsWith("beta", StringComparison.Ordinal)), e => Assert.Equal(mine.Single(m => m.Name == e.Name).Value, e.Value));
            Assert.Equal(Math.ScaleB(mine[0].Value, power), its[0].Value);
        }
    }

    // Next to its size the series varies so little that a decomposition of the uncentred regressors has no inverse.
    [Fact]
    public void A_fit_whose_errors_cannot_be_computed_is_given_without_them()
    {
        var random = Xoshiro256.Stream(1, "errors");
        double[] series = [.. Enumerable.Range(0, 300).Select(_ => 1 + (4e-13 * random.NextNormal()))];
        var fit = SeriesModelCatalog.Get("har").Fit(series, new SeriesOptions { Lags = [1] });
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Equal(2, fit.Parameters.Count);
        Assert.Equal("no standard errors: the regressors are too nearly collinear with each other or with the constant", fit.Reason);
        Assert.Empty(fit.StandardErrors);
        Assert.Empty(fit.RobustStandardErrors);
    }

    // By chance bipower variation is above the variance on some days, whose continuous part is then the variance.
    [Theory, InlineData("char"), InlineData("charq")]
    public void The_continuous_part_is_never_above_the_variance(string id)
    {
        var sample = HarSample.Of(7, 300, exogenous: false);
        double[] least = [.. sample.Bipower!.Zip(sample.Values, Math.Min)];
        Assert.NotEqual(least, sample.Bipower);
        Assert.Equal(SeriesModelCatalog.Get(id).Fit(sample with { Bipower = least }).Parameters, SeriesModelCatalog.Get(id).Fit(sample).Parameters);
    }

    [Fact]
    public void Options_that_mean_nothing_are_refused()
    {
        var series = HarSample.Of(1, 200, false).Values;
        Assert.Contains("--init", SeriesModelCatalog.Get("har").Fit(series, new SeriesOptions { Presample = PresampleVariance.Arch }).Reason, StringComparison.Ordinal);
        Assert.Contains("increasing lags", SeriesModelCatalog.Get("har").Fit(series, new SeriesOptions { Lags = [1, 1] }).Reason, StringComparison.Ordinal);
        Assert.Contains("needs 74 values", SeriesModelCatalog.Get("har").Fit(series[..70], new SeriesOptions { Lags = [1, 7, 60] }).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_fit_ends() =>
        Assert.Throws<OperationCanceledException>(() => SeriesModelCatalog.Get("gamma-har").Fit(HarSample.Of(1, 200, false), stop: new CancellationToken(canceled: true)));
}
