using CsCheck;
using Forecast.Core.Evaluation;
using Forecast.Core.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Comparison;

public sealed class MincerZarnowitzTests
{
    /// <summary>(XᵀX)⁻¹ S (XᵀX)⁻¹ and its quadratic form, by matrices.</summary>
    [Fact]
    public void The_regression_by_its_formula() =>
        Gen.Select(Gen.Select(Gen.Double[0.1, 3], Gen.Double[-1, 1]).Array[25, 60], Gen.Int[1, 12]).Sample((pairs, steps) =>
        {
            double[] f = [.. pairs.Select(p => p.Item1)], y = [.. pairs.Select(p => 0.2 + (0.8 * p.Item1) + p.Item2)];
            var x = Matrix<double>.Build.DenseOfRows(f.Select(v => new[] { 1, v }));
            var theta = x.QR().Solve(Vector<double>.Build.Dense(y));
            var e = Vector<double>.Build.Dense(y) - (x * theta);
            var test = MincerZarnowitz.Levels(y, f, steps).Get();
            var s = Matrix<double>.Build.Dense(2, 2);
            for (var k = -test.Bandwidth; k <= test.Bandwidth; k++)
            {
                for (var t = Math.Max(0, k); t < Math.Min(f.Length, f.Length + k); t++)
                    s += (1 - (Math.Abs(k) / (test.Bandwidth + 1.0))) * e[t] * e[t - k] * x.Row(t).OuterProduct(x.Row(t - k));
            }
            var bread = (x.Transpose() * x).Inverse();
            var v = bread * s * bread;
            var gap = theta - Vector<double>.Build.Dense([0, 1]);
            Assert.True(test.Bandwidth >= steps - 1);
            Assert.Equal(theta[0], test.Intercept, 1e-9);
            Assert.Equal(theta[1], test.Slope, 1e-9);
            Assert.Equal(Math.Sqrt(v[0, 0]), test.InterceptError, 1e-8);
            Assert.Equal(Math.Sqrt(v[1, 1]), test.SlopeError, 1e-8);
            Assert.Equal(gap * v.Inverse() * gap, test.Wald.Statistic, 1e-6 * (1 + test.Wald.Statistic));
            Assert.Equal(1 - ((e * e) / y.Sum(z => Math.Pow(z - y.Average(), 2))), test.RSquared, 1e-9);
        });

    [Fact]
    public void Unbiased_forecasts_of_small_variances_pass_about_as_often_as_promised()
    {
        var rejected = Enumerable.Range(0, 300).Count(sample =>
        {
            var (y, f) = Sample((ulong)sample, 500);
            return MincerZarnowitz.Levels(y, f, 1).Get().Wald.P < 0.05;
        });
        Assert.InRange(rejected, 6, 36);
    }

    [Fact]
    public void Biased_forecasts_fail_in_levels_and_logs()
    {
        var (y, f) = Sample(1, 500);
        Assert.True(MincerZarnowitz.Levels(y, [.. f.Select(v => 1.5 * v)], 1).Get().Wald.P < 1e-6);
        var logs = MincerZarnowitz.Logs(y, [.. f.Select(v => 1.5 * v)], 1).Get();
        Assert.True(logs.Wald.P < 1e-6);
        Assert.Equal(1, logs.Slope, 0.1);
    }

    [Fact]
    public void Too_few_rows_or_no_variation_is_undefined()
    {
        double[] rising = [.. Enumerable.Range(1, 30).Select(i => (double)i)];
        Assert.StartsWith("3 rows", MincerZarnowitz.Levels([1, 2, 3], [1, 2, 3], 1).Undefined, StringComparison.Ordinal);
        Assert.Equal("the forecasts do not vary", MincerZarnowitz.Levels(rising, [.. Enumerable.Repeat(0.1, 30)], 1).Undefined);
        Assert.Equal("the forecasts fit perfectly", MincerZarnowitz.Levels(rising, [.. rising.Select(v => 0.3 * v)], 1).Undefined);
        Assert.Equal("the forecasts fit perfectly", MincerZarnowitz.Levels([.. Enumerable.Repeat(0.1, 30)], rising, 1).Undefined);
    }

    [Fact]
    public void Logarithms_of_what_is_not_positive_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => MincerZarnowitz.Logs([1, 0], [1, 1], 1));

    // Variances of about 1e-6, their forecasts right for the mean.
    private static (double[] Realized, double[] Forecast) Sample(ulong seed, int n)
    {
        var random = Xoshiro256.Stream(seed, "mz");
        double[] f = [.. Enumerable.Range(0, n).Select(_ => 1e-6 * Math.Exp(0.5 * random.NextNormal()))];
        return ([.. f.Select(v => v * Math.Exp((0.4 * random.NextNormal()) - 0.08))], f);
    }
}
