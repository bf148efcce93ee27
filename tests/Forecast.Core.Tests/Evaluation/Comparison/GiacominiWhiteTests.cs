using CsCheck;
using Forecast.Core.Evaluation;
using Forecast.Core.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Comparison;

public sealed class GiacominiWhiteTests
{
    /// <summary>For targets of one origin it is n R² of 1 regressed on the products, without a constant.</summary>
    [Fact]
    public void The_statistic_is_n_times_r_squared() =>
        Gen.Double[-2, 3].Array[30, 80].Sample(d =>
        {
            var rows = Matrix<double>.Build.DenseOfRows(Enumerable.Range(1, d.Length - 1).Select(t => new[] { d[t], d[t] * d[t - 1] }));
            var fitted = rows * rows.QR().Solve(Vector<double>.Build.Dense(rows.RowCount, 1));
            var test = GiacominiWhite.Of(d, 1).Get();
            Assert.Equal(fitted * fitted, test.Test.Statistic, 1e-8);
            Assert.Equal((2, d.Length - 1), (test.Test.DegreesOfFreedom, test.Count));
        });

    [Fact]
    public void The_sign_of_the_differences_does_not_matter_to_the_statistic() =>
        Gen.Select(Gen.Double[-2, 3].Array[40, 80], Gen.Int[1, 5]).Sample((d, steps) =>
        {
            var (test, other) = (GiacominiWhite.Of(d, steps).Get(), GiacominiWhite.Of([.. d.Select(x => -x)], steps).Get());
            Assert.Equal(test.Test.Statistic, other.Test.Statistic, 1e-7 * (1 + test.Test.Statistic));
            Assert.Equal(1, test.FirstPreferred + other.FirstPreferred, 1e-12);
        });

    [Fact]
    public void It_rejects_equal_ability_about_as_often_as_promised()
    {
        var rejected = Enumerable.Range(0, 500).Count(sample =>
        {
            var random = Xoshiro256.Stream((ulong)sample, "gw");
            return GiacominiWhite.Of([.. Enumerable.Range(0, 300).Select(_ => random.NextNormal())], 1).Get().Test.P < 0.05;
        });
        Assert.InRange(rejected, 12, 42);
    }

    /// <summary>On average neither model is better, so that the unconditional test has no power; but who was better stays better.</summary>
    [Fact]
    public void It_finds_ability_that_can_be_told_beforehand()
    {
        var random = Xoshiro256.Stream(2, "gw");
        var d = new double[500];
        for (var t = 1; t < d.Length; t++) d[t] = (0.5 * d[t - 1]) + random.NextNormal();
        Assert.True(GiacominiWhite.Of(d, 1).Get().Test.P < 1e-6);
        Assert.True(DieboldMariano.Test(d, 1).Get().P > 0.05);
    }

    [Fact]
    public void Too_few_or_equal_differences_are_undefined()
    {
        Assert.StartsWith("15 loss differences after the lag of 5", GiacominiWhite.Of(new double[20], 5).Undefined, StringComparison.Ordinal);
        Assert.StartsWith("0 loss differences", GiacominiWhite.Of(new double[2], 5).Undefined, StringComparison.Ordinal);
        Assert.Equal("the loss differences do not vary", GiacominiWhite.Of(new double[50], 1).Undefined);
        Assert.Equal("the loss differences do not vary", GiacominiWhite.Of([.. Enumerable.Repeat(0.1, 50)], 1).Undefined);
    }

    [Fact]
    public void A_panel_is_tested_over_its_dates()
    {
        var random = Xoshiro256.Stream(3, "panel");
        PairedLoss[] rows = [.. from t in Enumerable.Range(0, 60) from s in new[] { "A", "B" } select new PairedLoss(s, t, random.NextNormal(), random.NextNormal())];
        double[] means = [.. Enumerable.Range(0, 60).Select(t => rows.Where(r => r.Origin == t).Average(r => r.Difference))];
        Assert.Equal(GiacominiWhite.Of(means, 2).Get().Test.Statistic, GiacominiWhite.Pooled(rows.Reverse(), 2).Get().Test.Statistic, 1e-9);
    }
}
