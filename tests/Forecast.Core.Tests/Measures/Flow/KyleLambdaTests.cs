using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class KyleLambdaTests
{
    [Fact]
    public void The_slope_and_its_statistic_are_those_of_least_squares()
    {
        double[] q = [1, 2, 3, 5], r = [0.01, 0.04, 0.03, 0.06];
        var fit = LinearRegression.Fit([.. q.Select(x => new[] { 1, x })], r)!;
        Assert.Equal(fit.Coefficients[1], KyleLambda.Of(r, q)!.Value, 1e-16);
        Assert.Equal(fit.Coefficients[1] / fit.StandardErrors[1], KyleLambda.Of(r, q, isStatistic: true)!.Value, 1e-12);
        // By hand: S_qq = 8.75, S_qr = 0.095.
        Assert.Equal(0.095 / 8.75, KyleLambda.Of(r, q)!.Value, 1e-15);
    }

    [Fact]
    public void Bars_give_the_bits_of_spans()
    {
        double[] q = [1, -2, 3, 5], r = [0.01, 0.04, -0.03, 0.06];
        foreach (var isStatistic in new[] { false, true })
        {
            var measure = new KyleLambda(isStatistic);
            // All volume is taken by one side, at a price of 2.
            for (var i = 0; i < 4; i++) measure.Add(FlowWindow.Bar(i, r[i], Math.Abs(q[i]) / 2, Math.Max(q[i], 0) / 2, close: 2));
            Assert.Equal(KyleLambda.Of(r, q, isStatistic), measure.Value(new WindowCount(4, 4, 4)));
            Assert.Null(measure.Value(new WindowCount(9, 4, 4)));
        }
    }

    [Fact]
    public void Quote_volume_is_the_bars_own_where_it_is_there()
    {
        var measure = new KyleLambda(isStatistic: false);
        double[] share = [1, -0.5, 0, 0.5], r = [0.02, -0.01, 0.001, 0.01];
        for (var i = 0; i < 4; i++) measure.Add(FlowWindow.Bar(i, r[i], 8, 4 + (4 * share[i]), close: 5, quoteVolume: 100));
        Assert.Equal(KyleLambda.Of(r, [.. share.Select(s => 100 * s)]), measure.Value(new WindowCount(4, 4, 4)));
    }

    [Fact]
    public void The_impact_that_returns_were_made_with_is_found()
    {
        var random = new SplitMix64(3);
        const double Lambda = 2e-10, Noise = 1e-3, Flow = 5e6;
        double[] q = [.. Enumerable.Range(0, 2000).Select(_ => Flow * SyntheticBars.Normal(random))], r = [.. q.Select(x => (Lambda * x) + (Noise * SyntheticBars.Normal(random)))];
        var error = Noise / (Flow * Math.Sqrt(q.Length));
        Assert.Equal(Lambda, KyleLambda.Of(r, q)!.Value, 3 * error);
        Assert.Equal(Lambda / error, KyleLambda.Of(r, q, isStatistic: true)!.Value, 3.5);
    }

    [Fact]
    public void A_price_that_does_not_move_has_no_impact_and_flow_that_does_not_vary_shows_none()
    {
        Assert.Equal(0, KyleLambda.Of([0, 0, 0, 0], [1, 2, 3, 4]));
        Assert.Null(KyleLambda.Of([0, 0, 0, 0], [1, 2, 3, 4], isStatistic: true));
        Assert.Null(KyleLambda.Of([0.1, 0.2, 0.3], [2, 2, 2]));
        Assert.Null(KyleLambda.Of([0.1, 0.2], [1, 2]));
        Assert.ThrowsAny<ArgumentException>(() => KyleLambda.Of([0.1, 0.2], [1]));
    }
}
