using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Garch;

public sealed class GarchEstimatorTests
{
    private static GarchEstimate Fit(double[] returns, PresampleVariance presample = PresampleVariance.Arch, ConditionalMean mean = ConditionalMean.Constant)
    {
        var fit = GarchEstimator.Fit(returns, new GarchOptions { Presample = presample, Mean = mean });
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Null(fit.Reason);
        return fit.Estimate!;
    }

    private static double[] Numbers(IReadOnlyList<Parameter>? parameters) => [.. parameters!.Select(p => p.Value)];

    // arch estimates the scores' covariance with T − 1.
    private static double[] ArchRobust(GarchEstimate fit) =>
        [.. Numbers(fit.SandwichErrors).Select(e => e * Math.Sqrt(fit.Observations / (fit.Observations - 1.0)))];

    private static void Near(double[] expected, double[] actual, double relative)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(0, (pair.Second / pair.First) - 1, relative));
    }

    /// <summary>
    /// Fiorentini, Calzolari and Panattoni's likelihood against a Newton reference with complex-step scores. Its Hessian is a finite difference of those, good
    /// to 6 digits; see <see cref="Hessian_errors_are_exact"/> for the digits beyond.
    /// </summary>
    [Theory]
    [InlineData("garch11n_2500")]
    [InlineData("roll1500")]
    [InlineData("dem2gbp")]
    public void Fcp_agrees_with_the_exact_reference(string series)
    {
        var fit = Fit(GarchVectors.Returns(series), PresampleVariance.Fcp);
        Near(GarchVectors.Node("fcp_reference", series, "params").Values(), Numbers(fit.Values), 1e-9);
        Near([GarchVectors.Node("fcp_reference", series, "loglik").GetDouble()], [fit.LogLikelihood], 1e-12);
        Near(GarchVectors.Node("fcp_reference", series, "se_hessian").Values(), Numbers(fit.HessianErrors), 1e-6);
        Near(GarchVectors.Node("fcp_reference", series, "se_opg").Values(), Numbers(fit.ScoreErrors), 1e-8);
        Near(GarchVectors.Node("fcp_reference", series, "se_sandwich").Values(), Numbers(fit.SandwichErrors), 1e-6);
        Near(GarchVectors.Node("fcp_reference", series, "forecast_variance_h1_5").Values(), fit.Forecast(5), 1e-9);
        Near([GarchVectors.Node("fcp_reference", series, "sigma2_last").GetDouble()], [fit.LastVariance], 1e-9);
    }

    /// <summary>Standard errors from the likelihood's second derivatives in hyper-dual arithmetic, computed apart from this program.</summary>
    [Theory]
    [InlineData("garch11n_2500", 0.018849554026487383, 0.006847153293623804, 0.010356879546576912, 0.0129677995749851)]
    [InlineData("roll1500", 0.021523721954802663, 0.004800875476822409, 0.011803344980394771, 0.013815090249515508)]
    [InlineData("dem2gbp", 0.008462119109649677, 0.0028527119576635097, 0.026522830966119213, 0.03355268891985369)]
    public void Hessian_errors_are_exact(string series, double mu, double omega, double alpha, double beta) =>
        Near([mu, omega, alpha, beta], Numbers(Fit(GarchVectors.Returns(series), PresampleVariance.Fcp).HessianErrors), 1e-9);

    /// <summary>The digits that the literature has printed since 1996 for DEM/GBP.</summary>
    [Fact]
    public void Fcp_gives_the_published_benchmark()
    {
        var fit = Fit(GarchVectors.Returns("dem2gbp"), PresampleVariance.Fcp);
        Near([-0.00619041, 0.0107613, 0.153134, 0.805974], Numbers(fit.Values), 1e-5);
        Near([0.00846212, 0.00285271, 0.0265228, 0.0335527], Numbers(fit.HessianErrors), 1e-5);
    }

    /// <summary>
    /// arch's own likelihood, polished by Newton's method: its gradients there are about 1e-6, and its standard errors are numerical derivatives, good to 4
    /// digits.
    /// </summary>
    [Theory]
    [InlineData("garch11n_2500")]
    [InlineData("dem2gbp")]
    public void Arch_presample_agrees_with_arch(string series)
    {
        var fit = Fit(GarchVectors.Returns(series));
        var tight = GarchVectors.Node("arch", "fits", "garch11_n|" + series, "tight");
        Near(tight.GetProperty("params").Values(), Numbers(fit.Values), 1e-6);
        Near([tight.GetProperty("backcast").GetDouble()], [fit.Presample.Level(0)], 1e-12);
        Near([tight.GetProperty("loglik").GetDouble()], [fit.LogLikelihood], 1e-12);
        Near(tight.GetProperty("se_hessian_tight").Values(), Numbers(fit.HessianErrors), 1e-4);
        Near(tight.GetProperty("se_robust_arch").Values(), ArchRobust(fit), 1e-4);
        Near(GarchVectors.Node("arch", "fits", "garch11_n|" + series, "slsqp_ftol1e-13_constrained", "forecast_variance_h1_5").Values(), fit.Forecast(5), 3e-5);
    }

    /// <summary>The same with exact derivatives, computed apart from this program.</summary>
    [Fact]
    public void Arch_presample_gives_exact_errors_on_dem2gbp()
    {
        var fit = Fit(GarchVectors.Returns("dem2gbp"));
        Near([.00844859, .00272290, .02626415, .03313320], Numbers(fit.HessianErrors), 2e-6);
        Near([.00919702, .00633968, .05572576, .07444826], ArchRobust(fit), 2e-6);
        Assert.Equal(0.1452692476, fit.NextVariance, 1e-10);
    }

    [Fact]
    public void Arch_presample_gives_arch_on_the_sp500()
    {
        var returns = GarchVectors.Sp500();
        Assert.Equal(5030, returns.Length);
        Assert.Equal(107.781968997326, returns.Sum(), 1e-9);
        var fit = Fit(returns);
        Assert.Equal(1.8141976133967, fit.Presample.Level(0), 1e-12);
        Near([.0563532384, .0175067624, .1021498307, .8852060916], Numbers(fit.Values), 1e-8);
        Assert.Equal(-6936.71847697, fit.LogLikelihood, 6e-9);
        Near([.01148685, .00468338, .01301046, .01380486], ArchRobust(fit), 2e-6);
        Assert.Equal(3.5964763025, fit.NextVariance, 1e-8);
        Near([3.5964702595, 3.5685018064, 3.5408869975, 3.5136213613, 3.4867004826], fit.Forecast(5), 1e-5);
    }

    /// <summary>rugarch's likelihood; its solver stops at 4 digits, so only the exact row is held to more.</summary>
    [Fact]
    public void Rugarch_presample_agrees_with_rugarch()
    {
        var fit = Fit(GarchVectors.Returns("dem2gbp"), PresampleVariance.Rugarch);
        Near([-0.0061844150, 0.0107602697, 0.1534074298, 0.8058792205], Numbers(fit.Values), 1e-8);
        Assert.Equal(-1106.58658074, fit.LogLikelihood, 6e-9);
    }

    [Theory]
    [InlineData("garch11n_2500")]
    [InlineData("dem2gbp")]
    public void Rugarch_presample_is_never_worse_than_rugarch(string series)
    {
        var fit = Fit(GarchVectors.Returns(series), PresampleVariance.Rugarch);
        var rugarch = GarchVectors.Node("rugarch", "fits", "garch11_n|" + series);
        Near(rugarch.GetProperty("tight_gs").GetProperty("params").Values(), Numbers(fit.Values), 1e-3);
        Assert.InRange(fit.LogLikelihood, rugarch.GetProperty("tight_gs").GetProperty("loglik").GetDouble() - 1e-7, double.PositiveInfinity);
        Assert.Equal(rugarch.GetProperty("loglik").GetDouble(), fit.LogLikelihood, 1e-6);
    }
}
