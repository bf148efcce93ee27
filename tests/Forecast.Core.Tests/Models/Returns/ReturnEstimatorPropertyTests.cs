using System.Diagnostics;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Forecast.Core.Tests.Models.Garch;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

/// <summary>What holds for estimates on any series, good or bad.</summary>
public sealed class ReturnEstimatorPropertyTests
{
    private static readonly double[] Vector = GarchVectors.Returns("garch11n_2500")[..1000];

    private static readonly (string Id, IVarianceEquation Equation)[] Equations =
        [("garch", new PowerGarch(1, 0, 1)), ("gjr", new PowerGarch(1, 1, 1)), ("tarch", new PowerGarch(1, 1, 1, 1)), ("arch3", new PowerGarch(3, 0, 0)), ("garch22", new PowerGarch(2, 0, 2))];

    private static ReturnModel Model(IVarianceEquation equation, MeanEquation? mean = null, IErrorDistribution? errors = null) =>
        new(mean ?? MeanEquation.Of(ConditionalMean.Constant), equation, errors ?? new NormalErrors(), PresampleVariance.Arch);

    private static double[] Noise(int length, ulong seed)
    {
        var random = Xoshiro256.Stream(seed, "noise");
        return [.. Enumerable.Range(0, length).Select(_ => random.NextNormal())];
    }

    /// <summary>k = 100 turns fractions into percent; the parameters follow, and the likelihood moves by T ln k.</summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(3.7)]
    [InlineData(1e6)]
    public void Returns_times_k_give_rescaled_parameters(double k)
    {
        foreach (var (id, equation) in Equations.Where(e => e.Id != "garch22"))
        {
            var (one, scaled) = (ReturnEstimator.Fit(id, Vector, Model(equation)), ReturnEstimator.Fit(id, [.. Vector.Select(v => k * v)], Model(equation)));
            var expected = (double[])one.Values.Clone();
            one.Model.Rescale(expected, k);
            // TARCH has a kink in the mean at every observation.
            var digits = id == "tarch" ? 1e-3 : 1e-7;
            Assert.All(expected.Zip(scaled.Values), pair => Assert.Equal(pair.First, pair.Second, digits * Math.Abs(pair.First)));
            Assert.Equal(one.LogLikelihood - (Vector.Length * Math.Log(k)), scaled.LogLikelihood, 1e-6);
            Assert.Equal(1, scaled.Variances[^1] / one.Variances[^1] / k / k, digits);
            if (id != "tarch") Assert.All(scaled.Errors.Sandwich.Zip(one.Errors.Sandwich), (pair, i) => Assert.Equal(1, pair.First.Value / pair.Second.Value / (i == 0 ? k : i == 1 ? k * k : 1), 1e-6));
        }
    }

    [Fact]
    public void A_power_of_two_scales_without_rounding()
    {
        foreach (var (id, equation) in Equations)
        {
            var (one, scaled) = (ReturnEstimator.Fit(id, Vector, Model(equation)), ReturnEstimator.Fit(id, [.. Vector.Select(v => 1024 * v)], Model(equation)));
            var expected = (double[])one.Values.Clone();
            one.Model.Rescale(expected, 1024);
            Assert.Equal(expected, scaled.Values);
            Assert.Equal(one.Variances.Select(h => h * 1024 * 1024), scaled.Variances);
        }
    }

    /// <summary>The state after the series, asked for the next variance, has the bits of the filtered one, and the likelihood is that of the natural units.</summary>
    [Fact]
    public void An_estimate_is_consistent_in_natural_units()
    {
        foreach (var (id, equation) in Equations)
        {
            var fit = ReturnEstimator.Fit(id, [.. Vector.Select(v => v / 100)], Model(equation));
            Assert.Equal(fit.Variances[^1], equation.Next(fit.Variance, fit.Memory()));
            Assert.Equal(fit.LogLikelihood, fit.Model.Errors.LogLikelihood(fit.Residuals, fit.Variances.AsSpan(..^1), fit.Shape), 1e-8);
            Assert.Equal(1001, fit.Variances.Length);
        }
    }

