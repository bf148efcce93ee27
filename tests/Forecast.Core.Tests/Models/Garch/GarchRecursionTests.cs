using CsCheck;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Garch;

public sealed class GarchRecursionTests
{
    private static readonly Gen<GarchParameters> Parameters =
        Gen.Select(Gen.Double[-0.3, 0.3], Gen.Double[0.01, 0.5], Gen.Double[0.02, 0.3], Gen.Double[0.1, 0.65], (mu, omega, alpha, beta) => new GarchParameters(mu, omega, alpha, beta));

    private static readonly Gen<double[]> Series = Gen.Double[-3, 3].Array[5, 120];

    private static readonly Gen<(PresampleVariance, ConditionalMean)> Conventions =
        Gen.Select(Gen.Enum<PresampleVariance>(), Gen.Enum<ConditionalMean>());

    private static GarchParameters Moved(GarchParameters p, int i, double step) => i switch
    {
        0 => p with { Mu = p.Mu + step },
        1 => p with { Omega = p.Omega + step },
        2 => p with { Alpha = p.Alpha + step },
        _ => p with { Beta = p.Beta + step },
    };

    // A difference over steps of 2e-4 says something only of series on a larger scale: one that is nearly all zeros, with a presample variance to match, is steeper than any step.
    private static readonly Gen<double[]> Scaled = Series.Where(y => y.Sum(v => v * v) > 0.01 * y.Length);

    // Fourth-order central difference.
    private static double Difference(Func<double, double> f, double step) =>
        ((8 * (f(step) - f(-step))) - (f(2 * step) - f(-2 * step))) / (12 * step);

    /// <summary>The recursion and the likelihood as the textbook writes them.</summary>
    [Fact]
    public void Likelihood_and_variances_are_the_textbook_s() =>
        Gen.Select(Series, Parameters, Conventions).Sample((y, p, c) =>
        {
            var presample = Presample.Of(y, c.Item1, c.Item2);
            var variances = new double[y.Length];
            var next = GarchRecursion.Variances(y, p, presample, variances);
            var level = presample.Level(p.Mu);
            var h = c.Item1 == PresampleVariance.Rugarch ? level : p.Omega + ((p.Alpha + p.Beta) * level);
            var sum = 0.0;
            for (var t = 0; t < y.Length; t++)
            {
                Assert.Equal(h, variances[t], 1e-12 * h);
                var e2 = (y[t] - p.Mu) * (y[t] - p.Mu);
                sum -= 0.5 * (Math.Log(2 * Math.PI) + Math.Log(h) + (e2 / h));
                h = p.Omega + (p.Alpha * e2) + (p.Beta * h);
            }
            Assert.Equal(h, next, 1e-12 * h);
            Assert.Equal(sum, GarchRecursion.LogLikelihood(y, p, presample), 1e-11 * y.Length);
            Assert.Equal(sum, GarchRecursion.LogLikelihood(y, p, presample, new double[4]), 1e-11 * y.Length);
        });

    [Fact]
    public void Gradient_is_that_of_the_likelihood() =>
        Gen.Select(Scaled, Parameters, Conventions).Sample((y, p, c) =>
        {
            var presample = Presample.Of(y, c.Item1, c.Item2);
            var gradient = new double[4];
            GarchRecursion.LogLikelihood(y, p, presample, gradient);
            for (var i = 0; i < 4; i++)
            {
                var expected = Difference(step => GarchRecursion.LogLikelihood(y, Moved(p, i, step), presample), 2e-4);
                Assert.Equal(expected, gradient[i], 2e-6 * (y.Length + Math.Abs(expected)));
            }
        });

    [Fact]
    public void Hessian_is_that_of_the_gradient_and_scores_sum_to_it() =>
        Gen.Select(Scaled, Parameters, Conventions).Sample((y, p, c) =>
        {
            var presample = Presample.Of(y, c.Item1, c.Item2);
            var derivatives = new GarchDerivatives();
            derivatives.Curve(y, p, presample);
            var gradient = new double[4];
            GarchRecursion.LogLikelihood(y, p, presample, gradient);
            for (var i = 0; i < 4; i++)
            {
                Assert.Equal(gradient[i], derivatives.Gradient[i], 1e-10 * (y.Length + Math.Abs(gradient[i])));
                for (var j = 0; j < 4; j++)
                {
                    var expected = Difference(step => Gradient(y, Moved(p, j, step), presample)[i], 2e-4);
                    Assert.Equal(expected, derivatives.Hessian[i, j], 5e-5 * (y.Length + Math.Abs(expected)));
                }
            }
        });

    /// <summary>The score of one return is the likelihood's gradient with that return less the one without it.</summary>
    [Fact]
    public void Score_products_are_those_of_single_returns() =>
        Gen.Select(Series, Parameters, Conventions).Sample((y, p, c) =>
        {
            var presample = Presample.Of(y, c.Item1, c.Item2);
            var derivatives = new GarchDerivatives();
            derivatives.Scores(y, p, presample);
            var expected = new double[4, 4];
            var before = new double[4];
            for (var t = 1; t <= y.Length; t++)
            {
                var upTo = Gradient(y[..t], p, presample);
                for (var i = 0; i < 4; i++)
                {
                    for (var j = 0; j < 4; j++) expected[i, j] += (upTo[i] - before[i]) * (upTo[j] - before[j]);
                }
                before = upTo;
            }
            for (var i = 0; i < 4; i++)
            {
                for (var j = 0; j < 4; j++) Assert.Equal(expected[i, j], derivatives.ScoreProducts[i, j], 1e-8 * (1 + Math.Sqrt(expected[i, i] * expected[j, j])));
            }
        }, iter: 30);

    [Theory]
    [InlineData(1e-40)]
    [InlineData(1e40)]
    public void Variances_far_from_one_do_not_overflow(double scale)
    {
        var y = GarchVectors.Returns("garch11n_2500");
        var p = new GarchParameters(0.05, 0.02, 0.08, 0.9);
        var far = y.Select(v => v * scale).ToArray();
        var expected = GarchRecursion.LogLikelihood(y, p, Presample.Of(y, PresampleVariance.Fcp, ConditionalMean.Constant)) - (y.Length * Math.Log(scale));
        var presample = Presample.Of(far, PresampleVariance.Fcp, ConditionalMean.Constant);
        Assert.Equal(1, GarchRecursion.LogLikelihood(far, p with { Mu = p.Mu * scale, Omega = p.Omega * scale * scale }, presample) / expected, 1e-12);
    }

    /// <summary>arch 8.0.0 at given parameters.</summary>
    [Theory]
    [InlineData("garch11n_2500")]
    [InlineData("dem2gbp")]
    public void Likelihood_at_given_parameters_is_arch_s(string series)
    {
        var y = GarchVectors.Returns(series);
        var expected = GarchVectors.Node("arch", "fits", "garch11_n|" + series, "loglik_at_fixed_params").GetProperty("loglik").GetDouble();
        Assert.Equal(expected, GarchRecursion.LogLikelihood(y, new(0.05, 0.02, 0.08, 0.9), Presample.Of(y, PresampleVariance.Arch, ConditionalMean.Constant)), 1e-8);
    }

    private static double[] Gradient(double[] y, GarchParameters p, Presample presample)
    {
        var gradient = new double[4];
        GarchRecursion.LogLikelihood(y, p, presample, gradient);
        return gradient;
    }
}
