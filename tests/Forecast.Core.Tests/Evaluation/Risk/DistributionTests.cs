using CsCheck;
using Forecast.Core.Evaluation;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Risk;

public sealed class DistributionTests
{
    [Fact]
    public void Uniform_transforms_pass_as_often_as_promised()
    {
        var (uniform, standard, normal) = (0, 0, 0);
        for (var sample = 0; sample < 400; sample++)
        {
            var random = Xoshiro256.Stream((ulong)sample, "pit");
            double[] u = [.. Enumerable.Range(0, 500).Select(_ => random.NextUniform())];
            var z = ProbabilityIntegralTransform.NormalScores(u);
            if (KolmogorovSmirnovTest.Of(u).Get().P < 0.05) uniform++;
            if (BerkowitzTest.Of(z).Get().Test.P < 0.05) standard++;
            if (JarqueBeraTest.Of(z).Get().P < 0.05) normal++;
        }
        Assert.InRange(uniform, 8, 34);
        Assert.InRange(standard, 8, 34);
        Assert.InRange(normal, 6, 34);
    }

    /// <summary>Given the first score, no other mean, deviation or autocorrelation has a greater likelihood.</summary>
    [Fact]
    public void The_autoregression_has_the_greatest_likelihood() =>
        Gen.Select(Gen.Double[-3, 3].Array[12, 40], Gen.Double[-0.2, 0.2].Array[3]).Sample((z, shift) =>
        {
            double LogLikelihood(double mean, double deviation, double rho) => Enumerable.Range(1, z.Length - 1)
                .Sum(t => -Math.Log(deviation * Math.Sqrt(2 * Math.PI)) - (0.5 * Math.Pow((z[t] - mean - (rho * (z[t - 1] - mean))) / deviation, 2)));
            var test = BerkowitzTest.Of(z).Get();
            Assert.Equal(LogLikelihood(test.Mean, test.Deviation, test.Autocorrelation), test.LogLikelihood, 1e-8);
            Assert.True(test.LogLikelihood >= LogLikelihood(test.Mean + shift[0], test.Deviation * Math.Exp(shift[1]), test.Autocorrelation + shift[2]) - 1e-9);
            Assert.Equal(2 * (test.LogLikelihood - LogLikelihood(0, 1, 0)), test.Test.Statistic, 1e-8);
        });

    [Fact]
    public void Transforms_of_forecasts_that_are_too_narrow_fail()
    {
        var random = Xoshiro256.Stream(3, "narrow");
        double[] y = [.. Enumerable.Range(0, 500).Select(_ => 1 + (2 * random.NextNormal()))];
        double[] Scores(double deviation) =>
            ProbabilityIntegralTransform.Of(y, [.. y.Select(_ => 1.0)], [.. y.Select(_ => deviation)], new NormalErrors(), [.. y.Select(_ => Array.Empty<double>())]);
        Assert.True(KolmogorovSmirnovTest.Of(Scores(2)).Get().P > 0.05);
        Assert.True(KolmogorovSmirnovTest.Of(Scores(1)).Get().P < 1e-6);
        var berkowitz = BerkowitzTest.Of(ProbabilityIntegralTransform.NormalScores(Scores(1))).Get();
        Assert.Equal(2, berkowitz.Deviation, 0.2);
        Assert.True(berkowitz.Test.P < 1e-10);
    }

    /// <summary>P by the theta function's other series: 1 − √(2π)/λ Σ exp(−(2j−1)² π²/(8λ²)).</summary>
    [Fact]
    public void The_kolmogorov_tail_by_its_other_series() =>
        Gen.Double[0.02, 0.3].Sample(distance =>
        {
            // 100 values at the middle of their cells but shifted: D is distance to rounding.
            double[] u = [.. Enumerable.Range(0, 100).Select(i => Math.Clamp(((i + 1) / 100.0) - distance, 0, 1))];
            var test = KolmogorovSmirnovTest.Of(u).Get();
            var lambda = (10 + 0.12 + 0.011) * test.D;
            Assert.Equal(distance, test.D, 1e-12);
            Assert.Equal(1 - (Math.Sqrt(2 * Math.PI) / lambda * Enumerable.Range(1, 20).Sum(j => Math.Exp(-Math.Pow(((2 * j) - 1) * Math.PI / lambda, 2) / 8))), test.P, 1e-10);
        });

    [Fact]
    public void Too_few_or_equal_values_are_undefined()
    {
        Assert.StartsWith("3 values", KolmogorovSmirnovTest.Of([0.1, 0.2, 0.3]).Undefined, StringComparison.Ordinal);
        Assert.StartsWith("9 scores", BerkowitzTest.Of(new double[9]).Undefined, StringComparison.Ordinal);
        Assert.Equal("the scores do not vary", BerkowitzTest.Of([.. Enumerable.Repeat(0.3, 50)]).Undefined);
        Assert.Equal("the scores do not vary", BerkowitzTest.Of([.. Enumerable.Repeat(0.3, 50)], BerkowitzEstimate.SampleMoments).Undefined);
        Assert.Equal("all values are equal", JarqueBeraTest.Of([0.3, 0.3, 0.3]).Undefined);
    }

    [Fact]
    public void Sure_outcomes_keep_a_finite_score() => Assert.All(ProbabilityIntegralTransform.NormalScores([0, 1]), z => Assert.InRange(Math.Abs(z), 8, 9));

    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(9.210340371976184, 2, 0.01)]
    [InlineData(200, 2, 3.7200759760208177e-44)]
    public void Tails_of_chi_squared(double x, int degrees, double p) => Assert.Equal(1, ChiSquaredStatistic.Of(x, degrees).P / p, 1e-12);
}
