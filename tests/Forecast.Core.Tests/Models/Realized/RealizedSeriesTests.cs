using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Realized;

/// <summary>Realized GARCH and HEAVY as models of the catalogue.</summary>
public class RealizedSeriesTests
{
    private static readonly RealizedPath Path = RealizedGarchSimulation.Run(new RealizedGarchParameters(0.05, 0.06, 0.4, 0.55, -0.07, 0.07, 1.02, 0.4, -0.18), 700, 31);

    private static SeriesSample Sample => new(Path.Returns) { Realized = Path.Realized };

    [Theory]
    [InlineData("realized-garch")]
    [InlineData("heavy")]
    public void Answers(string id)
    {
        var fit = SeriesModelCatalog.Get(id).Fit(Sample, stop: TestContext.Current.CancellationToken);
        Assert.Equal((FitStatus.Converged, (string?)null), (fit.Status, fit.Reason));
        Assert.Equal(fit.Parameters.Select(p => p.Name), fit.StandardErrors.Select(p => p.Name));
        Assert.Equal(fit.Parameters.Count, fit.RobustStandardErrors.Count);
        Assert.Equal(fit.Parameters.Count, fit.ScoreStandardErrors.Count);
        Assert.Equal((SeriesFit.ForecastSteps, 700), (fit.Forecast.Count, fit.Variances.Count));
        Assert.All(fit.Forecast, v => Assert.True(v > 0 && double.IsFinite(v)));
        Assert.True(fit.LogLikelihood < 0 && fit.Iterations > 0);
        // The variance is forecast well: it explains the true one.
        Assert.True(MathNet.Numerics.Statistics.Correlation.Pearson(fit.Variances.Skip(20), Path.Variances.Skip(20)) > 0.95);
    }

    [Theory]
    [InlineData("realized-garch", "needs a realised variance beside the returns")]
    [InlineData("heavy", "needs a realised variance beside the returns")]
    public void RefuseReturnsAlone(string id, string reason)
    {
        var fit = SeriesModelCatalog.Get(id).Fit(Path.Returns, stop: TestContext.Current.CancellationToken);
        Assert.Equal(FitStatus.Failed, fit.Status);
        Assert.StartsWith($"{id} {reason}", fit.Reason);
    }

    [Theory]
    [InlineData("realized-garch", "init")]
    [InlineData("realized-garch", "distribution")]
    [InlineData("realized-garch", "orders")]
    [InlineData("realized-garch", "lags")]
    [InlineData("realized-garch", "mean")]
    [InlineData("heavy", "init")]
    [InlineData("heavy", "distribution")]
    [InlineData("heavy", "orders")]
    [InlineData("heavy", "lags")]
    [InlineData("heavy", "mean")]
    public void RefuseWhatTheyCannotDo(string id, string option)
    {
        var options = option switch
        {
            "init" => new SeriesOptions { Presample = PresampleVariance.Arch },
            "distribution" => new SeriesOptions { Distribution = "t" },
            "orders" => new SeriesOptions { Orders = [2, 1] },
            "lags" => new SeriesOptions { Lags = [1, 5] },
            _ => new SeriesOptions { Mean = ConditionalMean.Ar },
        };
        var fit = SeriesModelCatalog.Get(id).Fit(Sample, options, TestContext.Current.CancellationToken);
        Assert.Equal(FitStatus.Failed, fit.Status);
        Assert.StartsWith(id + " ", fit.Reason);
    }
}
