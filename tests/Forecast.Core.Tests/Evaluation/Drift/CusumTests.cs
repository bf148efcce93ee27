using Forecast.Core.Evaluation;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Drift;

public sealed class CusumTests
{
    // NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.3: target 325, k = 0.3175 in the units of the data.
    private static readonly double[] Handbook =
    [
        324.925, 324.675, 324.725, 324.350, 325.350, 325.225, 324.125, 324.525, 325.225, 324.600, 324.625, 325.150, 328.325, 327.250, 327.825, 328.500, 326.675, 327.775, 326.875, 328.350,
    ];

    [Theory]
    [InlineData(12, 0, 0)]
    [InlineData(14, 4.94, 0)]
    [InlineData(16, 10.63, 0)]
    [InlineData(20, 19.04, 0)]
    [InlineData(8, 0, 0.72)]
    public void The_handbooks_sums(int count, double upper, double lower)
    {
        var sums = Cusum.Of(Handbook.AsSpan(0, count), 325, 1, 0.3175);
        Assert.Equal(upper, sums.Upper, 0.006);
        Assert.Equal(lower, sums.Lower, 0.006);
    }

    [Fact]
    public void Scale_and_clip_by_hand()
    {
        // z = 1, −4 → −2, 3 → 2 with k = ½: S⁺ = ½, 0, 1½; S⁻ = 0, 1½, 0.
        var sums = Cusum.Of([12, 2, 16], 10, 2, 0.5, 2);
        Assert.Equal((1.5, 0), (sums.Upper, sums.Lower));
        Assert.Equal((0, 0), (Cusum.Of([], 0, 1, 0.5).Upper, Cusum.Of([], 0, 1, 0.5).Lower));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cusum.Of([1], 0, 0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cusum.Of([1], 0, 1, 0.5, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cusum.Of([double.NaN], 0, 1, 0.5));
    }

    /// <summary>Montgomery, table 9.4: with k = ½ and h = 5 both sides together run 465 values to a false alarm, and 10.4 after a shift of one standard deviation.</summary>
    [Theory]
    [InlineData(0, 465)]
    [InlineData(1, 10.4)]
    public void Run_lengths_are_the_published_ones(double shift, double published)
    {
        var random = Xoshiro256.Stream(3, nameof(CusumTests));
        var values = new double[10_000];
        var total = 0.0;
        const int Runs = 400;
        for (var run = 0; run < Runs; run++)
        {
            for (var t = 0; t < values.Length; t++) values[t] = shift + Normal(random);
            // The first length at which a sum has reached 5.
            var t0 = 1;
            while (Cusum.Of(values.AsSpan(0, t0), 0, 1, 0.5) is var s && s.Upper < 5 && s.Lower < 5) t0++;
            total += t0;
        }
        Assert.InRange(total / Runs, 0.87 * published, 1.13 * published);
    }

    private static double Normal(Xoshiro256 random) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (random.NextUniform() * (1 - 2e-12)) + 1e-12);
}
