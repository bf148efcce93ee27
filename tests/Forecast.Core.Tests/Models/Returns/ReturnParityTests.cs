using Forecast.Core.Models;
using Forecast.Core.Tests.Models.Garch;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

/// <summary>Log-likelihoods of the packages arch 8 and rugarch 1.5 under their own presample, for log and power models and for fat tails: never below theirs.</summary>
public sealed class ReturnParityTests
{
    [Theory]
    [InlineData("egarch111n_2500", "egarch 1 1 1", "normal", PresampleVariance.Arch, -3746.9783262736173)]
    [InlineData("dem2gbp", "egarch 1 1 1", "normal", PresampleVariance.Arch, -1100.3468956323895)]
    [InlineData("dem2gbp", "egarch 1 0 1", "normal", PresampleVariance.Arch, -1102.5832781)]
    [InlineData("dem2gbp", "egarch 1 1 1", "normal", PresampleVariance.Rugarch, -1102.257989)]
    [InlineData("dem2gbp", "garch", "t", PresampleVariance.Arch, -987.9448390856221)]
    [InlineData("dem2gbp", "gjr", "t", PresampleVariance.Arch, -986.8493110686385)]
    [InlineData("dem2gbp", "garch", "skewt", PresampleVariance.Arch, -983.4550030)]
    [InlineData("dem2gbp", "garch", "t", PresampleVariance.Rugarch, -989.829851)]
    [InlineData("dem2gbp", "garch", "ged", PresampleVariance.Rugarch, -1002.645439)]
    [InlineData("dem2gbp", "garch", "skewt", PresampleVariance.Rugarch, -985.389044)]
    [InlineData("dem2gbp", "aparch", "normal", PresampleVariance.Rugarch, -1101.825972)]
    [InlineData("sp500", "egarch 1 1 1", "normal", PresampleVariance.Arch, -6813.9527150)]
    [InlineData("sp500", "garch", "t", PresampleVariance.Arch, -6834.7355847)]
    [InlineData("sp500", "garch", "skewt", PresampleVariance.Arch, -6825.7781857)]
    [InlineData("sp500", "garch", "ged", PresampleVariance.Arch, -6826.3600984)]
    [InlineData("sp500", "tarch", "t", PresampleVariance.Arch, -6722.151184)]
    [InlineData("sp500", "aparch", "normal", PresampleVariance.Arch, -6798.630148)]
    public void The_log_likelihood_is_not_below_the_peer_s(string series, string equation, string errors, PresampleVariance presample, double peer)
    {
        var fit = Fit(series, equation, errors, presample);
        Assert.True(fit.LogLikelihood >= peer - 1e-6, $"{fit.LogLikelihood:R} is below {peer:R}");
    }

    /// <summary>Parameters as printed: to 1e-4 of arch's closest search, to the digits of the others.</summary>
    [Theory]
    [InlineData("sp500", "egarch 1 1 1", "normal", PresampleVariance.Arch, new[] { .020621, .0005254, .1355282, -.1520128, .9748303 }, 0)]
    [InlineData("sp500", "garch", "t", PresampleVariance.Arch, new[] { .066128, .0086638, .0995934, .8999337, 6.6070688 }, 0)]
    [InlineData("sp500", "garch", "skewt", PresampleVariance.Arch, new[] { .0524167, .008819, .0995611, .8986734, 6.9911188, -.0786519 }, 0)]
    [InlineData("sp500", "garch", "ged", PresampleVariance.Arch, new[] { .0638452, .0119962, .1004278, .893909, 1.3293191 }, 0)]
    [InlineData("dem2gbp", "garch", "ged", PresampleVariance.Rugarch, new[] { .00169858, .00447912, .13113441, .85915210, 1.14917912 }, 1)]
    [InlineData("dem2gbp", "egarch 1 1 1", "normal", PresampleVariance.Rugarch, new[] { -.01160923, -.12662372, .33279347, -.03845698, .91249289 }, 0)]
    [InlineData("dem2gbp", "egarch 1 0 1", "normal", PresampleVariance.Arch, new[] { -.0056072, -.1170315, .328524, .9178883 }, 0)]
    public void Parameters_are_the_printed_ones(string series, string equation, string errors, PresampleVariance presample, double[] printed, int loose)
    {
        var expected = printed;
        var values = Fit(series, equation, errors, presample).Values;
        Assert.Equal(expected.Length, values.Length);
        // The mean of rugarch's generalised errors has a kink at each return.
        for (var i = loose; i < values.Length; i++) Assert.Equal(expected[i], values[i], 1e-4 * Math.Max(Math.Abs(expected[i]), 0.01));
    }

