using CsCheck;
using Forecast.Core.Evaluation;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Risk;

public sealed class TailTests
{
    [Theory]
    [InlineData(1.5, 1.0, 0.1, 0.05)]
    [InlineData(0.5, 1.0, 0.1, 0.45)]
    [InlineData(1.0, 1.0, 0.1, 0.0)]
    public void Tick_by_hand(double y, double v, double alpha, double expected) => Assert.Equal(expected, TailLoss.Tick(y, v, alpha), 1e-15);

    // (−3 + 2)/(0.1·−2.5) + 0.8 + ln 2.5 − 1 = 3.8 + ln 2.5.
    [Fact]
    public void Fz0_by_hand() => Assert.Equal(3.8 + Math.Log(2.5), TailLoss.Fz0(-3, -2, -2.5, 0.1), 1e-14);

    [Fact]
    public void A_shortfall_that_is_no_loss_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => TailLoss.Fz0(-1, -1, 0, 0.05));

    /// <summary>Of a sample whose size times α is a whole number, the empirical quantile and the mean below it minimise both losses.</summary>
    [Fact]
    public void Both_losses_are_least_at_quantile_and_shortfall() =>
        Gen.Select(Gen.Double[-5, 5].Array[40], Gen.Double[-1, 1], Gen.Double[-0.9, 2]).Sample((sample, shift, stretch) =>
        {
            double[] y = [.. sample.Select(x => x - 6).Order()];
            var (alpha, v, e) = (0.1, y[3], y[..4].Average());
            double Tick(double q) => y.Average(x => TailLoss.Tick(x, q, alpha));
            double Fz0(double q, double s) => y.Average(x => TailLoss.Fz0(x, q, s, alpha));
            Assert.True(Tick(v) <= Tick(v + shift) + 1e-12);
            Assert.True(Fz0(v, e) <= Fz0(v + shift, e) + 1e-12);
            Assert.True(Fz0(v, e) <= Fz0(v + shift, e * (1 + stretch)) + 1e-12);
        });

    [Fact]
    public void Right_forecasts_pass_the_dynamic_quantile_test_about_as_often_as_promised()
    {
        var rejected = 0;
        for (var sample = 0; sample < 200; sample++)
        {
            var random = Xoshiro256.Stream((ulong)sample, "dq");
            double[] sigma = [.. Enumerable.Range(0, 1000).Select(t => 1 + (0.5 * Math.Sin(t / 30.0)))];
            if (DynamicQuantileTest.Of([.. sigma.Select(s => s * random.NextNormal())], [.. sigma.Select(s => -1.6448536269514722 * s)], 0.05).Get().P < 0.05) rejected++;
        }
        Assert.InRange(rejected, 2, 24);
    }

    [Fact]
    public void The_dynamic_quantile_test_is_undefined_without_exceedances_or_rows()
    {
        double[] v = [.. Enumerable.Range(0, 50).Select(t => -3 - (t / 50.0))];
        Assert.StartsWith("46 rows do not tell", DynamicQuantileTest.Of(new double[50], v, 0.05).Undefined, StringComparison.Ordinal);
        Assert.StartsWith("0 rows do not tell", DynamicQuantileTest.Of([1], [-1], 0.05).Undefined, StringComparison.Ordinal);
    }

    [Fact]
    public void Not_a_number_is_refused_by_its_place() =>
        Assert.StartsWith("returns[1] is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => Exceedances.Of([1, double.NaN], [-1, -1])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_shortfall_too_small_is_found_and_a_right_one_passes()
    {
        var (y, v, e) = Normal(4000, "residuals");
        var right = ExceedanceResidualTest.Of(y, v, e).Get();
        Assert.InRange(right.P, 0.02, 0.98);
        Assert.Equal(right.P, right.BootstrapP, 0.04);
        double[] small = [.. e.Select(x => 0.9 * x)];
        var wrong = ExceedanceResidualTest.Of(y, v, small).Get();
        Assert.True(wrong.P < 1e-3 && wrong.BootstrapP < 5e-3 && wrong.MeanResidual < 0, $"{wrong}");
    }

    [Fact]
    public void Residuals_are_divided_by_their_scale()
    {
        var (y, v, e) = Normal(1000, "scale");
        var plain = ExceedanceResidualTest.Of(y, v, e).Get();
        var scaled = ExceedanceResidualTest.Of(y, v, e, [.. Enumerable.Repeat(4.0, y.Length)]).Get();
        Assert.Equal(plain.MeanResidual / 4, scaled.MeanResidual, 1e-15);
        Assert.Equal(plain.T, scaled.T, 1e-12);
    }

    [Fact]
    public void Residuals_are_undefined_where_too_few_or_equal()
    {
        Assert.StartsWith("1 exceedances", ExceedanceResidualTest.Of([-3, 0], [-2, -2], [-2.5, -2.5]).Undefined, StringComparison.Ordinal);
        Assert.StartsWith("the residuals", ExceedanceResidualTest.Of([-3, -3], [-2, -2], [-2.5, -2.5]).Undefined, StringComparison.Ordinal);
    }

    [Fact]
    public void Acerbi_and_szekely_find_a_shortfall_too_small()
    {
        var (y, v, e) = Normal(1000, "z");
        var right = AcerbiSzekelyTest.Of(y, v, e, 0.025, (_, random) => random.NextNormal()).Get();
        Assert.InRange(right.P1!.Value, 0.02, 0.98);
        Assert.InRange(right.P2!.Value, 0.02, 0.98);
        double[] deep = [.. y.Select(x => 1.3 * x)];
        var wrong = AcerbiSzekelyTest.Of(deep, v, e, 0.025, (_, random) => random.NextNormal()).Get();
        Assert.True(wrong.P2 < 0.005 && wrong.Z2 < 0, $"{wrong}");
    }

    [Fact]
    public void Acerbi_and_szekely_without_an_exceedance()
    {
        var test = AcerbiSzekelyTest.Of([0, 0], [-2, -2], [-2.5, -2.5], 0.025).Get();
        Assert.Equal(new AcerbiSzekelyTest(0, null, 1, null, null), test);
        Assert.Equal("there are no rows", AcerbiSzekelyTest.Of([], [], [], 0.025).Undefined);
    }

    // 2.5 % quantile and mean below it of a standard normal.
    private static (double[] Returns, double[] ValueAtRisk, double[] Shortfall) Normal(int n, string name)
    {
        var random = Xoshiro256.Stream(11, name);
        var errors = new NormalErrors();
        return ([.. Enumerable.Range(0, n).Select(_ => random.NextNormal())], [.. Enumerable.Repeat(errors.Quantile(0.025, []), n)], [.. Enumerable.Repeat(-2.3378027922014, n)]);
    }
}
