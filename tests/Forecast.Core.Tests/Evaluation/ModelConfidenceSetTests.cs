using Forecast.Core.Evaluation;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation;

public sealed class ModelConfidenceSetTests
{
    [Theory]
    [InlineData(ModelConfidenceStatistic.Max)]
    [InlineData(ModelConfidenceStatistic.Range)]
    public void A_clearly_worse_model_leaves_and_the_best_stays(ModelConfidenceStatistic statistic)
    {
        var (random, n) = (new SplitMix64(5), 500);
        var shared = Enumerable.Range(0, n).Select(_ => SyntheticBars.Normal(random)).ToArray();
        double[] Losses(double mean) => [.. shared.Select(s => mean + s + (0.5 * SyntheticBars.Normal(random)))];
        Assert.Equal([true, false, true], ModelConfidenceSet.Of([Losses(1.0), Losses(1.5), Losses(1.0)], 1, statistic).Get().Members(0.10));
    }

    // Their mean over the set may round away from their own.
    [Theory]
    [InlineData(ModelConfidenceStatistic.Max)]
    [InlineData(ModelConfidenceStatistic.Range)]
    public void Equal_models_all_stay(ModelConfidenceStatistic statistic)
    {
        var losses = Enumerable.Range(0, 100).Select(i => (i % 7) / 10.0).ToArray();
        Assert.Equal([true, true, true], ModelConfidenceSet.Of([losses, [.. losses], [.. losses]], 1, statistic).Get().Members(0.10));
    }

    // Under equal predictive ability the whole set must survive in about 90 of 100 samples.
    [Theory]
    [InlineData(ModelConfidenceStatistic.Max)]
    [InlineData(ModelConfidenceStatistic.Range)]
    public void Its_level_is_as_promised(ModelConfidenceStatistic statistic)
    {
        var whole = 0;
        for (var sample = 0; sample < 200; sample++)
        {
            var random = new SplitMix64((ulong)sample + 100);
            var losses = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 200).Select(_ => SyntheticBars.Normal(random)).ToArray()).ToArray();
            if (ModelConfidenceSet.Of(losses, 1, statistic).Get().Members(0.10).All(x => x)) whole++;
        }
        Assert.InRange(whole, 164, 196);
    }

    /// <summary>Straight from the paper: whole series resampled row by row, statistics from means of differences.</summary>
    [Theory]
    [InlineData(ModelConfidenceStatistic.Max, 1)]
    [InlineData(ModelConfidenceStatistic.Max, 9)]
    [InlineData(ModelConfidenceStatistic.Range, 1)]
    [InlineData(ModelConfidenceStatistic.Range, 9)]
    public void P_values_and_order_of_an_independent_implementation(ModelConfidenceStatistic statistic, int steps)
    {
        var random = Xoshiro256.Stream(8, "mcs");
        const int N = 90;
        double[][] losses = [.. Enumerable.Range(0, 5).Select(i => Enumerable.Range(0, N).Select(_ => (0.08 * i) + Math.Abs(random.NextNormal())).ToArray())];
        var block = Math.Max(steps, (int)Math.Ceiling(Math.Cbrt(N)));
        var starts = new SplitMix64(77);
        int[][] resamples =
        [
            .. Enumerable.Range(0, 1000).Select(_ => Enumerable.Range(0, (N + block - 1) / block).Select(_ => starts.Next(N)).ToArray().SelectMany(s => Enumerable.Range(s, block).Select(t => t % N)).Take(N).ToArray()),
        ];
        var left = Enumerable.Range(0, 5).ToList();
        var (p, order, largest) = (new double[5], new List<int>(), 0.0);
        while (left.Count > 1)
        {
            // Each t-statistic's series of differences, and the model that it speaks against.
            var series = statistic == ModelConfidenceStatistic.Max
                ? left.Select(i => (Model: i, D: Enumerable.Range(0, N).Select(t => losses[i][t] - left.Average(j => losses[j][t])).ToArray())).ToArray()
                : (from i in left from j in left where i != j select (Model: i, D: losses[i].Zip(losses[j], (x, y) => x - y).ToArray())).ToArray();
            var t = series.Select(s =>
            {
                double[] stars = [.. resamples.Select(r => r.Average(k => s.D[k]) - s.D.Average())];
                var sd = Math.Sqrt(stars.Average(z => z * z));
                return (s.Model, T: s.D.Average() / sd, Stars: stars.Select(z => z / sd).ToArray());
            }).ToArray();
            var worst = t.MaxBy(x => x.T);
            largest = Math.Max(largest, Enumerable.Range(0, 1000).Count(b => t.Max(x => x.Stars[b]) >= worst.T - 1e-12) / 1000.0);
            p[worst.Model] = largest;
            order.Add(worst.Model);
            left.Remove(worst.Model);
        }
        p[left[0]] = 1;
        var set = ModelConfidenceSet.Of(losses, steps, statistic, 77).Get();
        Assert.Equal([.. order, left[0]], set.Elimination);
        Assert.Equal(p, set.P);
    }

    [Fact]
    public void Too_few_origins_or_no_models_are_undefined()
    {
        Assert.Equal("19 origins; 20 are needed", ModelConfidenceSet.Of([new double[19], new double[19]], 1).Undefined);
        Assert.Equal("there are no models", ModelConfidenceSet.Of([], 1).Undefined);
        Assert.Equal([true], ModelConfidenceSet.Of([new double[20]], 1).Get().Members(0.10));
    }
}
