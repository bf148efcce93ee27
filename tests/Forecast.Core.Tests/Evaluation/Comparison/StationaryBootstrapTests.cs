using CsCheck;
using Forecast.Core.Evaluation;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Comparison;

public sealed class StationaryBootstrapTests
{
    [Fact]
    public void Blocks_have_the_mean_length_and_rows_come_equally_often()
    {
        var bootstrap = new StationaryBootstrap(50, 5, Xoshiro256.Stream(1, "bootstrap"));
        var (breaks, seen) = (0, new int[50]);
        for (var b = 0; b < 4000; b++)
        {
            var rows = bootstrap.Next();
            for (var t = 0; t < rows.Length; t++)
            {
                seen[rows[t]]++;
                if (t > 0 && rows[t] != (rows[t - 1] + 1) % 50) breaks++;
            }
        }
        // A new block starts with probability 1/5, and continues the old one by chance with 1/50.
        Assert.Equal(0.2 * 0.98, breaks / (4000.0 * 49), 0.004);
        Assert.All(seen, s => Assert.InRange(s, 3500, 4500));
    }

    [Fact]
    public void Frequencies_count_the_rows()
    {
        var (rows, counts) = (new StationaryBootstrap(30, 4, Xoshiro256.Stream(2, "same")), new StationaryBootstrap(30, 4, Xoshiro256.Stream(2, "same")));
        for (var b = 0; b < 20; b++)
        {
            var drawn = rows.Next().ToArray();
            Assert.Equal([.. Enumerable.Range(0, 30).Select(i => (double)drawn.Count(r => r == i))], counts.NextFrequencies().ToArray());
        }
    }

    [Fact]
    public void The_variance_is_that_of_many_resamples()
    {
        var series = Autoregression(0.6, 80, "variance");
        var bootstrap = new StationaryBootstrap(80, 7, Xoshiro256.Stream(3, "many"));
        double[] means = [.. Enumerable.Range(0, 40_000).Select(_ => DotProduct(bootstrap.NextFrequencies(), series) / 80)];
        Assert.Equal(1, 80 * means.Average(m => Math.Pow(m - series.Average(), 2)) / StationaryBootstrap.LongRunVariance(series, 7), 0.03);
    }

    // Blocks of one row are the bootstrap of independent rows.
    [Fact]
    public void The_variance_of_single_rows_is_the_plain_one()
    {
        var series = Autoregression(0.6, 200, "plain");
        Assert.Equal(series.Average(x => Math.Pow(x - series.Average(), 2)), StationaryBootstrap.LongRunVariance(series, 1), 1e-12);
    }

    [Fact]
    public void The_variance_by_its_formula() =>
        Gen.Select(Gen.Double[-3, 3].Array[2, 40], Gen.Double[1, 20]).Sample((x, block) =>
        {
            var (n, stay, mean) = (x.Length, 1 - (1 / block), x.Average());
            double Covariance(int k) => Enumerable.Range(k, n - k).Sum(t => (x[t] - mean) * (x[t - k] - mean)) / n;
            var expected = Covariance(0) + (2 * Enumerable.Range(1, n - 1).Sum(k => (((n - k) * Math.Pow(stay, k)) + (k * Math.Pow(stay, n - k))) / n * Covariance(k)));
            Assert.Equal(expected, StationaryBootstrap.LongRunVariance(x, block), 1e-10);
        });

    /// <summary>For an autoregression of coefficient r G/√(D/2) = 2r/(1 − r²), so that b = (2r/(1 − r²))^{2/3} n^{1/3}.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void Block_lengths_are_near_the_best_one_of_an_autoregression(double r)
    {
        var best = Math.Pow(2 * r / (1 - (r * r)), 2.0 / 3) * Math.Cbrt(4000);
        double[] found = [.. Enumerable.Range(0, 20).Select(i => StationaryBootstrap.BlockLength(Autoregression(r, 4000, $"block {i}"))).Order()];
        Assert.InRange(found[10] / best, 0.8, 1.25);
    }

    [Fact]
    public void What_has_no_memory_is_drawn_in_short_blocks()
    {
        double[] found = [.. Enumerable.Range(0, 21).Select(i => StationaryBootstrap.BlockLength(Autoregression(0, 1000, $"white {i}"))).Order()];
        Assert.InRange(found[10], 1, 4);
        Assert.Equal(1, StationaryBootstrap.BlockLength([1, 1, 1, 1, 1, 1]));
        Assert.Equal(1, StationaryBootstrap.BlockLength([1, 2]));
    }

    [Fact]
    public void Block_lengths_stay_within_their_bounds() =>
        Gen.Select(Gen.Double[-1, 1].Array[4, 60], Gen.Double[-1, 1]).Sample((steps, memory) =>
        {
            var x = new double[steps.Length];
            for (var t = 0; t < x.Length; t++) x[t] = (t > 0 ? memory * x[t - 1] : 0) + steps[t];
            Assert.InRange(StationaryBootstrap.BlockLength(x), 1, Math.Max(1, Math.Min(3 * Math.Sqrt(x.Length), x.Length / 3.0)));
        });

    internal static double[] Autoregression(double r, int n, string name)
    {
        var random = Xoshiro256.Stream(9, name);
        var x = new double[n];
        x[0] = random.NextNormal() / Math.Sqrt(1 - (r * r));
        for (var t = 1; t < n; t++) x[t] = (r * x[t - 1]) + random.NextNormal();
        return x;
    }

    private static double DotProduct(ReadOnlySpan<double> a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < b.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
