using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Realized;

public class HeavyEstimatorTests
{
    private static readonly HeavyParameters Truth = new(0.02, 0.4, 0.55, 0.03, 0.45, 0.5);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // highfrequency 1.0.1 prints -1130.4658 and omegaR .02790756679, alphaR .75027034295, betaR .21653251101, where its search stopped.
    [Fact]
    public void MeasureEquationAsHighfrequency()
    {
        var (returns, realized) = RealizedSamples.Spyrm();
        var estimate = HeavyEstimator.Fit(returns, realized, stop: Stop).Estimate!;
        double[] highfrequency = [.02790756679, .75027034295, .21653251101];
        Assert.Equal(1494, estimate.Observations);
        Assert.True(estimate.RealizedLogLikelihood >= LogLikelihood(realized, realized, highfrequency), $"{estimate.RealizedLogLikelihood:R}");
        Assert.Equal(LogLikelihood(realized, realized, highfrequency), estimate.RealizedLogLikelihood, 1e-8);
        Assert.Equal(-1130.4658, estimate.RealizedLogLikelihood, 5e-5);
        Assert.All(estimate.Values.Skip(3).Zip(highfrequency), v => Assert.Equal(v.Second, v.First.Value, 1e-5));
    }

    // Its equation of the returns, -1630.0929 with .04005967842, .19041491760, .75569084582, is driven by squared returns: a GARCH(1,1) from the mean square.
    [Fact]
    public void ReturnEquationOfHighfrequencyIsGarch()
    {
        var (returns, realized) = RealizedSamples.Spyrm();
        var garch = GarchEstimator.Fit(returns, new GarchOptions { Mean = ConditionalMean.Zero, Presample = PresampleVariance.Rugarch }).Estimate!;
        Assert.Equal(-1630.0929, garch.LogLikelihood, 5e-5);
        Assert.All(garch.Values.Zip([.04005967842, .19041491760, .75569084582]), v => Assert.Equal(v.Second, v.First.Value, 2e-5));
        var heavy = HeavyEstimator.Fit(returns, realized, stop: Stop).Estimate!;
        Assert.True(heavy.ReturnLogLikelihood > garch.LogLikelihood + 80);
        Assert.Equal(LogLikelihood([.. returns.Select(r => r * r)], realized, heavy.Parameters.ToArray()[..3]), heavy.ReturnLogLikelihood, 1e-8);
    }

    [Fact]
    public void NothingNearbyIsLikelier()
    {
        var path = HeavySimulation.Run(Truth, 800, 3);
        var estimate = HeavyEstimator.Fit(path.Returns, path.Realized, stop: Stop).Estimate!;
        double[] squares = [.. path.Returns.Select(r => r * r)], p = estimate.Parameters.ToArray();
        for (var i = 0; i < 6; i++)
        {
            foreach (var step in (double[])[-1e-4, 1e-4])
            {
                double[] q = [.. p];
                q[i] += step;
                Assert.True(LogLikelihood(squares, path.Realized, q[..3]) + LogLikelihood(path.Realized, path.Realized, q[3..]) < estimate.ReturnLogLikelihood + estimate.RealizedLogLikelihood);
            }
        }
    }

    [Theory]
    [InlineData(11UL)]
    [InlineData(12UL)]
    public void RecoversWhatMadeTheSeries(ulong seed)
    {
        var path = HeavySimulation.Run(Truth, 6000, seed);
        var fit = HeavyEstimator.Fit(path.Returns, path.Realized, stop: Stop);
        Assert.Equal(FitStatus.Converged, fit.Status);
        foreach (var ((value, truth), error) in fit.Estimate!.Values.Zip(Truth.ToArray()).Zip(fit.Estimate.Errors.Sandwich))
            Assert.True(Math.Abs(value.Value - truth) < 4 * error.Value, $"{value.Name} {value.Value:R} for {truth:R} ± {error.Value:R}");
    }

    [Fact]
    public void UnitsChangeNothing()
    {
        var path = HeavySimulation.Run(Truth, 600, 5);
        var one = HeavyEstimator.Fit(path.Returns, path.Realized, stop: Stop).Estimate!;
        var other = HeavyEstimator.Fit([.. path.Returns.Select(r => r / 100)], [.. path.Realized.Select(x => x / 1e4)], stop: Stop).Estimate!;
        double[] units = [1e4, 1, 1, 1e4, 1, 1];
        Assert.All(one.Values.Zip(other.Values.Zip(units)), v => Assert.Equal(v.First.Value, v.Second.First.Value * v.Second.Second, 1e-7));
        Assert.All(one.Errors.Sandwich.Zip(other.Errors.Sandwich.Zip(units)), v => Assert.Equal(v.First.Value, v.Second.First.Value * v.Second.Second, 1e-5 * v.First.Value));
        Assert.Equal(one.ReturnLogLikelihood + (600 * Math.Log(100)), other.ReturnLogLikelihood, 1e-7);
    }

