using CsCheck;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Garch;

public sealed class GarchParametersTests
{
    private static readonly Gen<GarchParameters> Stationary =
        Gen.Select(Gen.Double[0.001, 2], Gen.Double[0, 0.3], Gen.Double[0, 0.69], (omega, alpha, beta) => new GarchParameters(0, omega, alpha, beta));

    [Fact]
    public void Ahead_is_the_closed_form() =>
        Gen.Select(Stationary, Gen.Double[0.01, 9], Gen.Int[1, 400]).Sample((p, next, step) =>
        {
            var expected = p.UnconditionalVariance + (Math.Pow(p.Persistence, step - 1) * (next - p.UnconditionalVariance));
            Assert.Equal(1, p.Ahead(next, step) / expected, 1e-11);
        });

    [Fact]
    public void Cumulative_is_the_sum_of_the_steps() =>
        Gen.Select(Stationary, Gen.Double[0.01, 9], Gen.Int[1, 60]).Sample((p, next, steps) =>
        {
            var (slope, constant) = p.Cumulative(steps);
            Assert.Equal(1, (constant + (slope * next)) / Enumerable.Range(1, steps).Sum(j => p.Ahead(next, j)), 1e-11);
        });

    [Fact]
    public void At_unit_persistence_the_variance_grows_by_omega_a_step() =>
        Assert.Equal(2 + (9 * 0.25), new GarchParameters(0, 0.25, 0.25, 0.75).Ahead(2, 10), 1e-14);

    /// <summary>40,000 simulated paths of ten steps: the mean of e² at each step lies within five standard errors of the forecast.</summary>
    [Fact]
    public void Forecasts_are_the_mean_of_simulated_paths()
    {
        const int Paths = 40_000, Steps = 10;
        var p = new GarchParameters(0, 0.05, 0.10, 0.85);
        var random = new SplitMix64(11);
        double[] sum = new double[Steps], squares = new double[Steps];
        for (var i = 0; i < Paths; i++)
        {
            var h = 4.0;
            for (var j = 0; j < Steps; j++)
            {
                var e = Math.Sqrt(h) * SyntheticBars.Normal(random);
                sum[j] += e * e;
                squares[j] += e * e * e * e;
                h = p.Next(e, h);
            }
        }
        for (var j = 0; j < Steps; j++)
        {
            var mean = sum[j] / Paths;
            var error = Math.Sqrt(((squares[j] / Paths) - (mean * mean)) / Paths);
            Assert.InRange(p.Ahead(4, j + 1), mean - (5 * error), mean + (5 * error));
        }
    }
}
