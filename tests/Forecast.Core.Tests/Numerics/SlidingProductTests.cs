using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class SlidingProductTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 9)]
    [InlineData(4, 4)]
    [InlineData(7, 6)]
    [InlineData(22, 31)]
    [InlineData(40, 2)]
    public void Every_window_has_its_inner_product_and_the_bits_that_it_has_alone(int kernelLength, int windows)
    {
        var random = Xoshiro256.Stream(5, "sliding");
        double[] kernel = [.. Enumerable.Range(0, kernelLength).Select(_ => random.NextNormal())];
        double[] signal = [.. Enumerable.Range(0, kernelLength + windows - 1).Select(_ => random.NextNormal())];
        var result = new double[windows];
        SlidingProduct.Of(kernel, signal, 0.5, result);
        for (var t = 0; t < windows; t++)
        {
            Assert.Equal(0.5 + kernel.Select((k, j) => k * signal[t + j]).Sum(), result[t], 1e-12);
            Assert.Equal(SlidingProduct.Of(kernel, signal.AsSpan(t, kernelLength), 0.5), result[t]);
        }
    }

    [Fact]
    public void A_signal_too_short_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => SlidingProduct.Of([1, 2], [1, 2, 3], 0, new double[3]));
}
