using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class Xoshiro256Tests
{
    [Fact]
    public void Gives_the_published_sequence()
    {
        // First outputs of the authors' C code from the state {1, 2, 3, 4}, as in the tests of rand_xoshiro.
        var random = new Xoshiro256(1, 2, 3, 4);
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832,
            10595114339597558777, 2904607092377533576,
        ];
        Assert.Equal(expected, expected.Select(_ => random.NextBits()));
    }

    [Fact]
    public void Seeding_gives_the_published_sequence()
    {
        var random = new SplitMix64(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, expected.Select(_ => random.NextBits()));
    }

    [Fact]
    public void Normals_have_the_moments_of_the_normal()
    {
        var random = Xoshiro256.Stream(1, "normals");
        const int n = 400_000;
        var z = Enumerable.Range(0, n).Select(_ => random.NextNormal()).ToArray();
        double Moment(int p) => z.Average(x => Math.Pow(x, p));
        // Standard errors of the sample moments are √(1, 2, 15, 96) / √n; the bounds are five of them.
        var se = 5 / Math.Sqrt(n);
        Assert.InRange(Moment(1), -se, se);
        Assert.InRange(Moment(2), 1 - (1.41 * se), 1 + (1.41 * se));
        Assert.InRange(Moment(3), -3.87 * se, 3.87 * se);
        Assert.InRange(Moment(4), 3 - (9.8 * se), 3 + (9.8 * se));
        // Pairs of the polar method are independent.
        Assert.InRange(z.Zip(z.Skip(1), (a, b) => a * b).Average(), -se, se);
    }

    [Fact]
    public void Poisson_counts_have_mean_and_variance_alike()
    {
        var random = Xoshiro256.Stream(1, "counts");
        var counts = Enumerable.Range(0, 200_000).Select(_ => (double)random.NextPoisson(Math.Exp(-0.3))).ToArray();
        var mean = counts.Average();
        Assert.InRange(mean, 0.3 - 0.0062, 0.3 + 0.0062);
        Assert.InRange(counts.Average(c => (c - mean) * (c - mean)), 0.285, 0.315);
    }

    [Fact]
    public void Streams_of_other_names_or_seeds_differ_and_the_same_is_the_same()
    {
        var starts = new[] { (1UL, "a"), (1UL, "b"), (2UL, "a"), (2UL, "b"), (1UL, "ab"), (1UL, "ba") }.Select(s => Xoshiro256.Stream(s.Item1, s.Item2).NextBits()).ToArray();
        Assert.Equal(starts.Length, starts.Distinct().Count());
        Assert.Equal(starts[0], Xoshiro256.Stream(1, "a").NextBits());
    }

    [Fact]
    public void A_state_of_zeros_is_refused() => Assert.Throws<ArgumentException>(() => new Xoshiro256(0, 0, 0, 0));

    [Theory, InlineData(1.0), InlineData(3.5), InlineData(1000.0)]
    public void Gammas_have_their_moments(double order)
    {
        const int Count = 20_000;
        var random = Xoshiro256.Stream(4, "gamma");
        var draws = Enumerable.Range(0, Count).Select(_ => random.NextGamma(order)).ToArray();
        Assert.All(draws, g => Assert.True(g > 0));
        var (mean, variance) = (draws.Average(), draws.Average(g => (g - order) * (g - order)));
        // Variance of the mean order/n, of the variance (2 order² + 6 order)/n.
        Assert.InRange((mean - order) / Math.Sqrt(order / Count), -4, 4);
        Assert.InRange((variance - order) / Math.Sqrt(((2 * order * order) + (6 * order)) / Count), -4, 4);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextGamma(0.5));
    }
}
