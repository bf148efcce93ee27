using System.Text.Json;
using Forecast.Core.Models;
using Forecast.Core.Tests.Models.Garch;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

public sealed class RiskMetrics2006EstimatorTests
{
    private static SeriesFit Fit(double[] values, SeriesOptions? options = null) => RiskMetrics2006Estimator.Fit(new SeriesSample(values), options ?? new SeriesOptions(), default);

    /// <summary>The package arch on the S&amp;P 500, 1999 to 2018.</summary>
    [Fact]
    public void Likelihood_and_forecast_are_those_of_arch()
    {
        var fit = Fit(GarchVectors.Sp500());
        Assert.Equal(-6972.509707, fit.LogLikelihood!.Value, 1e-6);
        Assert.Equal(2.8078331881, fit.Forecast[0], 1e-9);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Equal(5030, fit.Variances.Count);
    }

    /// <summary>The levels that the averages start from are the estimate: with them a longer series filtered anew has the bits of appending.</summary>
    [Fact]
    public void Appending_equals_filtering_anew_from_the_same_start()
    {
        var series = VarianceEquationCases.Residuals(500);
        var start = JsonSerializer.Deserialize<double[]>(JsonSerializer.Serialize(RiskMetrics2006Estimator.Start(series.AsSpan(0, 480))))!;
        var state = RiskMetrics2006Estimator.State(series.AsSpan(0, 480));
        Assert.Equal(Fit(series[..480]).Forecast[0], state.NextVariance);
        for (var t = 480; t < series.Length; t++)
        {
            state.Append(series[t]);
            Assert.Equal(JsonSerializer.Serialize(RiskMetrics2006Estimator.State(series.AsSpan(0, t + 1), start).Snapshot()), JsonSerializer.Serialize(state.Snapshot()));
        }
        Assert.NotEqual(start, RiskMetrics2006Estimator.Start(series));
    }

    /// <summary>No average reads further than 1667 returns for its start: from there on appending is the fit of the longer series.</summary>
    [Fact]
    public void From_1667_returns_on_appending_equals_the_fit_of_the_longer_series()
    {
        var series = VarianceEquationCases.Residuals(1700);
        Assert.NotEqual(RiskMetrics2006Estimator.Start(series.AsSpan(0, 1666)), RiskMetrics2006Estimator.Start(series));
        Assert.Equal(RiskMetrics2006Estimator.Start(series.AsSpan(0, 1667)), RiskMetrics2006Estimator.Start(series));
        var state = RiskMetrics2006Estimator.State(series.AsSpan(0, 1667));
        foreach (var r in series.AsSpan(1667)) state.Append(r);
        Assert.Equal(Fit(series).Forecast[0], state.NextVariance);
    }

    [Fact]
    public void A_start_that_is_none_is_refused()
    {
        var series = VarianceEquationCases.Residuals(100);
        var start = RiskMetrics2006Estimator.Start(series);
        Assert.ThrowsAny<ArgumentException>(() => RiskMetrics2006Estimator.State(series, start[1..]));
        Assert.ThrowsAny<ArgumentException>(() => RiskMetrics2006Estimator.State(series, [.. start[1..], double.NaN]));
        Assert.ThrowsAny<ArgumentException>(() => RiskMetrics2006Estimator.State(series, [.. start[1..], -1]));
    }

    [Fact]
    public void The_news_impact_is_a_parabola_with_its_least_value_at_no_news()
    {
        var curve = Fit(VarianceEquationCases.Residuals(300)).NewsImpact!;
        Assert.Equal(curve(1.7), curve(-1.7));
        Assert.Equal(4 * (curve(1) - curve(0)), curve(2) - curve(0), 1e-12);
        Assert.True(curve(0) < curve(1));
    }

    [Fact]
    public void What_it_cannot_do_is_refused_by_its_name()
    {
        var series = VarianceEquationCases.Residuals(100);
        string[] reasons =
        [
            Fit(series, new() { Mean = ConditionalMean.Constant }).Reason!, Fit(series, new() { Presample = PresampleVariance.Fcp }).Reason!, Fit(series, new() { Distribution = "t" }).Reason!,
            Fit(series, new() { Lags = [1] }).Reason!, Fit(series[..74]).Reason!, Fit(new double[200]).Reason!, Fit([.. series, double.NaN]).Reason!, Fit([.. series, 1e160]).Reason!,
        ];
        Assert.All(reasons, reason => Assert.StartsWith("riskmetrics2006 ", reason, StringComparison.Ordinal));
        Assert.Equal(reasons.Length, reasons.Distinct().Count());
    }
}
