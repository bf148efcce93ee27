using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class RangeVarianceTests
{
    // By hand: ln(110/95) = 0.146603, ln(105/100) = 0.048790.
    [Fact]
    public void One_bar_by_hand()
    {
        Assert.Equal(0.146603474 * 0.146603474 / (4 * Math.Log(2)), ParkinsonVariance.Of(100, 110, 95, 105), 1e-9);
        Assert.Equal((0.5 * 0.146603474 * 0.146603474) - (0.386294361 * 0.048790164 * 0.048790164), GarmanKlassVariance.Of(100, 110, 95, 105), 1e-9);
        Assert.Equal((Math.Log(110 / 105.0) * Math.Log(1.1)) + (Math.Log(95 / 105.0) * Math.Log(0.95)), RogersSatchellVariance.Of(100, 110, 95, 105), 1e-12);
    }

    // Sixty days of hours, variance 1e-4 a day: four standard errors of the least precise estimator (Yang and Zhang, 2000, table 1) lie within the bound.
    [Theory]
    [InlineData("parkinson_variance")]
    [InlineData("garman_klass_variance")]
    [InlineData("rogers_satchell_variance")]
    [InlineData("yang_zhang_variance")]
    public void The_variance_of_a_walk_is_recovered(string measure)
    {
        var days = DailyMeasures.From(Days(drift: 0));
        Assert.Equal(1e-4, days.Of(measure).OfType<double>().Average(), 5e-6);
    }

    [Fact]
    public void Drift_misleads_parkinson_and_not_rogers_and_satchell()
    {
        var days = DailyMeasures.From(Days(drift: 5e-4));
        Assert.True(days.Of("parkinson_variance").OfType<double>().Average() > 1.5e-4);
        Assert.Equal(1e-4, days.Of("rogers_satchell_variance").OfType<double>().Average(), 6e-6);
        Assert.Equal(1e-4, days.Of("yang_zhang_variance").OfType<double>().Average(), 6e-6);
    }

    // Jumps between bars are part of the variance; only Yang and Zhang's estimator sees them.
    [Fact]
    public void Jumps_between_bars_are_seen_by_yang_and_zhang()
    {
        var bars = Days(drift: 0, gap: 5e-4);
        var days = DailyMeasures.From(bars);
        var gaps = 24 * 5e-4 * 5e-4;
        Assert.Equal(1e-4 + gaps, days.Of("yang_zhang_variance").OfType<double>().Average(), 6e-6);
        Assert.Equal(1e-4, days.Of("parkinson_variance").OfType<double>().Average(), 6e-6);
    }

    // Hours of 2000 steps; drift a hour, a jump between hours with the given deviation.
    private static BarSeries Days(double drift, double gap = 0)
    {
        var random = new SplitMix64(8);
        const int Hours = 24 * 60, Steps = 2000;
        var step = Math.Sqrt(1e-4 / 24 / Steps);
        var (log, shift) = (0.0, drift * 10 / Steps);
        var rows = new (double O, double H, double L, double C)[Hours];
        for (var h = 0; h < Hours; h++)
        {
            log += gap * SyntheticBars.Normal(random);
            var (open, high, low) = (log, log, log);
            for (var s = 0; s < Steps; s++)
            {
                log += shift + (step * SyntheticBars.Normal(random));
                high = Math.Max(high, log);
                low = Math.Min(low, log);
            }
            rows[h] = (open, high, low, log);
        }
        // What lies between steps: the expected overshoot of a walk's extreme, Broadie, Glasserman and Kou (1997).
        var over = 0.5826 * step;
        return new BarSeries
        {
            Venue = "test", Symbol = "TEST", Interval = TimeSpan.FromHours(1), OpenTime = [.. Enumerable.Range(0, Hours).Select(h => SyntheticBars.Start + (h * Duration.Hour))], Open = [.. rows.Select(r => Math.Exp(r.O))],
            High = [.. rows.Select(r => Math.Exp(r.H + over))], Low = [.. rows.Select(r => Math.Exp(r.L - over))], Close = [.. rows.Select(r => Math.Exp(r.C))],
        }.Validated();
    }
}
