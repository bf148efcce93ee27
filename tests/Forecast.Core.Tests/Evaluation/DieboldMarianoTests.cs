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
        var (t, p) = DieboldMariano.Test(d, 1)!.Value;
        Assert.Equal(mean / Math.Sqrt(s / 20) * Math.Sqrt(19.0 / 20), t, 1e-12);
        Assert.InRange(p, 0, 1);
    }

    [Fact]
    public void It_rejects_equal_accuracy_about_as_often_as_promised()
    {
        var rejected = Enumerable.Range(0, 1000).Count(sample =>
        {
            var random = new SplitMix64((ulong)sample);
            return DieboldMariano.Test([.. Enumerable.Range(0, 300).Select(_ => SyntheticBars.Normal(random))], 1)!.Value.P < 0.05;
        });
        Assert.InRange(rejected, 30, 90);
    }

    [Fact]
    public void Equal_losses_have_no_statistic() => Assert.Null(DieboldMariano.Test(new double[50], 1));

    [Fact]
    public void Too_few_differences_have_no_statistic() => Assert.Null(DieboldMariano.Test(new double[] { 1, 2, 3 }, 1));
}
