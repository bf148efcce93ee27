using Forecast.Core.Models;
using Forecast.Core.Tests.Models.Garch;
using Xunit;

namespace Forecast.Core.Tests.Models;

public sealed class SeriesModelCatalogTests
{
    private static readonly double[] Returns = GarchVectors.Returns("garch11n_2500");

    // Models of the HAR family and ssa read a realised variance, and measures that go with it; the others returns.
    private static double[] SeriesOf(string id) => id == "ssa" || HarVariants.All.Any(v => v.Id == id) ? [.. Returns.Select(r => r * r)] : Returns;

    private static SeriesSample SampleOf(string id, double[] series) =>
        SeriesModelCatalog.Get(id).Needs switch
        {
            [Companion.RealizedMeasure] => new SeriesSample(series) { Realized = [.. Wiggled(series).Select(Math.Sqrt)] },
            [Companion.RealizedVariance] => new SeriesSample(series) { Realized = Wiggled(series) },
            _ when id == "garch-x" => new SeriesSample(series) { Exogenous = [("size", [.. series.Select(Math.Abs)])] },
            _ => Measured(id, series),
        };

    // A variance that follows the squares slowly, and is measured with errors.
    private static double[] Wiggled(double[] series)
    {
        var level = 1.0;
        return [.. series.Select((r, t) => (level = (0.9 * level) + (0.1 * (double.IsNaN(r) ? 1 : r * r)) + 0.01) * (1 + (0.3 * Math.Sin(7.0 * t))))];
    }

    private static SeriesSample Measured(string id, double[] series) => HarVariants.All.Any(v => v.Id == id)
        ? new SeriesSample(series)
        {
            Quarticity = [.. series.Select(v => v * v)],
            Bipower = [.. series.Select((v, t) => t == 0 ? v : Math.Sqrt(v * series[t - 1]))],
            JumpRatio = [.. series.Select((_, t) => t % 3 * 2.0)],
            DownSemivariance = [.. series.Select((v, t) => t % 2 * v)],
            Exogenous = id == "har-x" ? [("x", [.. series.Select(v => Math.Sqrt(v))])] : [],
        }
        : new SeriesSample(series);

    public static TheoryData<string> Ids => [.. SeriesModelCatalog.All.Select(m => m.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void A_fit_has_parameters_and_five_positive_forecasts(string id)
    {
        var fit = SeriesModelCatalog.Get(id).Fit(SampleOf(id, SeriesOf(id)));
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
            var fit = SeriesModelCatalog.Get(id).Fit(SampleOf(id, series));
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

    /// <summary>Neither a likelihood nor a variance of them leaves the numbers, whatever the units; a long halt of trading is no likelihood of 0 either.</summary>
    [Theory]
    [InlineData(1e-60)]
    [InlineData(1e60)]
    public void Ewma_scales_with_the_series(double k)
    {
        var (one, scaled) = (SeriesModelCatalog.Get("ewma").Fit(Returns, new SeriesOptions()), SeriesModelCatalog.Get("ewma").Fit([.. Returns.Select(r => k * r)], new SeriesOptions()));
        Assert.Equal(one.LogLikelihood!.Value - (Returns.Length * Math.Log(k)), scaled.LogLikelihood!.Value, 1e-7);
        Assert.Equal(1, scaled.Forecast[0] / one.Forecast[0] / k / k, 1e-12);
        Assert.Equal(Returns.Length, one.Variances.Count);
        Assert.True(double.IsFinite(SeriesModelCatalog.Get("ewma").Fit([.. Returns[..200], .. new double[4500], .. Returns[..200]], new SeriesOptions()).LogLikelihood!.Value));
    }

    [Fact]
    public void Risk_metrics_2006_refuses_a_series_without_a_likelihood()
    {
        var fit = SeriesModelCatalog.Get("riskmetrics2006").Fit([.. Returns, 1e80], new SeriesOptions());
        Assert.Equal((FitStatus.Failed, true), (fit.Status, fit.Reason!.Contains("rescale the series", StringComparison.Ordinal)));
    }

    [Fact]
    public void Ewma_refuses_what_it_cannot_do()
    {
        Assert.Contains("zero mean", SeriesModelCatalog.Get("ewma").Fit(Returns, new SeriesOptions { Mean = ConditionalMean.Constant }).Reason, StringComparison.Ordinal);
        Assert.Contains("Rugarch is not available", SeriesModelCatalog.Get("ewma").Fit(Returns, new SeriesOptions { Presample = PresampleVariance.Rugarch }).Reason, StringComparison.Ordinal);
        Assert.Contains("the variance vanishes", SeriesModelCatalog.Get("ewma").Fit([.. Returns[..200], .. new double[12_000], .. Returns[..200]], new SeriesOptions()).Reason, StringComparison.Ordinal);
        Assert.Contains("the first 75 observations are 0", SeriesModelCatalog.Get("ewma").Fit([.. new double[80], .. Returns], new SeriesOptions()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_model_names_those_there_are() =>
        Assert.Contains("garch, ewma", Assert.Throws<ArgumentException>(() => SeriesModelCatalog.Get("garc")).Message, StringComparison.Ordinal);
}
