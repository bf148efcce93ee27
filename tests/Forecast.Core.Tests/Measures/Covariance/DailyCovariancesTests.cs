using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class DailyCovariancesTests
{
    // y = 1.5 x + noise: beta 1.5 and correlation 1.5 / √(1.5² + 2²), within four standard errors of 60 days.
    [Fact]
    public void A_planted_beta_and_correlation_are_recovered()
    {
        var (random, n) = (new SplitMix64(12), 60 * 96);
        var (x, y) = (new double[n + 1], new double[n + 1]);
        (x[0], y[0]) = (100, 100);
        for (var i = 1; i <= n; i++)
        {
            var shock = 1e-3 * SyntheticBars.Normal(random);
            (x[i], y[i]) = (x[i - 1] * Math.Exp(shock), y[i - 1] * Math.Exp((1.5 * shock) + (2e-3 * SyntheticBars.Normal(random))));
        }
        var days = DailyCovariances.From(SyntheticBars.FromCloses(y, 15), SyntheticBars.FromCloses(x, 15));
        Assert.Equal(60, days.Day.Length);
        Assert.Equal(1.5, days.Beta.Average()!.Value, 4 * 2 / Math.Sqrt(n));
        Assert.Equal(0.6, days.Correlation.Average()!.Value, 4 * 0.64 / Math.Sqrt(n) + 0.01);
        Assert.Equal(1.5e-6 * 96, days.Covariance.Average()!.Value, 4 * 96e-6 * Math.Sqrt(1.5 * 1.5 * 2 + 4) / Math.Sqrt(n));
    }

    // Prices that do not come together, every third second and every fifth one: refresh times and Hayashi and Yoshida's sum see the covariance that a dense grid would miss.
    [Fact]
    public void Prices_that_come_apart_have_their_covariance_too()
    {
        var random = new SplitMix64(15);
        var (x, y, common) = ((Time: new List<long>(), Price: new List<double>()), (Time: new List<long>(), Price: new List<double>()), 0.0);
        const int Seconds = 86_400;
        for (var s = 0; s <= Seconds; s++)
        {
            if (s > 0) common += SyntheticBars.Normal(random) / Math.Sqrt(Seconds) * 0.02;
            if (s % 3 == 0) x.Time.Add(SyntheticBars.Start + (s * 1_000_000L));
            if (s % 3 == 0) x.Price.Add(100 * Math.Exp(common));
            if (s % 5 == 0) y.Time.Add(SyntheticBars.Start + (s * 1_000_000L));
            if (s % 5 == 0) y.Price.Add(50 * Math.Exp(common));
        }
        var (a, b) = (new TickSeries([.. x.Time], [.. x.Price]), new TickSeries([.. y.Time], [.. y.Price]));
        BarSeries Bars(TickSeries t) => PriceBars.Of("t", "T", TimeSpan.FromMinutes(15), t.Time, t.Price);
        var days = DailyCovariances.From(Bars(a), Bars(b), a, b);
        var values = days.Values(Array.IndexOf(days.Day, SyntheticBars.Start));
        // Four standard errors of the sparse one; the two others use all prices.
        Assert.Equal(4e-4, values[0]!.Value, 4 * 4e-4 * Math.Sqrt(2.0 / 96));
        Assert.Equal(4e-4, values[3]!.Value, 4 * 4e-4 * Math.Sqrt(3.0 / (Seconds / 5)));
        Assert.InRange(values[4]!.Value, 0.75 * 4e-4, 4e-4 * 1.05);
        Assert.Equal([null, null], DailyCovariances.From(Bars(a), Bars(b)).Values(0)[3..]);
        Assert.Equal((2, 0), (a.Between(SyntheticBars.Start, SyntheticBars.Start + 3_000_000).Count, a.Between(0, 5).Count));
    }

    [Fact]
    public void With_itself_it_is_the_realised_variance_and_gaps_count_as_there()
    {
        var bars = SyntheticBars.Make(days: 4);
        var gapped = bars.Pick([.. Enumerable.Range(0, bars.Count).Where(i => i is < 100 or > 110 && i is < 200 or > 260)]);
        var (own, variance) = (DailyCovariances.From(gapped, gapped), DailyMeasures.From(gapped).Of("realized_variance"));
        for (var d = 0; d < 4; d++)
        {
            if (variance[d] is { } v) Assert.Equal((v, 1.0, 1.0), (own.Covariance[d]!.Value, Math.Round(own.Correlation[d]!.Value, 12), own.Beta[d]!.Value));
            else Assert.Null(own.Covariance[d]);
        }
        Assert.Null(own.Beta[2]);
        Assert.Throws<ArgumentException>(() => DailyCovariances.From(bars, BarAggregation.To(bars, TimeSpan.FromHours(1))));
        Assert.Empty(DailyCovariances.From(bars, bars.Until(SyntheticBars.Start)).Day);
    }
}
