using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class TDigestTests
{
    private static readonly double[] Probabilities = [0.0001, 0.001, 0.01, 0.05, 0.25, 0.5, 0.6, 0.9, 0.975, 0.99, 0.999];

    private static double[] Sample(string kind, int count)
    {
        var random = Xoshiro256.Stream(9, kind);
        return [.. Enumerable.Range(0, count).Select(i => kind switch
        {
            "normal" => random.NextNormal(),
            "heavy" => Math.Pow(1 - random.NextUniform(), -0.8) * (random.NextUniform() < 0.5 ? -1 : 1),
            "rising" => i,
            "falling" => -(double)i,
            _ => Math.Sin(i) * i,
        })];
    }

    /// <summary>The rank of the quantile in the sample is within the stated bound.</summary>
    [Theory]
    [InlineData("normal", 50_000, 400)]
    [InlineData("normal", 50_000, 50)]
    [InlineData("heavy", 50_000, 400)]
    [InlineData("rising", 30_000, 100)]
    [InlineData("falling", 30_000, 100)]
    [InlineData("swinging", 30_000, 200)]
    [InlineData("normal", 700, 400)]
    public void The_rank_of_a_quantile_is_within_the_stated_bound(string kind, int count, double compression)
    {
        var (digest, sample) = (new TDigest(compression), Sample(kind, count));
        foreach (var x in sample) digest.Add(x);
        Array.Sort(sample);
        foreach (var p in Probabilities)
        {
            var at = Array.BinarySearch(sample, digest.Quantile(p));
            var rank = (at >= 0 ? at + 0.5 : ~at) / count;
            var bound = (Math.PI * Math.Sqrt(p * (1 - p)) / compression) + Math.Pow(Math.PI / compression, 2) + (1.0 / count);
            Assert.InRange(rank - p, -bound, bound);
        }
        Assert.Equal((sample[0], sample[^1], count), (digest.Quantile(0), digest.Quantile(1), digest.Count));
    }

    [Fact]
    public void One_value_is_every_quantile_and_none_has_none()
    {
        var digest = new TDigest();
        Assert.Throws<InvalidOperationException>(() => digest.Quantile(0.5));
        digest.Add(7);
        Assert.All(Probabilities, p => Assert.Equal(7, digest.Quantile(p)));
        Assert.Throws<ArgumentOutOfRangeException>(() => digest.Add(double.NaN));
    }

    [Fact]
    public void Quantiles_asked_for_in_between_increase_and_do_not_stop_the_stream()
    {
        var (digest, sample) = (new TDigest(100), Sample("normal", 9_000));
        for (var i = 0; i < sample.Length; i++)
        {
            digest.Add(sample[i]);
            if (i % 1500 == 0) Assert.InRange(digest.Quantile(0.3), -6, digest.Quantile(0.7));
        }
        Assert.Equal(sample.Length, digest.Count);
        var quantiles = Enumerable.Range(0, 101).Select(i => digest.Quantile(i / 100.0)).ToArray();
        Assert.Equal(quantiles.Order(), quantiles);
    }
}