    [Fact]
    public void TakesOffTheMeanWhereAsked()
    {
        var path = HeavySimulation.Run(Truth, 600, 6);
        var mean = path.Returns.Average();
        var one = HeavyEstimator.Fit([.. path.Returns.Select(r => r - mean)], path.Realized, stop: Stop).Estimate!;
        var other = HeavyEstimator.Fit([.. path.Returns.Select(r => r + 3)], path.Realized, ConditionalMean.Constant, Stop).Estimate!;
        Assert.Equal(3 + mean, other.Mean, 1e-12);
        Assert.Equal(one.ReturnLogLikelihood, other.ReturnLogLikelihood, 1e-8);
    }

    [Theory]
    [InlineData("short", "heavy needs 100 observations; there are 50")]
    [InlineData("constant", "heavy needs a series that varies")]
    [InlineData("flat", "heavy needs a realised measure that varies")]
    [InlineData("nan", "heavy needs finite numbers; observation 8 of 300 is NaN")]
    [InlineData("zero", "heavy needs realised measures above 0; value 8 of 300 is 0")]
    [InlineData("lengths", "heavy needs as many realised measures as returns; there are 300 and 299")]
    [InlineData("volatility", "it looks like a volatility: square it")]
    [InlineData("percent", "it looks like percent² beside returns as fractions")]
    [InlineData("fractions", "it looks like a fraction beside returns in percent")]
    public void Refuses(string fault, string reason)
    {
        var path = HeavySimulation.Run(Truth, fault == "short" ? 50 : 300, 7);
        double[] r = path.Returns, x = path.Realized;
        switch (fault)
        {
            case "constant": Array.Fill(r, 0.3); break;
            case "flat": Array.Fill(x, 0.3); break;
            case "nan": r[7] = double.NaN; break;
            case "zero": x[7] = 0; break;
            case "lengths": r = r[1..]; break;
            case "volatility": (r, x) = ([.. r.Select(v => v / 100)], [.. x.Select(v => Math.Sqrt(v) / 100)]); break;
            case "percent": r = [.. r.Select(v => v / 100)]; break;
            case "fractions": x = [.. x.Select(v => v / 1e4)]; break;
        }
        var fit = HeavyEstimator.Fit(r, x, stop: Stop);
        Assert.Equal(FitStatus.Failed, fit.Status);
        Assert.Null(fit.Estimate);
        Assert.StartsWith("heavy ", fit.Reason);
        Assert.Contains(reason, fit.Reason);
    }

    [Fact]
    public void EdgesAreSaid()
    {
        // Measures that have nothing to do with each other: alphaR is 0 at the maximum of about every other series.
        var random = new Random(4);
        var fits = Enumerable.Range(0, 6).Select(_ =>
        {
            double[] x = [.. Enumerable.Range(0, 300).Select(_ => Math.Exp(random.NextDouble()))], r = [.. x.Select(v => Math.Sqrt(v) * ((random.Next(2) * 2) - 1) * random.NextDouble())];
            return HeavyEstimator.Fit(r, x, stop: Stop);
        }).ToArray();
        Assert.Contains(fits, f => f.Status == FitStatus.Boundary && f.Reason!.Contains(" is at 0", StringComparison.Ordinal));
        Assert.All(fits, f => Assert.True(f.Estimate!.Values.All(v => double.IsFinite(v.Value)) && (f.Status == FitStatus.Converged) == (f.Reason is null)));
    }

    [Fact]
    public void OneHugeOutlierGivesNumbers()
    {
        var path = HeavySimulation.Run(Truth, 400, 8);
        (path.Returns[200], path.Realized[200]) = (3e3, 1e3);
        var fit = HeavyEstimator.Fit(path.Returns, path.Realized, stop: Stop);
        Assert.True(fit.Estimate is null ? fit.Reason is not null : fit.Estimate.Values.All(v => double.IsFinite(v.Value)) && fit.Estimate.State.Variance > 0);
    }

    [Fact]
    public void StopsWhenAsked()
    {
        var path = HeavySimulation.Run(Truth, 300, 9);
        Assert.ThrowsAny<OperationCanceledException>(() => HeavyEstimator.Fit(path.Returns, path.Realized, stop: new CancellationToken(true)));
    }

    private static double LogLikelihood(double[] y, double[] x, double[] p)
    {
        double h = y.Average(), sum = 0;
        for (var t = 0; t < y.Length; t++)
        {
            sum += Math.Log(2 * Math.PI * h) + (y[t] / h);
            h = p[0] + (p[1] * x[t]) + (p[2] * h);
        }
        return -0.5 * sum;
    }
}
