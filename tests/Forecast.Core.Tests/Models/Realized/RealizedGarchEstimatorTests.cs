using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Realized;

public class RealizedGarchEstimatorTests
{
    private static readonly RealizedGarchParameters Truth = new(0.05, 0.06, 0.4, 0.55, -0.07, 0.07, 1.02, 0.4, -0.18);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void SpyAsRugarch()
    {
        var (returns, realized) = RealizedSamples.Spyreal();
        var fit = RealizedGarchEstimator.Fit(returns, realized, stop: Stop);
        var estimate = fit.Estimate!;
        Assert.Equal((FitStatus.Converged, 1662), (fit.Status, estimate.Observations));
        Assert.True(estimate.LogLikelihood >= -2739.901165 - 1e-6, $"{estimate.LogLikelihood:R}");
        double[] rugarch = [-.0156506670, .0705624800, .4336086698, .5292005940, -.0640900499, .0743223349, 1.0233311233, .3833800874, -.1925119755];
        var gradient = new double[9];
        Assert.Equal(-2739.901165, new RealizedGarchLikelihood(returns, [.. realized.Select(x => Math.Log(x))]).Value(rugarch, gradient), 5e-7);
        Assert.All(estimate.Values.Zip(rugarch), v => Assert.Equal(v.Second, v.First.Value, 1e-4 * Math.Abs(v.Second)));
    }

    [Theory]
    [InlineData(21UL)]
    [InlineData(22UL)]
    public void RecoversWhatMadeTheSeries(ulong seed)
    {
        var path = RealizedGarchSimulation.Run(Truth, 4000, seed);
        var fit = RealizedGarchEstimator.Fit(path.Returns, path.Realized, stop: Stop);
        Assert.Equal(FitStatus.Converged, fit.Status);
        foreach (var errors in (IReadOnlyList<Parameter>[])[fit.Estimate!.Errors.Hessian, fit.Estimate.Errors.Scores, fit.Estimate.Errors.Sandwich])
        {
            foreach (var ((value, truth), error) in fit.Estimate.Values.Zip(Truth.ToArray()).Zip(errors))
                Assert.True(Math.Abs(value.Value - truth) < 4 * error.Value, $"{value.Name} {value.Value:R} for {truth:R} ± {error.Value:R}");
        }
        // The errors are normal, so all three estimate the same.
        Assert.All(fit.Estimate.Errors.Hessian.Zip(fit.Estimate.Errors.Sandwich), e => Assert.InRange(e.First.Value / e.Second.Value, 0.8, 1.25));
    }

    [Fact]
    public void UnitsAndPowersOfTheMeasureChangeNothing()
    {
        var path = RealizedGarchSimulation.Run(Truth, 600, 23);
        var one = RealizedGarchEstimator.Fit(path.Returns, path.Realized, stop: Stop).Estimate!;
        // Returns as fractions, and a volatility in place of a variance.
        var other = RealizedGarchEstimator.Fit([.. path.Returns.Select(r => r / 100)], [.. path.Realized.Select(x => 7 * Math.Sqrt(x))], stop: Stop).Estimate!;
        Assert.Equal(one.Parameters.Mu, 100 * other.Parameters.Mu, 1e-7);
        Assert.Equal(one.Parameters.Beta, other.Parameters.Beta, 1e-7);
        Assert.Equal(one.Parameters.Alpha, other.Parameters.Alpha / 2, 1e-7);
        Assert.Equal(one.Parameters.Delta, other.Parameters.Delta * 2, 1e-7);
        Assert.Equal(one.ReturnLogLikelihood + (600 * Math.Log(100)), other.ReturnLogLikelihood, 1e-6);
        Assert.Equal(one.LogLikelihood + (600 * Math.Log(200)), other.LogLikelihood, 1e-6);
        var tiny = RealizedGarchEstimator.Fit([.. path.Returns.Select(r => r * 1e-90)], path.Realized, stop: Stop).Estimate!;
        Assert.Equal(one.ReturnLogLikelihood + (600 * 90 * Math.Log(10)), tiny.ReturnLogLikelihood, 1e-6);
        Assert.Equal(one.RealizedLogLikelihood, tiny.RealizedLogLikelihood, 1e-6);
        Assert.All(one.Variances.Zip(other.Variances), v => Assert.Equal(1, 1e4 * v.Second / v.First, 1e-7));
    }

