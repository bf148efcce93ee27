using CsCheck;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class SubsampledVarianceTests
{
    [Fact]
    public void It_is_the_mean_of_the_variances_of_the_shifted_grids() =>
        Gen.Select(Gen.Double[-1, 1].Array[1, 60], Gen.Int[1, 12]).Where((r, k) => k <= r.Length).Sample(
            (r, k) =>
            {
                double Grid(int j) => Enumerable.Range(0, (r.Length - j) / k).Sum(i => Math.Pow(r.AsSpan(j + (i * k), k).ToArray().Sum(), 2));
                Assert.Equal(Enumerable.Range(0, k).Average(Grid), SubsampledVariance.Of(r, k)!.Value, 1e-10);
            },
            iter: 200);

    [Fact]
    public void The_finite_sample_form_makes_up_for_the_ends()
    {
        var (n, step, paths) = (100, 20, 4000);
        var values = Enumerable.Range(0, paths).Select(p => SubsampledVariance.Of(NoisePaths.Returns(n, 0, (ulong)p), step, MeasureConvention.FiniteSample)!.Value).ToArray();
        Assert.Equal(1, values.Average(), 4 * Math.Sqrt(4.0 / 3 * step / n / paths));
        Assert.InRange(Enumerable.Range(0, paths).Average(p => SubsampledVariance.Of(NoisePaths.Returns(n, 0, (ulong)p), step)!.Value), 0.75, 0.87);
    }

    [Fact]
    public void A_signature_plot_is_lifted_by_twice_the_noise_of_each_return()
    {
        var (n, noise) = (20_000, 1e-3);
        var points = SignaturePlot.Of(NoisePaths.Returns(n, noise, seed: 1), [1, 10, 100, 30_000]);
        Assert.Equal([1, 10, 100], points.Select(p => p.Step));
        foreach (var (step, variance) in points.Select(p => (p.Step, p.Variance)))
        {
            // Realised variance of a sparse grid: 2/n (1 + 2 per-return noise)² and more for the noise's own dependence, less by averaging.
            var (m, expected) = (n / step, 1 + (2.0 * n * noise / step));
            Assert.Equal(expected, variance, 4 * Math.Sqrt(3.0 / m) * expected);
        }
    }
}
