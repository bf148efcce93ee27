using CsCheck;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class VpinTests
{
    [Fact]
    public void Bars_that_straddle_buckets_are_split()
    {
        // Two buckets of 6: bars 4 (all bought), 4 (all sold), 4 (a quarter bought). First: +4 − 2; second: −2 − 2.
        Assert.Equal((2 + 4) / 12.0, Vpin.Of([4, 4, 4], [4, 0, 1], buckets: 2)!.Value, 1e-15);
        Assert.Equal(2 / 12.0, Vpin.Of([4, 4, 4], [4, 0, 1], buckets: 1)!.Value, 1e-15);
        // One bar over many buckets: each is as one-sided as the bar.
        Assert.Equal(0.5, Vpin.Of([8], [2], buckets: 7)!.Value, 1e-15);
    }

    [Fact]
    public void One_sided_flow_has_one_and_balanced_flow_none() =>
        Gen.Select(Gen.Double[0, 1e6].Array[1, 40], Gen.Int[1, 60]).Where((v, _) => v.Sum() > 0).Sample(
            (volume, buckets) =>
            {
                Assert.Equal(1, Vpin.Of(volume, volume, buckets)!.Value, 1e-9);
                Assert.Equal(1, Vpin.Of(volume, new double[volume.Length], buckets)!.Value, 1e-9);
                Assert.Equal(0, Vpin.Of(volume, Array.ConvertAll(volume, v => v / 2), buckets)!.Value, 1e-9);
            },
            iter: 200);

    [Fact]
    public void It_lies_between_the_imbalance_of_the_window_and_that_of_its_bars() =>
        Gen.Select(Gen.Select(Gen.Double[0, 100], Gen.Double[0, 1]).Array[1, 40], Gen.Int[1, 60]).Where((bars, _) => bars.Sum(b => b.Item1) > 0).Sample(
            (bars, buckets) =>
            {
                double[] volume = [.. bars.Select(b => b.Item1)], buys = [.. bars.Select(b => b.Item1 * b.Item2)];
                var (total, signed) = (volume.Sum(), volume.Zip(buys).Select(p => (2 * p.Second) - p.First).ToArray());
                Assert.InRange(Vpin.Of(volume, buys, buckets)!.Value, (Math.Abs(signed.Sum()) / total) - 1e-9, (signed.Sum(Math.Abs) / total) + 1e-9);
            },
            iter: 300);

    [Fact]
    public void Bars_give_the_bits_of_spans_and_nothing_traded_has_none()
    {
        double[] volume = [4, 0, 4, 9, 2], buys = [4, 0, 1, 3, 1];
        Assert.Equal(Vpin.Of(volume, buys), FlowWindow.Of(new Vpin(), [.. volume.Zip(buys).Select(p => ((double?)null, (double?)p.First, (double?)p.Second))]));
        Assert.Null(Vpin.Of([0, 0], [0, 0]));
        Assert.Null(Vpin.Of([], []));
        Assert.ThrowsAny<ArgumentException>(() => Vpin.Of([1], [1], buckets: 0));
    }
}
