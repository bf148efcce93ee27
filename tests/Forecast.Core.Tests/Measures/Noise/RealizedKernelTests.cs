using CsCheck;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class RealizedKernelTests
{
    // What R's highfrequency prints: its default on 5-minute prices (two days), and every function on 1-second prices with H = 10.
    [Theory]
    [InlineData(KernelFunction.Rectangular, 0, 300, 1, 1.31367247017e-4)]
    [InlineData(KernelFunction.Rectangular, 1, 300, 1, 6.26356933695e-5)]
    [InlineData(KernelFunction.Rectangular, 0, 1, 10, 1.20727890344e-4)]
    [InlineData(KernelFunction.Bartlett, 0, 1, 10, 1.21617980432e-4)]
    [InlineData(KernelFunction.Parzen, 0, 1, 10, 1.21147975637e-4)]
    [InlineData(KernelFunction.TukeyHanning, 0, 1, 10, 1.21151261979e-4)]
    [InlineData(KernelFunction.TukeyHanning2, 0, 1, 10, 1.21519450788e-4)]
    [InlineData(KernelFunction.Cubic, 0, 1, 10, 1.21196932809e-4)]
    public void Published_values(KernelFunction kernel, int day, int seconds, int bandwidth, double expected)
    {
        var value = RealizedKernel.Of(SampleTrades.Returns(day, seconds), bandwidth, kernel, KernelForm.FlatTop, MeasureConvention.HighFrequency);
        Assert.Equal(1, value!.Value / expected, 1e-10);
    }

    [Fact]
    public void Published_bandwidths()
    {
        // The papers print c to three digits: n = 10⁶ and ξ = 1 leave them all in H.
        Assert.Equal(3.5134, KernelBandwidth.Rule(1, 1, 1_000_000) / Math.Pow(1e6, 0.6), 1e-3);
        Assert.Equal(5.74, KernelBandwidth.Rule(1, 1, 1_000_000, KernelFunction.TukeyHanning2, KernelForm.FlatTop) / 1e3, 5e-3);
        Assert.Equal(4.77, KernelBandwidth.Rule(1, 1, 1_000_000, KernelFunction.Parzen, KernelForm.FlatTop) / 1e3, 1e-2);
        Assert.Equal(3.68, KernelBandwidth.Rule(1, 1, 1_000_000, KernelFunction.Cubic, KernelForm.FlatTop) / 1e3, 1e-2);
        Assert.Equal(2.28, KernelBandwidth.Rule(1, 1, 1_000_000, KernelFunction.Bartlett, KernelForm.FlatTop) / 1e4, 1e-2);
        Assert.Throws<ArgumentException>(() => KernelBandwidth.Rule(1, 1, 1_000_000, KernelFunction.Rectangular));
    }

    [Theory]
    [InlineData(KernelFunction.Parzen, 0.269, 1.5, 24)]
    [InlineData(KernelFunction.TukeyHanning2, 0.219, 1.71, 41.7)]
    [InlineData(KernelFunction.Cubic, 0.371, 1.2, 12)]
    [InlineData(KernelFunction.TukeyHanning, 0.375, 1.23, 12.2)]
    public void Constants_are_the_integrals_that_they_stand_for(KernelFunction kernel, double k00, double k11, double k22)
    {
        var (integral, first, second, curvature) = KernelWeightIntegrals.Of(kernel);
        Assert.Equal(k00, integral, 1e-3);
        Assert.Equal(k11, first, 1e-2);
        Assert.Equal(k22, second, 0.1);
        // What the rules come to with the integrals that are worked out here; the papers round Parzen's by 0.2 %.
        const int N = 100_000_000;
        Assert.Equal(Math.Pow(curvature * curvature / integral, 0.2), KernelBandwidth.Rule(1, 1, N, kernel) / Math.Pow(N, 0.6), 3e-3);
        Assert.Equal(Math.Sqrt(first / integral * (1 + Math.Sqrt(1 + (3 * integral * second / (first * first))))), KernelBandwidth.Rule(1, 1, N, kernel, KernelForm.FlatTop) / Math.Sqrt(N), 1e-2);
    }

    [Fact]
    public void Non_negative_forms_are_never_below_zero() =>
        Gen.Select(Gen.Double[-1, 1].Array[1, 60], Gen.Int[1, 80]).Sample(
            (r, h) =>
            {
                Assert.True(RealizedKernel.Of(r, h) >= -1e-12);
                Assert.True(RealizedKernel.Of(r, h, KernelFunction.Bartlett) >= -1e-12);
            },
            iter: 200);

    [Fact]
    public void Flat_top_Bartlett_with_one_lag_is_the_rectangle_and_the_other_form_weighs_it_half() =>
        Gen.Double[-1, 1].Array[2, 40].Sample(
            r =>
            {
                var (zero, one) = (r.Sum(x => x * x), r.Skip(1).Zip(r, (a, b) => a * b).Sum());
                Assert.Equal(zero + (2 * one), RealizedKernel.Of(r, 1, KernelFunction.Bartlett, KernelForm.FlatTop)!.Value, 1e-12);
                Assert.Equal(zero + one, RealizedKernel.Of(r, 1, KernelFunction.Bartlett)!.Value, 1e-12);
            },
            iter: 100);
}
