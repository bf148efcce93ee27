using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

/// <summary>What a status claims holds: on short real series, where likelihoods are flat and, through |e|, full of kinks in the mean.</summary>
public sealed class ReturnStatusTests
{
    // Standard errors of a step, and the most that one may gain: what a point within the tolerance of a maximum leaves, and as much again for the curvature's own error.
    private const double Step = 0.01;
    private const double Gain = 2 * Step * FirstOrderConditions.Tolerance;

    public static TheoryData<string, int> Series => new() { { "BTCUSDT", 250 }, { "SOLUSDT", 250 }, { "DOGEUSDT", 250 }, { "DOGEUSDT", 120 }, { "ETHUSDT", 500 } };

    [Theory, MemberData(nameof(Series))]
    public void From_what_is_called_a_maximum_no_step_leads_higher(string symbol, int length)
    {
        var (returns, random) = (Returns(symbol, length), new SplitMix64(1));
        IVarianceEquation[] equations = [new Egarch(1, 1, 1), new GarchX([Regressor.Of("size", [.. returns.Select(Math.Abs)])]), new PowerGarch(1, 1, 1, 1), new PowerGarch(1, 1, 1)];
        foreach (var equation in equations)
        {
            foreach (var errors in (IErrorDistribution[])[new NormalErrors(), new StudentErrors()])
            {
                var fit = ReturnEstimator.Fit("m", returns, new ReturnModel(MeanEquation.Of(ConditionalMean.Constant), equation, errors, PresampleVariance.Arch));
                Assert.Equal(fit.Status == FitStatus.Converged, fit.Reason is null);
                if (fit.Status != FitStatus.Converged) continue;
                var likelihood = new ReturnLikelihood(fit.Model, returns, [returns.Average()]);
                Assert.Equal(fit.LogLikelihood, likelihood.Value(fit.Values), 1e-7);
                var factor = likelihood.Information(fit.Values);
                if (!Cholesky.Factor(factor)) continue;
                for (var trial = 0; trial < 200; trial++)
                {
                    // A random gradient, and the step along its own scoring direction: every direction is one.
                    double[] direction = [.. fit.Values.Select(_ => (double)(random.Next(2001) - 1000))], step = [.. direction];
                    Cholesky.Solve(factor, step);
                    var size = Step / Math.Sqrt(likelihood.Steps * direction.Zip(step, (a, b) => a * b).Sum());
                    var gain = likelihood.Value([.. fit.Values.Zip(step, (v, s) => v + (size * s))]) - fit.LogLikelihood;
                    Assert.True(!(gain > Gain), $"{equation.GetType().Name} {errors.Id} {symbol}: a step of {Step} standard errors gains {gain}");
                }
            }
        }
    }

    private static double[] Returns(string symbol, int length)
    {
        var closes = RealBars.Read($"data/klines/1d/{symbol}.csv.gz", TimeSpan.FromDays(1)).Close[^(length + 1)..];
        return [.. closes.Skip(1).Zip(closes, (a, b) => 100 * Math.Log(a / b))];
    }
}