    [Fact]
    public void An_autoregressive_mean_has_as_many_residuals_fewer_as_its_longest_lag()
    {
        var noise = Noise(1500, 4);
        var y = new double[1500];
        for (var t = 2; t < y.Length; t++) y[t] = 0.3 + (0.4 * y[t - 1]) - (0.2 * y[t - 2]) + noise[t];
        var fit = ReturnEstimator.Fit("garch", y, Model(new PowerGarch(1, 0, 1), MeanEquation.Of(ConditionalMean.Ar, 1, 2)));
        Assert.Equal(["Const", "y[1]", "y[2]", "omega", "alpha[1]", "beta[1]"], fit.Parameters.Select(p => p.Name));
        Assert.Equal(1498, fit.Observations);
        Assert.Equal(0.3, fit.Mean[0], 0.1);
        Assert.Equal(0.4, fit.Mean[1], 0.08);
        Assert.Equal(-0.2, fit.Mean[2], 0.08);
    }

    [Fact]
    public void A_warm_start_ends_where_a_cold_one_does()
    {
        foreach (var (id, equation) in Equations.Where(e => e.Id is "garch" or "gjr"))
        {
            var cold = ReturnEstimator.Fit(id, Vector, Model(equation));
            double[] near = [.. cold.Values.Select(v => v * 1.01)];
            var warm = ReturnEstimator.Fit(id, Vector, Model(equation), near);
            Assert.All(cold.Values.Zip(warm.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
            // One outside the constraints is drawn inwards, one that is no number is left aside.
            double[] outside = [cold.Values[0], .. cold.Values[1..].Select(v => v + 0.5)];
            Assert.Equal(cold.LogLikelihood, ReturnEstimator.Fit(id, Vector, Model(equation), outside).LogLikelihood, 1e-7);
            Assert.Equal(cold.Values, ReturnEstimator.Fit(id, Vector, Model(equation), [.. cold.Values.Select(_ => double.NaN)]).Values);
        }
    }

    /// <summary>
    /// Over short series, from calm to explosive, no point of a grid has a likelihood higher than the estimate's by more than 0.05: near alpha = 0 there are many maxima, and those so close
    /// together no test could tell apart.
    /// </summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.85)]
    [InlineData(0.97)]
    public void No_grid_point_is_better(double phi)
    {
        for (var seed = 1UL; seed <= 60; seed++)
        {
            var alpha = 0.02 + (0.06 * (seed % 5));
            var y = GarchVectors.Simulate(new(0, 1 - phi, alpha, phi - alpha), 400, seed);
            var fit = ReturnEstimator.Fit("garch", y, Model(new PowerGarch(1, 0, 1)));
            Assert.Contains(fit.Status, new[] { FitStatus.Converged, FitStatus.Boundary });
            var variance = y.Sum(v => v * v) / y.Length;
            var presample = Presample.Of(y, PresampleVariance.Arch, ConditionalMean.Constant);
            foreach (var a in new[] { 0.0, 0.02, 0.05, 0.1, 0.15, 0.25, 0.4 })
            {
                foreach (var persistence in new[] { 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.995 })
                {
                    if (a >= persistence) continue;
                    var height = GarchRecursion.LogLikelihood(y, new GarchParameters(fit.Mean[0], variance * (1 - persistence), a, persistence - a), presample);
                    Assert.True(fit.LogLikelihood >= height - 0.05, $"seed {seed}: ({a}, {persistence}) with {height} beats {string.Join(' ', fit.Values)} with {fit.LogLikelihood}");
                }
            }
        }
    }

    public static TheoryData<string, double[]> Hard
    {
        get
        {
            var (noise, walk) = (Noise(600, 9), new double[600]);
            for (var t = 1; t < walk.Length; t++) walk[t] = walk[t - 1] + noise[t];
            double[] outlier = [.. noise], alone = new double[600], stretches = [.. noise.Select((z, t) => t / 50 % 2 == 0 ? 0 : z)];
            (outlier[300], alone[300]) = (1e6, 1);
            return new()
            {
                { "one huge outlier", outlier },
                { "a single number that is not 0", alone },
                { "all-zero stretches", stretches },
                { "half of it 0", [.. noise.Select((z, t) => t % 2 == 0 ? 0 : z)] },
                { "a random walk", walk },
                { "an explosive series", [.. noise.Select((z, t) => z * Math.Exp(t / 20.0))] },
                { "a dying series", [.. noise.Select((z, t) => z * Math.Exp(-t / 10.0))] },
                { "a mean far from 0", [.. noise.Select(z => 1e6 + z)] },
                { "two values", [.. noise.Select(z => z > 0 ? 1.0 : -1)] },
                { "a straight line", [.. noise.Select((_, t) => (double)t)] },
                { "a wave", [.. noise.Select((_, t) => Math.Sin(t / 3.0))] },
                { "tiny numbers", [.. noise.Select(z => z * 1e-30)] },
            };
        }
    }

    /// <summary>An end with a status or a refusal, all numbers finite, and soon: the bound on time is a hundred times what it takes.</summary>
    [Theory, MemberData(nameof(Hard))]
    public void Hard_series_end_in_a_status_or_a_refusal(string what, double[] series)
    {
        foreach (var (id, equation) in Equations)
        {
            foreach (var errors in (IErrorDistribution[])[new NormalErrors(), new StudentErrors()])
            {
                foreach (var mean in (MeanEquation[])[MeanEquation.Of(ConditionalMean.Zero), MeanEquation.Of(ConditionalMean.Constant), MeanEquation.Of(ConditionalMean.Ar, 1)])
                {
                    var clock = Stopwatch.StartNew();
                    var fit = ReturnEstimator.Fit(id, series, Model(equation, mean, errors));
                    Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), what);
                    Assert.Equal(fit.Status != FitStatus.Converged, fit.Reason is not null);
                    if (!fit.IsEstimate)
                    {
                        Assert.StartsWith(id + " ", fit.Reason, StringComparison.Ordinal);
                        continue;
                    }
                    Assert.True(double.IsFinite(fit.LogLikelihood), what);
                    Assert.All(fit.Values, v => Assert.True(double.IsFinite(v), what));
                    Assert.All(fit.Variances, h => Assert.True(h > 0 && double.IsFinite(h), what));
                    Assert.All((Parameter[])[.. fit.Errors.Hessian, .. fit.Errors.Scores, .. fit.Errors.Sandwich, .. fit.Errors.Hac], e => Assert.True(double.IsFinite(e.Value), what));
                }
            }
        }
    }

