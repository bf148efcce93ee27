using CsCheck;
using Forecast.Core.Evaluation;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation;

public sealed class DieboldMarianoTests
{
    // By hand: d = 1, −1, 1, −1, … with one 3: mean 0.2/…; bandwidth 2 at n = 20.
    [Fact]
    public void The_statistic_by_the_formula()
    {
        double[] d = [.. Enumerable.Range(0, 20).Select(i => i == 0 ? 3.0 : i % 2 == 0 ? 1.0 : -1.0)];
        var mean = d.Average();
        double Gamma(int k) => Enumerable.Range(k, 20 - k).Sum(i => (d[i] - mean) * (d[i - k] - mean)) / 20;
        var s = Gamma(0) + (2 * ((2.0 / 3 * Gamma(1)) + (1.0 / 3 * Gamma(2))));
        var test = DieboldMariano.Test(d, 1).Get();
        Assert.Equal(mean / Math.Sqrt(s / 20) * Math.Sqrt(19.0 / 20), test.T, 1e-12);
        Assert.InRange(test.P, 0, 1);
        Assert.Equal((mean, 20, 2), (test.MeanDifference, test.Count, test.Bandwidth));
    }

    [Fact]
    public void It_rejects_equal_accuracy_about_as_often_as_promised()
    {
        var rejected = Enumerable.Range(0, 1000).Count(sample =>
        {
            var random = new SplitMix64((ulong)sample);
            return DieboldMariano.Test([.. Enumerable.Range(0, 300).Select(_ => SyntheticBars.Normal(random))], 1).Get().P < 0.05;
        });
        Assert.InRange(rejected, 30, 90);
    }

    [Fact]
    public void Equal_losses_have_no_statistic() => Assert.Equal("the loss differences do not vary", DieboldMariano.Test(new double[50], 1).Undefined);

    // Their mean rounds, so that they differ from it by as much.
    [Fact]
    public void A_constant_difference_has_no_statistic() => Assert.Equal("the loss differences do not vary", DieboldMariano.Test(Enumerable.Repeat(0.1, 50).ToArray(), 1).Undefined);

    [Fact]
    public void Too_few_differences_have_no_statistic()
    {
        Assert.Equal("3 loss differences; 20 are needed", DieboldMariano.Test(new double[] { 1, 2, 3 }, 1).Undefined);
        Assert.Equal("30 loss differences are too few for targets that span 30 origins", DieboldMariano.Test([.. Enumerable.Range(0, 30).Select(i => i * 1.0)], 30).Undefined);
    }

    [Fact]
    public void Not_a_number_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => DieboldMariano.Test([.. Enumerable.Repeat(double.NaN, 50)], 1));

    [Fact]
    public void A_stated_bandwidth_is_taken_and_may_not_be_shorter_than_the_overlap()
    {
        double[] d = [.. Enumerable.Range(0, 40).Select(i => Math.Sin(i * i))];
        var mean = d.Average();
        Assert.Equal(mean / Math.Sqrt(d.Average(x => (x - mean) * (x - mean)) / 40) * Math.Sqrt(39.0 / 40), DieboldMariano.Test(d, 1, 0).Get().T, 1e-12);
        Assert.Equal(7, DieboldMariano.Test(d, 3, 7).Get().Bandwidth);
        Assert.Throws<ArgumentOutOfRangeException>(() => DieboldMariano.Test(d, 3, 1));
    }

    [Fact]
    public void It_is_antisymmetric_and_free_of_scale() =>
        Gen.Select(Gen.Double[-3, 3].Array[25, 60], Gen.Int[1, 8], Gen.Double[0.01, 100]).Sample((d, steps, scale) =>
        {
            var (test, other) = (DieboldMariano.Test(d, steps).Get(), DieboldMariano.Test([.. d.Select(x => -scale * x)], steps).Get());
            Assert.Equal(test.T, -other.T, 1e-9 * (1 + Math.Abs(test.T)));
            Assert.Equal(test.P, other.P, 1e-9);
            Assert.True(test.Bandwidth >= steps - 1);
        });

    /// <summary>Instruments that all do the same are no more evidence than one; those at a date count by their mean.</summary>
    [Fact]
    public void A_panel_of_copies_is_as_much_evidence_as_one_of_them()
    {
        var random = new SplitMix64(4);
        PairedLoss[] one = [.. Enumerable.Range(0, 100).Select(t => new PairedLoss("A", t, SyntheticBars.Normal(random), SyntheticBars.Normal(random)))];
        PairedLoss[] panel = [.. one, .. one.Select(r => r with { Symbol = "B" }).Reverse()];
        Assert.Equal(DieboldMariano.Test([.. one.Select(r => r.Difference)], 3).Get().T, DieboldMariano.Pooled(panel, 3).Get().T, 1e-12);
    }
}
