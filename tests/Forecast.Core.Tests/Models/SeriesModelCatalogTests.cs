using Forecast.Core.Models;
using Forecast.Core.Tests.Models.Garch;
using Xunit;

namespace Forecast.Core.Tests.Models;

public sealed class SeriesModelCatalogTests
{
    private static readonly double[] Returns = GarchVectors.Returns("garch11n_2500");

    // Models of the HAR family read a realised variance, the others returns.
    private static double[] SeriesOf(string id) => id.EndsWith("har", StringComparison.Ordinal) ? [.. Returns.Select(r => r * r)] : Returns;

    public static TheoryData<string> Ids => [.. SeriesModelCatalog.All.Select(m => m.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void A_fit_has_parameters_and_five_positive_forecasts(string id)
    {
        var fit = SeriesModelCatalog.Get(id).Fit(new SeriesSample(SeriesOf(id)) { Exogenous = id == "garch-x" ? [("size", [.. Returns.Select(Math.Abs)])] : [] });
        // The series is a GARCH(1,1): models that hold more than that end at a boundary, and say at which.
        Assert.True(fit.Status is FitStatus.Converged or FitStatus.Boundary, fit.Reason);
        Assert.Equal(fit.Status == FitStatus.Boundary, fit.Reason is not null);
        Assert.NotEmpty(fit.Parameters);
        Assert.Equal(5, fit.Forecast.Count);
        Assert.All(fit.Forecast, f => Assert.True(f > 0 && double.IsFinite(f)));
    }

    [Theory, MemberData(nameof(Ids))]
    public void Bad_series_are_refused_with_a_reason(string id)
    {
        var good = SeriesOf(id);
        foreach (var series in new double[][] { [], [.. good[..20]], [.. Enumerable.Repeat(2.0, 400)], [.. good[..300], double.NaN] })
        {
            var fit = SeriesModelCatalog.Get(id).Fit(series, new SeriesOptions());
            Assert.Equal(FitStatus.Failed, fit.Status);
            Assert.StartsWith(id + " ", fit.Reason, StringComparison.Ordinal);
            Assert.Empty(fit.Parameters);
            Assert.Empty(fit.Forecast);
        }
    }

    [Fact]
    public void Garch_reports_what_arch_reports()
    {
        var fit = SeriesModelCatalog.Get("garch").Fit(Returns, new SeriesOptions());
        var arch = GarchVectors.Node("arch", "fits", "garch11_n|garch11n_2500", "tight");
        Assert.Equal(["mu", "omega", "alpha[1]", "beta[1]"], fit.Parameters.Select(p => p.Name));
        Assert.All(fit.Parameters.Zip(arch.GetProperty("params").Values()), pair => Assert.Equal(1, pair.First.Value / pair.Second, 1e-6));
        Assert.All(fit.StandardErrors.Zip(arch.GetProperty("se_hessian_tight").Values()), pair => Assert.Equal(1, pair.First.Value / pair.Second, 1e-4));
        Assert.All(fit.RobustStandardErrors.Zip(arch.GetProperty("se_robust_arch").Values()), pair => Assert.Equal(1, pair.First.Value / pair.Second, 1e-4));
        Assert.Equal(4, fit.StandardErrors.Count);
        Assert.Equal(4, fit.RobustStandardErrors.Count);
        Assert.Equal(arch.GetProperty("loglik").GetDouble(), fit.LogLikelihood!.Value, 1e-8);
    }

    [Fact]
    public void Garch_takes_the_options()
    {
        var fit = SeriesModelCatalog.Get("garch").Fit(Returns, new SeriesOptions { Presample = PresampleVariance.Fcp });
        Assert.Equal(GarchVectors.Node("fcp_reference", "garch11n_2500", "loglik").GetDouble(), fit.LogLikelihood!.Value, 1e-9);
        var sandwich = GarchVectors.Node("fcp_reference", "garch11n_2500", "se_sandwich").Values();
        Assert.All(fit.RobustStandardErrors.Zip(sandwich), pair => Assert.Equal(1, pair.First.Value / pair.Second, 1e-6));
        Assert.Equal(3, SeriesModelCatalog.Get("garch").Fit(Returns, new SeriesOptions { Mean = ConditionalMean.Zero }).Parameters.Count);
    }

    /// <summary>arch 8.0.0, EWMAVariance(0.94) with a zero mean on the S&amp;P 500, 1999 to 2018.</summary>
    [Fact]
    public void Ewma_is_arch_s_on_the_sp500()
    {
        var fit = SeriesModelCatalog.Get("ewma").Fit(GarchVectors.Sp500(), new SeriesOptions());
        Assert.Equal(-7016.014535, fit.LogLikelihood!.Value, 6e-7);
        Assert.All(fit.Forecast, f => Assert.Equal(3.1383235116, f, 6e-11));
        Assert.Equal([new Parameter("lambda", 0.94)], fit.Parameters);
    }

    [Fact]
    public void Ewma_refuses_what_it_cannot_do()
    {
        Assert.Contains("zero mean", SeriesModelCatalog.Get("ewma").Fit(Returns, new SeriesOptions { Mean = ConditionalMean.Constant }).Reason, StringComparison.Ordinal);
        Assert.Contains("Rugarch is not available", SeriesModelCatalog.Get("ewma").Fit(Returns, new SeriesOptions { Presample = PresampleVariance.Rugarch }).Reason, StringComparison.Ordinal);
        Assert.Contains("the first 75 observations are 0", SeriesModelCatalog.Get("ewma").Fit([.. new double[80], .. Returns], new SeriesOptions()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_model_names_those_there_are() =>
        Assert.Contains("garch, ewma", Assert.Throws<ArgumentException>(() => SeriesModelCatalog.Get("garc")).Message, StringComparison.Ordinal);
}
