using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Garch;

public sealed class GarchEstimatorPropertyTests
{
    private static readonly double[] Vector = GarchVectors.Returns("garch11n_2500");

    private static double[] Noise(int length, ulong seed)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, length).Select(_ => SyntheticBars.Normal(random))];
    }

    /// <summary>k = 100 turns fractions into percent; the parameters follow, and the likelihood moves by T ln k.</summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(3.7)]
    [InlineData(1e6)]
    public void Returns_times_k_scale_mu_by_k_and_omega_by_k_squared(double k)
    {
        var (one, scaled) = (GarchEstimator.Fit(Vector).Estimate!, GarchEstimator.Fit([.. Vector.Select(v => k * v)]).Estimate!);
        Assert.Equal(1, scaled.Parameters.Mu / one.Parameters.Mu / k, 1e-9);
        Assert.Equal(1, scaled.Parameters.Omega / one.Parameters.Omega / k / k, 1e-9);
        Assert.Equal(1, scaled.Parameters.Alpha / one.Parameters.Alpha, 1e-9);
        Assert.Equal(1, scaled.Parameters.Beta / one.Parameters.Beta, 1e-9);
        Assert.Equal(one.LogLikelihood - (Vector.Length * Math.Log(k)), scaled.LogLikelihood, 1e-8);
        Assert.All(scaled.SandwichErrors!.Zip(one.SandwichErrors!), (pair, i) => Assert.Equal(1, pair.First.Value / pair.Second.Value / (i == 0 ? k : i == 1 ? k * k : 1), 1e-8));
        Assert.Equal(1, scaled.NextVariance / one.NextVariance / k / k, 1e-9);
    }

    [Fact]
    public void A_power_of_two_scales_without_rounding()
    {
        var (one, scaled) = (GarchEstimator.Fit(Vector).Estimate!, GarchEstimator.Fit([.. Vector.Select(v => 1024 * v)]).Estimate!);
        Assert.Equal(one.Parameters with { Mu = one.Parameters.Mu * 1024, Omega = one.Parameters.Omega * 1024 * 1024 }, scaled.Parameters);
        Assert.Equal(one.NextVariance * 1024 * 1024, scaled.NextVariance);
    }

    [Fact]
    public void Fitted_twice_gives_the_same_bits() =>
        Assert.Equal(GarchEstimator.Fit(Vector).Estimate!.Forecast(5), GarchEstimator.Fit([.. Vector]).Estimate!.Forecast(5));

    /// <summary>Over 24 simulated series each true parameter lies within 4 of its standard errors, and the errors in those units have a mean near 0.</summary>
    [Fact]
    public void Parameters_are_recovered_from_the_model_s_own_simulation()
    {
        var p = new GarchParameters(0.05, 0.05, 0.10, 0.85);
        double[] truth = [p.Mu, p.Omega, p.Alpha, p.Beta], sum = new double[4];
        for (var seed = 1UL; seed <= 24; seed++)
        {
            var fit = GarchEstimator.Fit(GarchVectors.Simulate(p, 4000, seed));
            Assert.Equal(FitStatus.Converged, fit.Status);
            for (var i = 0; i < 4; i++)
            {
                var z = (fit.Estimate!.Values[i].Value - truth[i]) / fit.Estimate.SandwichErrors![i].Value;
                Assert.InRange(z, -4, 4);
                sum[i] += z / 24;
            }
        }
        Assert.All(sum, mean => Assert.InRange(mean, -0.9, 0.9));
    }

    /// <summary>
    /// Over 1200 short series, from calm to explosive, no point of a grid has a likelihood higher than the estimate's by more than 0.05: near alpha = 0 there
    /// are many maxima, and those so close together no test could tell apart.
    /// </summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.85)]
    [InlineData(0.97)]
    public void No_grid_point_is_better(double phi)
    {
        for (var seed = 1UL; seed <= 300; seed++)
        {
            var alpha = 0.02 + (0.06 * (seed % 5));
            var y = GarchVectors.Simulate(new(0, 1 - phi, alpha, phi - alpha), 400, seed);
            var fit = GarchEstimator.Fit(y);
            Assert.Contains(fit.Status, new[] { FitStatus.Converged, FitStatus.Boundary });
            var best = fit.Estimate!;
            var variance = y.Sum(v => v * v) / y.Length;
            foreach (var a in new[] { 0.0, 0.02, 0.05, 0.1, 0.15, 0.25, 0.4 })
            {
                foreach (var persistence in new[] { 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.995 })
                {
                    if (a >= persistence) continue;
                    var at = new GarchParameters(best.Parameters.Mu, variance * (1 - persistence), a, persistence - a);
                    var height = GarchRecursion.LogLikelihood(y, at, best.Presample);
                    Assert.True(best.LogLikelihood >= height - 0.05, $"seed {seed}: {at} with {height} beats {best.Parameters} with {best.LogLikelihood} ({fit.Status})");
                }
            }
        }
    }

    [Fact]
    public void A_zero_mean_leaves_mu_out()
    {
        var fit = GarchEstimator.Fit(Vector, new GarchOptions { Mean = ConditionalMean.Zero }).Estimate!;
        Assert.Equal(["omega", "alpha[1]", "beta[1]"], fit.Values.Select(p => p.Name));
        Assert.Equal(["omega", "alpha[1]", "beta[1]"], fit.SandwichErrors!.Select(p => p.Name));
        Assert.Equal(0, fit.Parameters.Mu);
        var gradient = new double[4];
        GarchRecursion.LogLikelihood(Vector, fit.Parameters, fit.Presample, gradient);
        Assert.All(gradient[1..], g => Assert.Equal(0, g, 1e-7));
        Assert.NotEqual(0, gradient[0], 1.0);
    }

    /// <summary>R's tseries has a zero mean and the FCP presample, and drops the first observation from its likelihood: 3 digits are common.</summary>
    [Fact]
    public void Zero_mean_is_near_tseries_on_the_demeaned_series()
    {
        var mean = Vector.Average();
        var fit = GarchEstimator.Fit([.. Vector.Select(v => v - mean)], new GarchOptions { Mean = ConditionalMean.Zero, Presample = PresampleVariance.Fcp }).Estimate!;
        var tseries = GarchVectors.Node("tseries", "fits", "garch11_n|garch11n_2500", "params").Values();
        Assert.All(fit.Values.Zip(tseries), pair => Assert.Equal(1, pair.First.Value / pair.Second, 1e-3));
    }

    [Fact]
    public void Noise_without_clustering_ends_on_the_edge_at_alpha_zero()
    {
        var edges = Enumerable.Range(1, 12).Select(s => GarchEstimator.Fit(Noise(500, (ulong)s))).Where(f => f.Status == FitStatus.Boundary).ToArray();
        Assert.InRange(edges.Length, 4, 11);
        Assert.Contains(edges, f => f.Reason!.StartsWith("alpha[1] is at 0", StringComparison.Ordinal));
        Assert.All(edges, f => Assert.True(f.Estimate!.NextVariance > 0));
    }

    [Fact]
    public void An_exploding_variance_ends_on_the_edge_at_unit_persistence()
    {
        var noise = Noise(1000, 3);
        var fit = GarchEstimator.Fit([.. noise.Select((z, t) => z * Math.Exp(t / 150.0))]);
        Assert.Equal(FitStatus.Boundary, fit.Status);
        Assert.StartsWith("alpha[1] + beta[1] is at 1", fit.Reason, StringComparison.Ordinal);
        Assert.InRange(fit.Estimate!.Parameters.Persistence, 1 - 1e-6, 1);
    }

    [Fact]
    public void An_iteration_limit_is_a_status_with_its_best_point()
    {
        var noise = Noise(1000, 3);
        var fit = GarchEstimator.Fit([.. noise.Select((z, t) => z * Math.Exp(t / 150.0))], new GarchOptions { IterationLimit = 1 });
        Assert.Equal(FitStatus.IterationLimit, fit.Status);
        Assert.Contains("within 1 iterations", fit.Reason, StringComparison.Ordinal);
        Assert.NotNull(fit.Estimate);
    }

    public static TheoryData<double[], string> Refused => new()
    {
        { [.. Vector[..99]], "garch needs 100 observations; there are 99" },
        { [.. Vector[..200], double.NaN, 1], "garch needs finite numbers; observation 201 of 202 is NaN" },
        { [.. Vector[..200], double.PositiveInfinity], "garch needs finite numbers; observation 201 of 201 is Infinity" },
        { [.. Enumerable.Repeat(0.1, 500)], "garch needs a series that varies; every observation is 0.1" },
        { [.. Vector.Select(v => v * 1e-180)], "garch finds a standard deviation of 0; rescale the series" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_cannot_be_estimated_is_refused_with_a_reason(double[] returns, string reason) =>
        Assert.Equal(GarchFit.Refused(reason), GarchEstimator.Fit(returns));
}
