using CsCheck;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class RollSpreadTests
{
    // Pairs (−1, 1), (1, −1), (−1, 1): means −1/3 and 1/3, S = −8/3.
    [Fact]
    public void It_is_twice_the_root_of_the_negative_covariance() => Assert.Equal(2 * Math.Sqrt(8.0 / 3 / 2), RollSpread.Of([1, -1, 1, -1])!.Value, 1e-12);

    [Fact]
    public void The_spread_of_trades_at_bid_and_ask_is_found()
    {
        var random = new SplitMix64(11);
        const double Spread = 4e-4, Noise = 1e-4;
        const int N = 40_000;
        var (returns, efficient, last) = (new double[N], 0.0, 0.0);
        for (var i = 0; i < N; i++)
        {
            efficient += Noise * SyntheticBars.Normal(random);
            var price = efficient + (Spread / 2 * (random.Next(2) == 0 ? 1 : -1));
            (returns[i], last) = (price - last, price);
        }
        // The covariance's standard error is about √((Var r)² + cov²) / √n; a derivative of 2/s gives the spread's.
        var (variance, covariance) = ((Noise * Noise) + (Spread * Spread / 2), Spread * Spread / 4);
        Assert.Equal(Spread, RollSpread.Of(returns)!.Value, 4 * 2 / Spread * Math.Sqrt(((variance * variance) + (covariance * covariance)) / N));
    }

    [Fact]
    public void Returns_that_go_on_or_stand_still_show_no_spread()
    {
        Assert.Equal(0, RollSpread.Of([1, 2, 3, 4, 5]));
        Assert.Equal(0, RollSpread.Of([0, 0, 0, 0]));
        Assert.Null(RollSpread.Of([1, -1]));
        Assert.Null(RollSpread.Of([]));
    }

    [Fact]
    public void A_gap_makes_no_pair()
    {
        var measure = new RollSpread();
        foreach (var (r, joined) in new[] { (1.0, false), (-1, true), (50, false), (1, true), (-1, true) }) measure.Add(r, joined);
        // Pairs (−1, 1), (1, 50), (−1, 1).
        var (x, y) = (new double[] { -1, 1, -1 }, new double[] { 1, 50, 1 });
        var covariance = x.Zip(y).Sum(p => (p.First - x.Average()) * (p.Second - y.Average())) / 2;
        Assert.True(covariance > 0);
        Assert.Equal(0, measure.Value(new WindowCount(5, 5, 6)));
        Assert.Null(measure.Value(new WindowCount(11, 5, 6)));
    }

    [Fact]
    public void It_grows_with_the_returns_and_has_no_sign() =>
        Gen.Select(Gen.Double[-0.1, 0.1].Array[3, 50], Gen.Int[-6, 6]).Sample(
            (returns, power) => Assert.Equal(Math.ScaleB(RollSpread.Of(returns)!.Value, power), RollSpread.Of(Array.ConvertAll(returns, r => -Math.ScaleB(r, power)))!.Value), iter: 200);
}