    public static TheoryData<double[], string> Refused => new()
    {
        { [.. Vector[..99]], "gjr needs 100 observations; there are 99" },
        { [.. Vector[..200], double.NaN, 1], "gjr needs finite numbers; observation 201 of 202 is NaN" },
        { [.. Enumerable.Repeat(0.1, 500)], "gjr needs a series that varies; every observation is 0.1" },
        { [.. Vector.Select(v => v * 1e-180)], "gjr finds a standard deviation of 0; rescale the series" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_cannot_be_estimated_is_refused_with_a_reason(double[] returns, string reason)
    {
        var fit = ReturnEstimator.Fit("gjr", returns, Model(new PowerGarch(1, 1, 1)));
        Assert.Equal((FitStatus.Failed, reason), (fit.Status, fit.Reason));
        Assert.Empty(fit.Parameters);
        Assert.Empty(fit.Errors.Hessian);
    }

    [Fact]
    public void An_iteration_limit_is_a_status_with_its_best_point()
    {
        var fit = ReturnEstimator.Fit("gjr", Vector, Model(new PowerGarch(1, 1, 1)), iterationLimit: 1);
        Assert.Equal((FitStatus.IterationLimit, "gjr did not converge within 1 iterations"), (fit.Status, fit.Reason));
        Assert.True(fit.Variances[^1] > 0);
    }

    [Fact]
    public void Noise_without_clustering_has_alpha_exactly_0()
    {
        var edges = Enumerable.Range(1, 12).Select(s => ReturnEstimator.Fit("garch", Noise(500, (ulong)s), Model(new PowerGarch(1, 0, 1)))).Where(f => f.Variance[1] == 0).ToArray();
        Assert.InRange(edges.Length, 2, 11);
        Assert.All(edges, f => Assert.Equal(FitStatus.Boundary, f.Status));
        Assert.All(edges, f => Assert.Contains("alpha[1] is at 0: the series shows no volatility clustering", f.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_cancelled_fit_ends()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => ReturnEstimator.Fit("gjr", Vector, Model(new PowerGarch(1, 1, 1)), stop: source.Token));
    }
}
