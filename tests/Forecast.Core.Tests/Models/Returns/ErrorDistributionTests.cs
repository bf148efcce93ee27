using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

/// <summary>What every error distribution owes, over shapes from the middle to the bounds.</summary>
public sealed class ErrorDistributionTests
{
    private static readonly Dictionary<string, IErrorDistribution> Distributions =
        new IErrorDistribution[] { new NormalErrors(), new StudentErrors(), new SkewStudentErrors(), new GeneralizedErrors() }.ToDictionary(d => d.Id);

    public static TheoryData<string, double[]> Shapes() => new()
    {
        { "normal", [] },
        { "t", [2.05] }, { "t", [4.2] }, { "t", [8] }, { "t", [500] },
        { "skewt", [2.05, 0.3] }, { "skewt", [2.6, -0.7] }, { "skewt", [7, -0.08] }, { "skewt", [8, 0] }, { "skewt", [300, 0.95] },
        { "ged", [1.01] }, { "ged", [1.33] }, { "ged", [2] }, { "ged", [9] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_density_has_mass_1_mean_0_and_variance_1(string id, double[] shape)
    {
        var d = Distributions[id];
        Assert.Equal(1, Integral(d, shape, 0, _ => true), 1e-10);
        if (shape.Length > 0 && shape[0] < 2.5) return;
        Assert.Equal(Integral(d, shape, 1, z => z > 0), Integral(d, shape, 1, z => z < 0), 1e-10);
        Assert.Equal(1, Integral(d, shape, 2, _ => true), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Partial_moments_are_those_of_the_density(string id, double[] shape)
    {
        var d = Distributions[id];
        foreach (var order in new[] { 0.35, 1, 1.3, 2, 3.5 })
        {
            if (shape.Length > 0 && id != "ged" && order > shape[0] - 0.5) continue;
            Assert.Equal(1, d.PartialMoment(order, true, shape) / Integral(d, shape, order, z => z < 0), 1e-10);
            Assert.Equal(1, d.PartialMoment(order, false, shape) / Integral(d, shape, order, z => z > 0), 1e-10);
        }
    }

    /// <summary>Near ν = 2 the second moment converges too slowly for a sum over a grid; but it is known.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Partial_moments_add_up_to_mass_mean_and_variance(string id, double[] shape)
    {
        var d = Distributions[id];
        Assert.Equal(d.Probability(0, shape), d.PartialMoment(0, true, shape), 1e-11);
        Assert.Equal(1, d.PartialMoment(0, true, shape) + d.PartialMoment(0, false, shape), 1e-11);
        Assert.Equal(1, d.PartialMoment(1, true, shape) / d.PartialMoment(1, false, shape), 1e-10);
        Assert.Equal(1, d.PartialMoment(2, true, shape) + d.PartialMoment(2, false, shape), 1e-10);
    }

    /// <summary>A price that does not move, after variances have shrunk: the density at 0 with its derivatives are numbers as far as variances go.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void An_observation_of_0_has_a_likelihood_under_any_variance(string id, double[] shape)
    {
        var d = Distributions[id];
        foreach (var h in new[] { 1e-149, 1e-60, 1e-9, 1, 1e149 })
        {
            double[] byVariance = new double[5], byResidual = new double[5], byShape = new double[shape.Length], density = new double[1];
            d.LogDensities([0], [h], shape, density);
            Assert.Equal(1, d.LogLikelihood(new double[5], [h, h, h, h, h], shape, byVariance, byResidual, byShape) / (5 * density[0]), 1e-12);
            Assert.All(byVariance, v => Assert.Equal(-0.5 / h, v, 1e-6 / h));
            Assert.All([.. byResidual, .. byShape], v => Assert.True(double.IsFinite(v)));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Quantiles_invert_probabilities(string id, double[] shape)
    {
        var d = Distributions[id];
        foreach (var p in new[] { 1e-12, 1e-6, 0.001, 0.01, 0.2, 0.475, 0.5, 0.6, 0.95, 0.999, 1 - 1e-6 })
        {
            var z = d.Quantile(p, shape);
            Assert.Equal(1, d.Probability(z, shape) / p, p < 0.5 ? 1e-9 : 1e-12);
        }
        Assert.Equal(0, d.Probability(-1e30, shape), 1e-12);
        Assert.Equal(1, d.Probability(1e30, shape), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Probabilities_are_the_mass_below(string id, double[] shape)
    {
        var d = Distributions[id];
        Assert.Equal(Integral(d, shape, 0, z => z < 0), d.Probability(0, shape), 1e-10);
        foreach (var z in new[] { -3.0, -0.7, 0.4, 2.2 })
        {
            const double Step = 1e-3;
            var slope = ((8 * (d.Probability(z + Step, shape) - d.Probability(z - Step, shape))) - d.Probability(z + (2 * Step), shape) + d.Probability(z - (2 * Step), shape)) / (12 * Step);
            Assert.Equal(Density(d, shape, z), slope, 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_likelihood_is_the_sum_of_the_densities(string id, double[] shape)
    {
        var d = Distributions[id];
        for (var length = 1; length <= 13; length += 2)
        {
            var (e, h) = Steps(length, 3);
            var (densities, byVariance, byResidual, byShape) = (new double[length], new double[length], new double[length], new double[shape.Length]);
            d.LogDensities(e, h, shape, densities);
            Assert.Equal(densities.Sum(), d.LogLikelihood(e, h, shape), 1e-10 * (1 + Math.Abs(densities.Sum())));
            Assert.Equal(d.LogLikelihood(e, h, shape), d.LogLikelihood(e, h, shape, byVariance, byResidual, byShape));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Derivatives_are_those_of_the_likelihood(string id, double[] shape)
    {
        var d = Distributions[id];
        var (e, h) = Steps(7, 11);
        e[2] = 0;
        var (byVariance, byResidual, byShape) = (new double[7], new double[7], new double[shape.Length]);
        d.LogLikelihood(e, h, shape, byVariance, byResidual, byShape);
        for (var t = 0; t < 7; t++)
        {
            AssertDerivative(h, t, 1e-3 * h[t], byVariance[t], () => d.LogLikelihood(e, h, shape));
            // At e = 0 the densities of the generalised errors are not analytic.
            if (t != 2) AssertDerivative(e, t, 1e-3 * Math.Abs(e[t]), byResidual[t], () => d.LogLikelihood(e, h, shape));
        }
        for (var i = 0; i < shape.Length; i++) AssertDerivative(shape, i, i == 1 ? 1e-4 : 1e-3 * (shape[i] - (id == "ged" ? 0 : 2)), byShape[i], () => d.LogLikelihood(e, h, shape));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Draws_follow_the_distribution(string id, double[] shape)
    {
        const int Count = 20_000;
        var (d, random) = (Distributions[id], Xoshiro256.Stream(5, id));
        double mean = 0, square = 0, size = 0;
        for (var i = 0; i < Count; i++)
        {
            var z = d.Draw(random, shape);
            var u = d.Probability(z, shape) - 0.5;
            mean += u / Count;
            square += u * u / Count;
            size += Math.Sqrt(Math.Abs(z)) / Count;
        }
        // Uniform probabilities: 4 standard errors of their mean and of their variance.
        Assert.Equal(0, mean, 4 / Math.Sqrt(12.0 * Count));
        Assert.Equal(1.0 / 12, square, 4 / Math.Sqrt(180.0 * Count));
        Assert.Equal(d.PartialMoment(0.5, true, shape) + d.PartialMoment(0.5, false, shape), size, 4 * 0.5 / Math.Sqrt(Count));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void There_is_no_likelihood_where_there_is_no_variance(string id, double[] shape)
    {
        foreach (var (residual, variance) in new[] { (0.1, 0.0), (0.1, -1), (0.1, double.NaN), (0.1, double.PositiveInfinity), (double.NaN, 1), (double.PositiveInfinity, 1), (0.1, 1e-200) })
        {
            for (var t = 0; t < 6; t++)
            {
                var (e, h) = Steps(6, 2);
                (e[t], h[t]) = (residual, variance);
                Assert.Equal(double.NegativeInfinity, Distributions[id].LogLikelihood(e, h, shape));
            }
        }
    }

    [Fact]
    public void Special_cases_agree()
    {
        var (e, h) = Steps(40, 9);
        Assert.Equal(new NormalErrors().LogLikelihood(e, h, []), new GeneralizedErrors().LogLikelihood(e, h, [2]), 1e-10);
        Assert.Equal(new StudentErrors().LogLikelihood(e, h, [6.5]), new SkewStudentErrors().LogLikelihood(e, h, [6.5, 0]), 1e-10);
    }

    /// <summary>With 4 degrees of freedom quantiles are known: 2 √(q − 1), q = cos(⅓ arccos √α)/√α, α = 4p(1 − p); those of the normal are in tables.</summary>
    [Fact]
    public void Quantiles_are_those_that_are_known()
    {
        foreach (var p in new[] { 0.6, 0.9, 0.99, 0.99999 })
        {
            var root = Math.Sqrt(4 * p * (1 - p));
            Assert.Equal(Math.Sqrt(2) * Math.Sqrt((Math.Cos(Math.Acos(root) / 3) / root) - 1), new StudentErrors().Quantile(p, [4]), 1e-11);
        }
        Assert.Equal(1.9599639845400545, new GeneralizedErrors().Quantile(0.975, [2]), 1e-12);
    }

    [Fact]
    public void Moments_that_are_infinite_are_said_to_be()
    {
        Assert.Equal(double.PositiveInfinity, new StudentErrors().PartialMoment(4, true, [4]));
        Assert.Equal(double.PositiveInfinity, new SkewStudentErrors().PartialMoment(4.5, false, [4.2, 0.1]));
    }

    private static void AssertDerivative(double[] x, int i, double step, double expected, Func<double> value)
    {
        var at = x[i];
        double At(int steps)
        {
            x[i] = at + (steps * step);
            return value();
        }
        var slope = ((8 * (At(1) - At(-1))) - At(2) + At(-2)) / (12 * step);
        x[i] = at;
        Assert.Equal(expected, slope, 1e-7 * (1 + Math.Abs(expected)));
    }

    private static (double[] Residuals, double[] Variances) Steps(int length, ulong seed)
    {
        var random = Xoshiro256.Stream(seed, "steps");
        var h = Enumerable.Range(0, length).Select(_ => Math.Exp(2 * random.NextNormal())).ToArray();
        return ([.. h.Select(v => Math.Sqrt(v) * random.NextNormal())], h);
    }

    private static double Density(IErrorDistribution d, double[] shape, double z)
    {
        Span<double> density = stackalloc double[1];
        d.LogDensities([z], [1], shape, density);
        return Math.Exp(density[0]);
    }

    // E |z|^order over the side: sums over a grid that is doubly exponential outside the mode and 0, where densities have their kinks.
    private static double Integral(IErrorDistribution d, double[] shape, double order, Func<double, bool> side)
    {
        const double Step = 1.0 / 64;
        var mode = d is SkewStudentErrors ? Mode(shape[0], shape[1]) : 0;
        double f(double z) => side(z) ? Math.Pow(Math.Abs(z), order) * Density(d, shape, z) : 0;
        var sum = mode == 0 ? 0 : TanhSinh.Integrate(f, Math.Min(mode, 0), Math.Max(mode, 0));
        for (var u = -4.0; u <= 4; u += Step)
        {
            var x = Math.Exp(Math.PI / 2 * Math.Sinh(u));
            var weight = Step * Math.PI / 2 * Math.Cosh(u) * x;
            sum += weight * (f(Math.Min(mode, 0) - x) + f(Math.Max(mode, 0) + x));
        }
        return sum;
    }

    // Where b z + a = 0.
    private static double Mode(double eta, double lambda)
    {
        var c = Math.Exp(MathNet.Numerics.SpecialFunctions.GammaLn((eta + 1) / 2) - MathNet.Numerics.SpecialFunctions.GammaLn(eta / 2)) / Math.Sqrt(Math.PI * (eta - 2));
        var a = 4 * lambda * c * (eta - 2) / (eta - 1);
        return -a / Math.Sqrt(1 + (3 * lambda * lambda) - (a * a));
    }
}
