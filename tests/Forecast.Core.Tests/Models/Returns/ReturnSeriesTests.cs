using Forecast.Core.Models;
using Forecast.Core.Tests.Models.Garch;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

public sealed class ReturnSeriesTests
{
    private static readonly double[] Returns = GarchVectors.Returns("garch11n_2500");

    private static SeriesFit Fit(string id, SeriesOptions options) => SeriesModelCatalog.Get(id).Fit(Returns, options);

    [Fact]
    public void A_fit_has_everything_a_report_shows()
    {
        foreach (var id in (string[])["garch", "gjr", "tarch"])
        {
            var fit = Fit(id, new());
            Assert.Equal(fit.Parameters.Select(p => p.Name), fit.StandardErrors.Select(p => p.Name));
            Assert.Equal(fit.Parameters.Select(p => p.Name), fit.RobustStandardErrors.Select(p => p.Name));
            Assert.Equal(fit.Parameters.Select(p => p.Name), fit.ScoreStandardErrors.Select(p => p.Name));
            Assert.Equal(fit.Parameters.Select(p => p.Name), fit.HacStandardErrors.Select(p => p.Name));
            Assert.Equal(2500, fit.Variances.Count);
            Assert.Equal(5, fit.Forecast.Count);
            Assert.True(fit.NewsImpact!(-3) > fit.NewsImpact(0));
            Assert.Equal(fit.NewsImpact(-2), Fit(id, new()).NewsImpact!(-2));
        }
    }

    /// <summary>ω + α z² h + β h, h the mean square of the residuals; a day without a surprise has about its own variance next, whatever the power.</summary>
    [Fact]
    public void News_impact_is_the_curve_of_engle_and_ng()
    {
        var fit = Fit("garch", new() { Mean = ConditionalMean.Zero });
        var (omega, alpha, beta) = (fit.Parameters[0].Value, fit.Parameters[1].Value, fit.Parameters[2].Value);
        var h = Returns.Sum(r => r * r) / Returns.Length;
        foreach (var z in (double[])[-3, -1, 0, 2]) Assert.Equal(omega + (alpha * z * z * h) + (beta * h), fit.NewsImpact!(z), 1e-12);
    }

    [Theory]
    [InlineData("gjr")]
    [InlineData("tarch")]
    [InlineData("aparch")]
    [InlineData("egarch")]
    [InlineData("figarch")]
    [InlineData("harch")]
    [InlineData("component-garch")]
    [InlineData("ewma-estimated")]
    [InlineData("ewma")]
    public void News_impact_starts_from_the_variance_of_the_sample(string id)
    {
        var fit = Fit(id, new() { Mean = ConditionalMean.Zero });
        var h = Returns.Sum(r => r * r) / Returns.Length;
        // Over the squared normal shocks the curve's mean is the variance expected two days on.
        double sum = 0, weights = 0;
        for (var z = -8.0; z <= 8; z += 0.01) (sum, weights) = (sum + (Math.Exp(-0.5 * z * z) * fit.NewsImpact!(z)), weights + Math.Exp(-0.5 * z * z));
        Assert.InRange(sum / weights / h, 0.93, 1.07);
    }

    [Fact]
    public void Orders_choose_the_lags()
    {
        Assert.Equal(["mu", "omega", "alpha[1]", "alpha[2]", "alpha[3]"], Fit("garch", new() { Orders = [3, 0] }).Parameters.Select(p => p.Name));
        Assert.Equal(["mu", "omega", "alpha[1]", "alpha[2]", "beta[1]"], Fit("garch", new() { Orders = [2, 1] }).Parameters.Select(p => p.Name));
        Assert.Equal(["mu", "omega", "alpha[1]", "gamma[1]", "beta[1]"], Fit("gjr", new() { Orders = [1, 1] }).Parameters.Select(p => p.Name));
        Assert.Equal(["mu", "omega", "alpha[1]", "gamma[1]", "gamma[2]", "beta[1]"], Fit("gjr", new() { Orders = [1, 2, 1] }).Parameters.Select(p => p.Name));
        Assert.Equal(["Const", "y[1]", "y[5]", "omega", "alpha[1]", "beta[1]"], Fit("garch", new() { Mean = ConditionalMean.Ar, Lags = [1, 5] }).Parameters.Select(p => p.Name));
        Assert.Equal(["mu", "omega", "alpha[1]", "alpha[2]", "gamma[1]", "beta[1]"], Fit("tarch", new() { Orders = [2, 1, 1] }).Parameters.Select(p => p.Name));
        Assert.Equal(2499, Fit("garch", new() { Mean = ConditionalMean.Ar }).Variances.Count);
    }

    public static TheoryData<string, SeriesOptions, string> Refused => new()
    {
        { "garch", new() { Orders = [1, 1, 1] }, "garch has no asymmetric terms" },
        { "garch", new() { Orders = [0, 1] }, "garch needs orders" },
        { "gjr", new() { Orders = [1, 1, 1, 1] }, "gjr needs orders" },
        { "gjr", new() { Orders = [-1, 1, 1] }, "gjr needs orders" },
        { "gjr", new() { Orders = [31, 1, 1] }, "gjr needs orders" },
        { "tarch", new() { Distribution = "cauchy" }, "tarch knows no error distribution 'cauchy'; there are normal" },
        { "garch", new() { Lags = [1] }, "garch has lags in an autoregressive mean only" },
        { "garch", new() { Mean = ConditionalMean.Ar, Lags = [2, 1] }, "garch needs increasing lags" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_a_model_cannot_do_is_refused(string id, SeriesOptions options, string reason)
    {
        var fit = Fit(id, options);
        Assert.Equal(FitStatus.Failed, fit.Status);
        Assert.StartsWith(reason, fit.Reason, StringComparison.Ordinal);
    }
}
