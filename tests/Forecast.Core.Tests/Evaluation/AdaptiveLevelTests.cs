using Forecast.Core.Evaluation;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation;

public sealed class AdaptiveLevelTests
{
    [Fact]
    public void Follows_the_recursion_worked_by_hand()
    {
        // α = 0.1, γ = 0.05: hit 0.105; miss (0.02 < 0.105) 0.06; hit 0.065; hit, as 0.065 is not below 0.065, 0.07; miss 0.025.
        double[] places = [0.5, 0.02, 0.9, 0.065, 0.01];
        double[] expected = [0.105, 0.06, 0.065, 0.07, 0.025];
        for (var n = 1; n <= places.Length; n++) Assert.Equal(expected[n - 1], AdaptiveLevel.After(places.AsSpan(0, n), 0.1, 0.05), 1e-12);
        Assert.Equal(0.1, AdaptiveLevel.After([], 0.1, 0.05));
    }

    [Fact]
    public void Misses_come_as_often_as_promised_though_the_distribution_is_wrong()
    {
        // A distribution that is too narrow: places crowd at the ends. Gibbs and Candès, proposition 4.1, bounds the share of misses for every series.
        const double Nominal = 0.05, Rate = 0.02;
        const int Count = 4000;
        var random = new SplitMix64(5);
        var places = Enumerable.Range(0, Count).Select(_ => Math.Pow(random.Next(1_000_000) / 1e6, 3)).ToArray();
        var misses = Enumerable.Range(0, Count).Count(t => places[t] < AdaptiveLevel.After(places.AsSpan(0, t), Nominal, Rate));
        Assert.InRange(misses / (double)Count, Nominal - ((1 + Rate) / (Rate * Count)), Nominal + ((1 + Rate) / (Rate * Count)));
        Assert.True(places.Count(p => p < Nominal) > 5 * Nominal * Count, "the nominal level itself would have missed far more often");
    }
}
