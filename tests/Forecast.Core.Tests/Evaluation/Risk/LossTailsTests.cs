using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Risk;

public sealed class LossTailsTests
{
    [Fact]
    public void Quantile_and_shortfall_are_McNeil_and_Freys()
    {
        // t = 2, π = 0.1, ξ = ½, β = 0.5: excess at 99.9 % is 1·(0.01^{−1/2} − 1) = 9, VaR = 0.02·2·(1 + 9) = 0.4; in their form VaR/(1 − ξ) + (β t √f − ξ t √f)/(1 − ξ) = 0.8 + 0.
        var tail = new LossTail(0.02, 2, 0.1, new GeneralizedPareto(0.5, 0.5));
        Assert.Equal(0.4, tail.Quantile(0.999), 1e-9);
        Assert.Equal(0.8, tail.Shortfall(0.999), 1e-9);
        Assert.Equal(0.04, tail.Quantile(0.9), 1e-9);
        Assert.ThrowsAny<ArgumentException>(() => tail.Quantile(0.89));
        Assert.ThrowsAny<ArgumentException>(() => tail.Quantile(1));
    }

    [Fact]
    public void Losses_of_changing_variance_are_exceeded_as_often_as_promised()
    {
        var panel = Panel(3, 4000);
        var tails = LossTails.Of(panel);
        foreach (var confidence in new[] { 0.95, 0.99, 0.995, 0.999 })
        {
            var (count, exceedances, depth) = (0, 0, 0.0);
            for (var i = 0; i < panel.Length; i++)
            {
                for (var r = 0; r < panel[i].Origins.Length; r++)
                {
                    if (tails[i][r] is not { } tail) continue;
                    count++;
                    if (!(panel[i].Losses[r] > tail.Quantile(confidence))) continue;
                    exceedances++;
                    depth += panel[i].Losses[r]!.Value / tail.Shortfall(confidence);
                }
            }
            var expected = count * (1 - confidence);
            Assert.InRange(exceedances, expected - (4 * Math.Sqrt(expected)), expected + (4 * Math.Sqrt(expected)));
            Assert.InRange(depth / exceedances, 0.8, 1.25);
        }
    }

    [Fact]
    public void Losses_that_were_not_known_change_no_tail()
    {
        var panel = Panel(2, 400);
        var before = LossTails.Of(panel);
        const int Row = 300;
        // A period of two days that begins at row 299 ends after the origin of row 300.
        foreach (var sample in panel) Array.Fill(sample.Losses, 10, Row - 1, 400 - Row + 1);
        var after = LossTails.Of(panel);
        for (var i = 0; i < panel.Length; i++)
        {
            Assert.Equal(before[i][..(Row + 1)], after[i][..(Row + 1)]);
            Assert.NotEqual(before[i][Row + 1], after[i][Row + 1]);
        }
    }

    [Fact]
    public void A_walk_that_begins_later_has_the_same_bits_once_500_rows_are_known()
    {
        var panel = Panel(1, 1200);
        var later = panel[0] with { Origins = panel[0].Origins[300..], Variance = panel[0].Variance[300..], Losses = panel[0].Losses[300..] };
        Assert.Equal(LossTails.Of(panel)[0][810..], LossTails.Of([later])[0][510..]);
    }

    [Fact]
    public void Too_few_rows_have_no_tail_and_too_few_excesses_the_usual_shape()
    {
        var tails = LossTails.Of(Panel(1, 400))[0];
        // Row k is the first with k − 1 complete periods of two days.
        Assert.All(tails[..(LossTails.Least + 1)], t => Assert.Null(t));
        Assert.Equal(0.25, tails[LossTails.Least + 1]!.Value.Excess.Shape);
        Assert.Equal(0.25, tails[399]!.Value.Excess.Shape);
        Assert.NotEqual(0.25, LossTails.Of(Panel(3, 400))[0][399]!.Value.Excess.Shape);
        var gains = Panel(1, 400)[0];
        Assert.All(LossTails.Of([gains with { Losses = [.. gains.Losses.Select(l => (double?)-Math.Abs(l!.Value))] }])[0], t => Assert.Null(t));
    }

    [Fact]
    public void Longs_lose_what_shorts_gain()
    {
        var table = new ForecastTable { Symbol = "TEST", Horizon = TimeSpan.FromDays(1), Models = ["m"], Origins = [0, Duration.Day], Realized = [1, null], Forecasts = [[0.01, 0.04]] };
        Assert.Equal([0.5, null], LossSample.OfLong(table, "m", [Math.Log(0.5), null]).Losses);
        Assert.Equal([-0.5, null], LossSample.OfShort(table, "m", [Math.Log(0.5), null]).Losses);
    }

    /// <summary>Losses over two days, one origin a day, of Student-like tails around variances that wander by a factor of a hundred.</summary>
    private static LossSample[] Panel(int instruments, int rows) =>
    [
        .. Enumerable.Range(0, instruments).Select(i =>
        {
            var random = new SplitMix64((ulong)(20 + i));
            double[] variance = [.. Enumerable.Range(0, rows).Select(r => 1e-3 * Math.Exp(2.3 * Math.Sin((r / 60.0) + i)))];
            return new LossSample(TimeSpan.FromDays(2), [.. Enumerable.Range(0, rows).Select(r => r * Duration.Day)], variance,
                [.. variance.Select(v => (double?)(Math.Sqrt(v) * SyntheticBars.Normal(random) / Math.Sqrt(Enumerable.Range(0, 5).Sum(_ => Math.Pow(SyntheticBars.Normal(random), 2)) / 5)))]);
        }),
    ];
}
