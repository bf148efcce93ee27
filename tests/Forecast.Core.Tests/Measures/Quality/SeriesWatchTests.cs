using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class SeriesWatchTests
{
    // 200 years of heavy-tailed days: conformal rates hold whatever the distribution.
    [Fact]
    public void False_alarms_keep_their_rates_whatever_the_distribution()
    {
        const int Years = 200;
        var (spikes, changes, days) = (0, 0, 0);
        for (var year = 0; year < Years; year++)
        {
            var random = new SplitMix64((ulong)year);
            double[] values = [.. Enumerable.Range(0, 365).Select(_ => SyntheticBars.Normal(random) / Math.Max(0.05, Math.Abs(SyntheticBars.Normal(random))))];
            var alarms = SeriesWatch.Alarms(values, meanRun: 365, spikeRate: 0.02);
            (spikes, changes, days) = (spikes + alarms.Count(a => a.Kind == AlarmKind.Spike), changes + alarms.Count(a => a.Kind != AlarmKind.Spike), days + values.Length);
        }
        Assert.InRange((double)spikes / days, 0.005, 0.02);
        // At most one change a year on average, and not none at all: the bound is not idle.
        Assert.InRange(changes, 1, Years);
    }

    [Theory]
    [InlineData(1.5, 40)]
    [InlineData(2.5, 15)]
    [InlineData(-1.5, 40)]
    public void A_shift_is_found_soon_and_dated(double deviations, int within)
    {
        var (delays, dated, runs) = (new List<int>(), 0, 40);
        for (var run = 0; run < runs; run++)
        {
            var random = new SplitMix64((ulong)(1000 + run));
            double[] values = [.. Enumerable.Range(0, 500).Select(i => SyntheticBars.Normal(random) + (i >= 300 ? deviations : 0))];
            if (SeriesWatch.Alarms(values, meanRun: 3650, spikeRate: 0).FirstOrDefault(a => a.Index >= 300 && a.Kind == (deviations > 0 ? AlarmKind.Higher : AlarmKind.Lower)) is not { Index: > 0 } alarm) continue;
            delays.Add(alarm.Index - 300);
            dated += Math.Abs(alarm.Since - 300) <= 10 ? 1 : 0;
        }
        Assert.InRange(delays.Count, (int)(0.9 * runs), runs);
        Assert.InRange(delays.Average(), 0, within);
        Assert.InRange(dated, 0.6 * runs, runs);
    }

    [Fact]
    public void The_bet_is_fair_and_joins_its_series()
    {
        const int Steps = 1_000_000;
        Assert.Equal(1, Enumerable.Range(0, Steps).Sum(k => SeriesWatch.Bet((k + 0.5) / Steps)) / Steps, 0.08);
        Assert.Equal(SeriesWatch.Bet(0.9989999), SeriesWatch.Bet(0.9990001), 1e-6);
        Assert.Equal(0.5, SeriesWatch.Bet(1), 1e-12);
    }

    [Fact]
    public void Innovations_forget_what_a_series_remembers_and_see_nothing_later()
    {
        var random = new SplitMix64(5);
        var y = new double[900];
        for (var t = 1; t < y.Length; t++) y[t] = (0.9 * y[t - 1]) + SyntheticBars.Normal(random);
        var e = Innovations.Of(y);
        Assert.Equal(y.Length - Innovations.First, e.Length);
        double Lag(double[] x) => x.Zip(x.Skip(1), (a, b) => a * b).Sum() / x.Sum(v => v * v);
        Assert.True(Lag(y) > 0.8);
        Assert.InRange(Lag(e), -0.15, 0.15);
        Assert.Equal(e[..300], Innovations.Of(y.AsSpan(0, Innovations.First + 300)));
    }
}