    [Fact]
    public void ZeroMeanHasNoMu()
    {
        var path = RealizedGarchSimulation.Run(Truth with { Mu = 0 }, 600, 24);
        var estimate = RealizedGarchEstimator.Fit(path.Returns, path.Realized, ConditionalMean.Zero, Stop).Estimate!;
        Assert.Equal(RealizedGarchParameters.Names.Skip(1), estimate.Values.Select(v => v.Name));
        Assert.Equal(8, estimate.Errors.Sandwich.Count);
        Assert.Equal(0, estimate.Parameters.Mu);
        Assert.True(RealizedGarchEstimator.Fit(path.Returns, path.Realized, stop: Stop).Estimate!.LogLikelihood >= estimate.LogLikelihood);
    }

    [Fact]
    public void AnExplosiveSeriesIsHeldAtTheEdge()
    {
        // A log variance that runs away from −1 like 1.004^t.
        var path = RealizedGarchSimulation.Run(new RealizedGarchState(Truth with { Beta = 0.596, Omega = 0.076, Lambda = 0.1, Eta1 = -0.02, Eta2 = 0.02 }, 0, 0), 400, 25);
        var fit = RealizedGarchEstimator.Fit(path.Returns, path.Realized, stop: Stop);
        Assert.True(fit.Status == FitStatus.Boundary, $"{fit.Status}: {fit.Reason}");
        Assert.Contains("is at 1", fit.Reason);
        Assert.Equal(1, fit.Estimate!.Parameters.Persistence, 1e-5);
        Assert.Empty(fit.Estimate.Errors.Hessian);
    }

    [Theory]
    [InlineData("short", "realized-garch needs 100 observations; there are 50")]
    [InlineData("constant", "realized-garch needs a series that varies")]
    [InlineData("flat", "realized-garch needs a realised measure that varies")]
    [InlineData("nan", "realized-garch needs finite numbers; observation 8 of 300 is NaN")]
    [InlineData("negative", "realized-garch needs realised measures above 0; value 8 of 300 is -1")]
    [InlineData("lengths", "realized-garch needs as many realised measures as returns; there are 300 and 299")]
    public void Refuses(string fault, string reason)
    {
        var path = RealizedGarchSimulation.Run(Truth, fault == "short" ? 50 : 300, 26);
        double[] r = path.Returns, x = path.Realized;
        switch (fault)
        {
            case "constant": Array.Fill(r, 0.3); break;
            case "flat": Array.Fill(x, 0.3); break;
            case "nan": r[7] = double.NaN; break;
            case "negative": x[7] = -1; break;
            case "lengths": r = r[1..]; break;
        }
        var fit = RealizedGarchEstimator.Fit(r, x, stop: Stop);
        Assert.Equal(FitStatus.Failed, fit.Status);
        Assert.Null(fit.Estimate);
        Assert.StartsWith(reason, fit.Reason);
    }

    [Theory]
    [InlineData("outlier")]
    [InlineData("unrelated")]
    [InlineData("function")]
    [InlineData("zeros")]
    public void OddSeriesGiveNumbersOrAReason(string kind)
    {
        var path = RealizedGarchSimulation.Run(Truth, 400, 27);
        double[] r = path.Returns, x = path.Realized;
        var random = new Random(1);
        switch (kind)
        {
            case "outlier": (r[200], x[100]) = (1e4, 1e6); break;
            case "unrelated": x = [.. x.Select(_ => Math.Exp(random.NextDouble()))]; break;
            case "function": x = [.. r.Select(v => 0.5 + (v * v))]; break;
            case "zeros": r = [.. r.Select((v, i) => i % 3 == 0 ? v : 0)]; break;
        }
        var fit = RealizedGarchEstimator.Fit(r, x, stop: Stop);
        Assert.Equal(fit.Status == FitStatus.Converged, fit.Reason is null);
        if (fit.Estimate is not { } estimate) return;
        Assert.All(estimate.Values.Concat(estimate.Errors.Sandwich), v => Assert.True(double.IsFinite(v.Value)));
        Assert.All(estimate.Variances, v => Assert.True(v > 0 && double.IsFinite(v)));
    }

    [Fact]
    public void StopsWhenAsked()
    {
        var path = RealizedGarchSimulation.Run(Truth, 300, 28);
        Assert.ThrowsAny<OperationCanceledException>(() => RealizedGarchEstimator.Fit(path.Returns, path.Realized, stop: new CancellationToken(true)));
    }
}
