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
