using Forecast.Core.Evaluation;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Comparison;

public sealed class SuperiorPredictiveAbilityTests
{
    /// <summary>Straight from the paper: Z* = d* − g(d̄) row by row, its mean scaled; the same resamples.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(6.5)]
    public void P_values_of_an_independent_implementation(double block)
    {
        const int N = 120;
        var random = Xoshiro256.Stream(21, "spa");
        double[] benchmark = [.. Enumerable.Range(0, N).Select(_ => Math.Abs(random.NextNormal()))];
        // One slightly better, one about as good, one so bad that the consistent test leaves it out.
        double[][] models = [.. new[] { -0.15, 0.0, 2.0 }.Select(bias => benchmark.Select(b => b + bias + random.NextNormal()).ToArray())];
        var test = SuperiorPredictiveAbility.Of(benchmark, models, block, 300, 4).Get();

        double[][] d = [.. models.Select(m => benchmark.Zip(m, (b, l) => b - l).ToArray())];
        double[] omega = [.. d.Select(x => Math.Sqrt(StationaryBootstrap.LongRunVariance(x, block)))], t = [.. d.Select((x, k) => Math.Sqrt(N) * x.Average() / omega[k])];
        var statistic = Math.Max(0, t.Max());
        double[] means = [.. d.Select(x => x.Average())];
        Func<int, double>[] centres = [k => Math.Max(0, means[k]), k => t[k] >= -Math.Sqrt(2 * Math.Log(Math.Log(N))) ? means[k] : 0, k => means[k]];
        var bootstrap = new StationaryBootstrap(N, block, Xoshiro256.Stream(4, "SuperiorPredictiveAbility"));
        var exceed = new int[3];
        for (var b = 0; b < 300; b++)
        {
            var rows = bootstrap.Next().ToArray();
            for (var g = 0; g < 3; g++)
            {
                if (Enumerable.Range(0, 3).Max(k => Math.Max(0, Math.Sqrt(N) * rows.Average(r => d[k][r] - centres[g](k)) / omega[k])) >= statistic) exceed[g]++;
            }
        }
        Assert.Equal(statistic, test.Statistic, 1e-10);
        Assert.Equal([.. exceed.Select(e => e / 300.0)], [test.Lower, test.P, test.Upper]);
        Assert.Equal((Array.IndexOf(t, t.Max()), block), (test.Best, test.MeanBlock));
        Assert.True(t[2] < -Math.Sqrt(2 * Math.Log(Math.Log(N))) && test.P < test.Upper);
    }

    /// <summary>Where all are equally good p-values are about uniform.</summary>
    [Fact]
    public void P_values_are_about_uniform_where_all_are_equally_good()
    {
        double[] p = [.. Enumerable.Range(0, 300).Select(sample => SuperiorPredictiveAbility.Of([.. Series(sample, 0)], [.. Enumerable.Range(1, 4).Select(k => Series(sample, k))], 1, 200).Get().P)];
        Assert.InRange(p.Count(x => x < 0.10), 15, 50);
        Assert.InRange(p.Count(x => x < 0.50), 120, 180);
        static double[] Series(int sample, int k)
        {
            var random = Xoshiro256.Stream((ulong)sample, $"model {k}");
            return [.. Enumerable.Range(0, 150).Select(_ => random.NextNormal())];
        }
    }

    [Fact]
    public void A_model_that_is_better_is_found_among_bad_ones_and_bad_ones_alone_prove_nothing()
    {
        var random = Xoshiro256.Stream(5, "spa");
        double[] benchmark = [.. Enumerable.Range(0, 400).Select(_ => random.NextNormal())];
        double[] Model(double bias) => [.. benchmark.Select(b => b + bias + (0.5 * random.NextNormal()))];
        var found = SuperiorPredictiveAbility.Of(benchmark, [Model(1), Model(-0.2), Model(2)]).Get();
        Assert.True(found.P < 0.01 && found.Best == 1, $"{found}");
        var bad = SuperiorPredictiveAbility.Of(benchmark, [Model(1), Model(2)]).Get();
        Assert.Equal((0.0, 1.0, 1.0), (bad.Statistic, bad.P, bad.Upper));
    }

    [Fact]
    public void Bounds_enclose_the_p_value()
    {
        for (ulong sample = 0; sample < 30; sample++)
        {
            var random = Xoshiro256.Stream(sample, "bounds");
            double[] Losses(double mean) => [.. Enumerable.Range(0, 60).Select(_ => mean + random.NextNormal())];
            var test = SuperiorPredictiveAbility.Of(Losses(0), [Losses(-0.2), Losses(0.3), Losses(1)], draws: 200).Get();
            Assert.True(test.Lower <= test.P && test.P <= test.Upper, $"{test}");
        }
    }

    [Fact]
    public void Too_few_origins_or_no_difference_is_undefined()
    {
        double[] rising = [.. Enumerable.Range(0, 30).Select(t => (double)t)];
        Assert.Equal("3 origins; 20 are needed", SuperiorPredictiveAbility.Of([1, 2, 3], [[1, 2, 4]]).Undefined);
        Assert.Equal("no model's losses differ from the benchmark's", SuperiorPredictiveAbility.Of(rising, [[.. rising]]).Undefined);
        Assert.Equal("no model's losses differ from the benchmark's", SuperiorPredictiveAbility.Of(rising, []).Undefined);
        Assert.Equal("the losses of model 1 differ from the benchmark's by a constant", SuperiorPredictiveAbility.Of(rising, [[.. rising], [.. rising.Select(x => x - 1)]]).Undefined);
    }
}