    [Fact]
    public void Egarch_finds_arch_s_parameters_and_forecast()
    {
        var arch = GarchVectors.Node("arch", "fits", "egarch111_n|egarch111n_2500", "slsqp_ftol1e-13_constrained");
        var fit = Fit("egarch111n_2500", "egarch 1 1 1", "normal", PresampleVariance.Arch);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.All(arch.GetProperty("params").Values().Zip(fit.Values), pair => Assert.Equal(1, pair.Second / pair.First, 1e-4));
        Assert.Equal(1, fit.Variances[^1] / arch.GetProperty("forecast_variance_h1_5")[0].GetDouble(), 1e-4);
        var tight = GarchVectors.Node("arch", "fits", "egarch111_n|egarch111n_2500", "tight");
        Assert.All(tight.GetProperty("params").Values().Zip(fit.Values), pair => Assert.Equal(1, pair.Second / pair.First, 1e-6));
        // Not the mean's: through |e| the likelihood has a kink in the mean at each return, so that its second difference there depends on
        // the step; nor the sandwich, which mixes that into every error.
        Assert.All(tight.GetProperty("se_hessian_tight").Values().Zip(fit.Errors.Hessian).Skip(1), pair => Assert.Equal(1, pair.Second.Value / pair.First, 1e-2));
    }

    /// <summary>The derivative of (mean |e|^δ)^{2/δ} in δ, and in a residual.</summary>
    [Fact]
    public void The_level_of_an_estimated_power_has_its_derivatives()
    {
        double[] e = [0.3, -1.2, 0, 2.4, -0.7], byResidual = new double[5];
        var level = new PresampleLevel(PresampleVariance.Rugarch, 2, e);
        double At(double delta, double third) => level.Start([0.3, -1.2, 0, third, -0.7], delta).Level;
        Assert.Equal((At(1.3 + 1e-5, 2.4) - At(1.3 - 1e-5, 2.4)) / 2e-5, level.PowerSlope(e, 1.3), 1e-8);
        level.Adjoint(e, 1, byResidual, 1.3);
        Assert.Equal((At(1.3, 2.4 + 1e-5) - At(1.3, 2.4 - 1e-5)) / 2e-5, byResidual[3], 1e-8);
        Assert.Equal(0, byResidual[2]);
    }

    private static ReturnFit Fit(string series, string equation, string errors, PresampleVariance presample)
    {
        IVarianceEquation variance = equation switch
        {
            "egarch 1 1 1" => new Egarch(1, 1, 1),
            "egarch 1 0 1" => new Egarch(1, 0, 1),
            "gjr" => new PowerGarch(1, 1, 1),
            "tarch" => new PowerGarch(1, 1, 1, 1),
            "aparch" => new Aparch(1, 1, 1),
            _ => new PowerGarch(1, 0, 1),
        };
        var returns = series == "sp500" ? GarchVectors.Sp500() : GarchVectors.Returns(series);
        return ReturnEstimator.Fit(equation, returns, new(MeanEquation.Of(ConditionalMean.Constant), variance, ErrorDistributionCatalog.Find(errors)!, presample));
    }
}
