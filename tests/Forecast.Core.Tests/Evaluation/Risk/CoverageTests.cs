using CsCheck;
using Forecast.Core.Evaluation;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Risk;

public sealed class CoverageTests
{
    [Fact]
    public void As_many_exceedances_as_promised_have_a_ratio_of_zero()
    {
        Assert.Equal(0, KupiecTest.Of(100, 5, 0.05).Get().Statistic, 1e-12);
        Assert.Equal(1, KupiecTest.Of(100, 5, 0.05).Get().P, 1e-6);
    }

    // LR = −2 n ln(1 − p).
    [Fact]
    public void None_at_all_is_a_finding_too() => Assert.Equal(-500 * Math.Log(0.99), KupiecTest.Of(250, 0, 0.01).Get().Statistic, 1e-12);

    [Fact]
    public void Without_rows_it_is_undefined() => Assert.Equal("there are no rows", KupiecTest.Of(0, 0, 0.01).Undefined);

    [Theory]
    [InlineData(10, 11, 0.05)]
    [InlineData(10, -1, 0.05)]
    [InlineData(10, 1, 0.0)]
    [InlineData(10, 1, 1.0)]
    public void What_cannot_be_is_refused(int count, int exceedances, double probability) => Assert.Throws<ArgumentOutOfRangeException>(() => KupiecTest.Of(count, exceedances, probability));

    /// <summary>n₀₀ = 5, n₀₁ = 2, n₁₀ = 1, n₁₁ = 1.</summary>
    [Fact]
    public void Independence_by_hand()
    {
        bool[] hits = [false, false, false, true, true, false, false, false, false, true];
        var expected = 2 * ((5 * Math.Log(5 / 7.0)) + (2 * Math.Log(2 / 7.0)) + (2 * Math.Log(0.5)) - (6 * Math.Log(6 / 9.0)) - (3 * Math.Log(3 / 9.0)));
        Assert.Equal(expected, ChristoffersenTest.Independence(hits).Get().Statistic, 1e-12);
    }

    [Fact]
    public void Independence_is_undefined_where_no_row_follows_an_exceedance()
    {
        Assert.Equal("no row follows an exceedance", ChristoffersenTest.Independence(new bool[100]).Undefined);
        Assert.Equal("no row follows an exceedance", ChristoffersenTest.ConditionalCoverage([false, false, true], 0.05).Undefined);
        Assert.Equal("every row but the last is an exceedance", ChristoffersenTest.Independence([true, true, true]).Undefined);
    }

    [Fact]
    public void Runs_of_exceedances_are_found() =>
        Assert.True(ChristoffersenTest.Independence([.. Enumerable.Range(0, 500).Select(t => t % 100 < 5)]).Get().P < 1e-6);

    [Fact]
    public void Durations_of_memoryless_exceedances_pass_as_often_as_promised()
    {
        var rejected = 0;
        for (var sample = 0; sample < 300; sample++)
        {
            var random = Xoshiro256.Stream((ulong)sample, "hits");
            if (DurationTest.Of([.. Enumerable.Range(0, 5000).Select(_ => random.NextUniform() < 0.01)]).Get().Test.P < 0.05) rejected++;
        }
        Assert.InRange(rejected, 6, 30);
    }

    [Fact]
    public void Clustered_exceedances_have_a_shape_below_one()
    {
        var test = DurationTest.Of([.. Enumerable.Range(0, 1000).Select(t => t % 100 < 5)]).Get();
        Assert.True(test.Shape < 1 && test.Test.P < 1e-6, $"{test}");
    }

    /// <summary>The shape has the greatest likelihood, the first derivative being 0 and the function concave in ln b near it.</summary>
    [Fact]
    public void The_shape_is_that_of_the_greatest_likelihood() =>
        Gen.Int[0, 20].Array[4, 30].Sample(gaps =>
        {
            bool[] hits = [.. gaps.SelectMany(g => Enumerable.Repeat(false, g).Append(true)), .. Enumerable.Repeat(false, 25)];
            var test = DurationTest.Of(hits).Get();
            foreach (var b in new[] { 0.98, 1.02 }.Select(f => f * test.Shape)) Assert.True(LogLikelihood(hits, b) <= test.LogLikelihood + 1e-9);
            Assert.Equal(LogLikelihood(hits, test.Shape), test.LogLikelihood, 1e-8);
        });

    [Fact]
    public void Durations_are_undefined_where_they_are_too_few_or_alike()
    {
        Assert.StartsWith("1 complete", DurationTest.Of([false, true, false, true, false]).Undefined, StringComparison.Ordinal);
        Assert.StartsWith("0 complete", DurationTest.Of([]).Undefined, StringComparison.Ordinal);
        Assert.Equal("all complete durations are as long as the longest one", DurationTest.Of([true, false, true, false, true]).Undefined);
    }

    private static double LogLikelihood(bool[] hits, double b)
    {
        int[] at = [.. Enumerable.Range(0, hits.Length).Where(t => hits[t])];
        double[] complete = [.. at.Zip(at.Skip(1), (x, y) => (double)y - x)];
        double[] censored = [.. new[] { at[0] > 0 ? at[0] + 1.0 : 0, hits.Length - 1 - at[^1] }.Where(d => d > 0)];
        var a = Math.Pow(complete.Length / complete.Concat(censored).Sum(d => Math.Pow(d, b)), 1 / b);
        return complete.Sum(d => Math.Log(Math.Pow(a, b) * b * Math.Pow(d, b - 1)) - Math.Pow(a * d, b)) - censored.Sum(d => Math.Pow(a * d, b));
    }
}
