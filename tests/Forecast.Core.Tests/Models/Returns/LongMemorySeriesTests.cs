using Forecast.Core.Models;
using Forecast.Core.Tests.Models.Garch;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

/// <summary>Against the packages arch (S&amp;P 500, 1999 to 2018) and rugarch (DEM/GBP): estimates to what their optimisers reach, likelihoods never below theirs.</summary>
public sealed class LongMemorySeriesTests
{
    private static readonly double[] Series = VarianceEquationCases.Residuals(600);

    private static SeriesFit Fit(string id, double[] values, SeriesOptions? options = null) => SeriesModelCatalog.Get(id).Fit(values, options);

    private static void Agrees(SeriesFit fit, double logLikelihood, params (string Name, double Value)[] peer)
    {
        Assert.True(fit.LogLikelihood >= logLikelihood - 1e-6, $"{fit.LogLikelihood} is below {logLikelihood}");
        Assert.Equal(logLikelihood, fit.LogLikelihood!.Value, 1e-4);
        Assert.Equal(peer.Select(p => p.Name), fit.Parameters.Select(p => p.Name));
        foreach (var (ours, theirs) in fit.Parameters.Zip(peer)) Assert.Equal(theirs.Value, ours.Value, 2e-3 * Math.Max(0.01, theirs.Value));
    }

    [Fact]
    public void Figarch_is_that_of_arch()
    {
        var fit = Fit("figarch", GarchVectors.Sp500());
        Assert.Equal(FitStatus.Converged, fit.Status);
        Agrees(fit, -6925.659409, ("mu", 0.05847177), ("omega", 0.03475460), ("phi", 0.08628167), ("d", 0.54160566), ("beta", 0.55098456));
        Assert.All(fit.Forecast.Zip([4.0922, 3.6451, 3.4615, 3.3671, 3.2983]), pair => Assert.Equal(pair.Second, pair.First, 5e-4));
        Assert.Equal(5, fit.StandardErrors.Count);
    }

    [Fact]
    public void Harch_is_that_of_arch_with_one_weight_at_zero()
    {
        var fit = Fit("harch", GarchVectors.Sp500());
        Assert.Equal((FitStatus.Boundary, "alpha[1] is at 0"), (fit.Status, fit.Reason));
        Agrees(fit, -6954.622279, ("mu", 0.05601658), ("omega", 0.16793328), ("alpha[1]", 0), ("alpha[5]", 0.34792633), ("alpha[22]", 0.53495918));
        Assert.Equal(0, fit.Parameters[2].Value);
    }

    [Fact]
    public void The_estimated_moving_average_is_that_of_arch() =>
        Agrees(Fit("ewma-estimated", GarchVectors.Sp500()), -7016.014534, ("lambda", 0.93999447993));

    /// <summary>rugarch stops at −1089.506849; with its presample there is a higher likelihood.</summary>
    [Fact]
    public void Component_garch_is_at_least_as_likely_as_that_of_rugarch()
    {
        var fit = Fit("component-garch", GarchVectors.Returns("dem2gbp"), new() { Presample = PresampleVariance.Rugarch });
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Equal(-1088.905792, fit.LogLikelihood!.Value, 1e-6);
        Assert.Equal(["mu", "omega", "alpha[1]", "beta[1]", "rho", "phi"], fit.Parameters.Select(p => p.Name));
    }

    /// <summary>Series × 2^10: the scale is undone without a trace.</summary>
    [Theory]
    [InlineData("component-garch")]
    [InlineData("harch")]
    [InlineData("figarch")]
    [InlineData("ewma-estimated")]
    public void The_unit_of_the_series_does_not_matter(string id)
    {
        var (one, scaled) = (Fit(id, Series), Fit(id, [.. Series.Select(r => 1024 * r)]));
        Assert.Equal(one.Forecast.Select(h => h * 1024 * 1024), scaled.Forecast);
        Assert.Equal(one.LogLikelihood!.Value - (Series.Length * Math.Log(1024)), scaled.LogLikelihood!.Value, 1e-8);
    }

    [Fact]
    public void A_moving_average_that_dies_out_in_zeros_is_refused() =>
        Assert.Equal("ewma-estimated finds that the variance vanishes: too many returns in a row are 0", Fit("ewma-estimated", [.. Series, .. new double[300]]).Reason);

    /// <summary>An outlier, zeros, a walk, an explosion: an estimate or a reason, and no number that is none.</summary>
    [Theory]
    [InlineData("component-garch")]
    [InlineData("harch")]
    [InlineData("figarch")]
    [InlineData("ewma-estimated")]
    [InlineData("riskmetrics2006")]
    public void Strange_series_give_finite_numbers_or_a_reason(string id)
    {
        var walk = new double[300];
        for (var t = 1; t < walk.Length; t++) walk[t] = walk[t - 1] + Series[t];
        double[][] strange =
        [
            [.. Series[..150], 1e6, .. Series[150..300]], [.. Series[..150], 1e6], [.. new double[150], .. Series[..150]], [.. Series[..150], .. new double[150]], walk,
            [.. Enumerable.Range(0, 300).Select(t => Math.Pow(1.05, t))], [.. Enumerable.Range(0, 300).Select(t => t % 2 == 0 ? 1.0 : -1)], [.. Series[..300].Select(r => 1e-12 * r)],
        ];
        Assert.All(strange, series =>
        {
            var fit = Fit(id, series);
            if (fit.Status == FitStatus.Failed) Assert.StartsWith(id + " ", fit.Reason, StringComparison.Ordinal);
            else Assert.All([fit.LogLikelihood!.Value, .. fit.Parameters.Select(p => p.Value), .. fit.Forecast.Select(h => Math.Log(h)), .. fit.Variances.Select(h => Math.Log(h))], x => Assert.True(double.IsFinite(x)));
        });
    }

    [Fact]
    public void A_cancelled_fit_ends() =>
        Assert.All((string[])["component-garch", "harch", "figarch", "ewma-estimated"], id =>
            Assert.Throws<OperationCanceledException>(() => SeriesModelCatalog.Get(id).Fit(Series, stop: new CancellationToken(true))));

    [Fact]
    public void What_a_model_has_no_use_for_is_refused_by_its_name()
    {
        (string Id, SeriesOptions Options)[] cases =
        [
            ("component-garch", new() { Orders = [2, 1] }), ("component-garch", new() { Lags = [1] }), ("harch", new() { Orders = [1, 1] }), ("harch", new() { Lags = [5, 1] }),
            ("harch", new() { Lags = [] }), ("figarch", new() { Orders = [2, 1] }), ("figarch", new() { Orders = [1] }), ("figarch", new() { Lags = [1] }),
            ("ewma-estimated", new() { Mean = ConditionalMean.Constant }), ("ewma-estimated", new() { Lags = [1] }), ("figarch", new() { Distribution = "cauchy" }),
        ];
        Assert.All(cases, c =>
        {
            var fit = Fit(c.Id, Series, c.Options);
            Assert.Equal(FitStatus.Failed, fit.Status);
            Assert.StartsWith(c.Id + " ", fit.Reason, StringComparison.Ordinal);
        });
    }
}
