using Forecast.Core.Evaluation;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation;

public sealed class ModelConfidenceSetTests
{
    [Fact]
    public void A_clearly_worse_model_leaves_and_the_best_stays()
    {
        var (random, n) = (new SplitMix64(5), 500);
        var shared = Enumerable.Range(0, n).Select(_ => SyntheticBars.Normal(random)).ToArray();
        double[] Losses(double mean) => [.. shared.Select(s => mean + s + (0.5 * SyntheticBars.Normal(random)))];
        Assert.Equal([true, false, true], ModelConfidenceSet.Members([Losses(1.0), Losses(1.5), Losses(1.0)], 1, 0.10));
    }

    [Fact]
    public void Equal_models_all_stay()
    {
        var losses = Enumerable.Range(0, 100).Select(i => (double)(i % 7)).ToArray();
        Assert.Equal([true, true], ModelConfidenceSet.Members([losses, [.. losses]], 1, 0.10));
    }

    // Under equal predictive ability the whole set must survive in about 90 of 100 samples.
    [Fact]
    public void Its_level_is_as_promised()
    {
        var whole = 0;
        for (var sample = 0; sample < 200; sample++)
        {
            var random = new SplitMix64((ulong)sample + 100);
            var losses = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 200).Select(_ => SyntheticBars.Normal(random)).ToArray()).ToArray();
            if (ModelConfidenceSet.Members(losses, 1, 0.10).All(x => x)) whole++;
        }
        Assert.InRange(whole, 164, 196);
    }
}
