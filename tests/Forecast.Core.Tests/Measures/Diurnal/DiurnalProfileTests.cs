using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class DiurnalProfileTests
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly long Monday = Instant.Parse("2023-01-02");

    // Lively at 09:30 New York on weekdays, in the first quarter of a funding hour, and quiet at weekends; the rest is 1.
    [Fact]
    public void A_planted_season_is_recovered_on_both_clocks_across_the_change_to_summer_time()
    {
        var bars = Planted(weeks: 52, seed: 3);
        var profile = DiurnalProfile.Fit(bars, bars.End(bars.Count - 1), new DiurnalOptions { Shrinkage = 0.01 })!;
        double Mean(Func<long, bool> where) => Enumerable.Range(0, 7 * 96).Select(i => Monday + (24 * 7 * Duration.Day) + (i * 900_000_000L)).Where(where).Average(t => profile.Factor(t));
        double Truth(Func<long, bool> where) => Enumerable.Range(0, 7 * 96).Select(i => Monday + (24 * 7 * Duration.Day) + (i * 900_000_000L)).Where(where).Average(Season) / Enumerable.Range(0, 7 * 96).Average(i => Season(Monday + (24 * 7 * Duration.Day) + (i * 900_000_000L)));
        foreach (var where in new Func<long, bool>[] { IsOpening, IsWeekend, t => IsFunding(t) && !IsWeekend(t), t => !IsOpening(t) && !IsWeekend(t) && !IsFunding(t) })
            Assert.Equal(Truth(where), Mean(where), 0.12 * Truth(where));
        // 09:30 in New York is 14:30 UTC in winter and 13:30 in summer.
        var (winter, summer) = (Instant.Parse("2023-01-18"), Instant.Parse("2023-07-19"));
        Assert.True(profile.Factor(winter + (58 * 900_000_000L)) > 1.8 * profile.Factor(winter + (54 * 900_000_000L)));
        Assert.True(profile.Factor(summer + (54 * 900_000_000L)) > 1.8 * profile.Factor(summer + (58 * 900_000_000L)));
    }

    [Fact]
    public void The_mean_factor_of_a_week_is_one_and_prices_in_another_currency_have_the_same_season()
    {
        var bars = Planted(weeks: 12, seed: 4);
        var profile = DiurnalProfile.Fit(bars, bars.End(bars.Count - 1))!;
        Assert.Equal(1, profile.Mean(Monday, Monday + (7 * Duration.Day)), 1e-9);
        foreach (var hours in new[] { profile.UtcHours, profile.NewYorkHours }) Assert.Equal((168, 1.0), (hours.Count, Math.Round(hours.Average(), 9)));
        Assert.Equal((4, 4, 96), (profile.Positions.Count, profile.FundingPositions.Count, profile.NewYorkPositions.Count));
        Assert.Equal((profile.Factor(Monday) + profile.Factor(Monday + 900_000_000)) / 2, profile.Mean(Monday, Monday + 1_800_000_000), 1e-12);
        double[] Times(double[] p) => Array.ConvertAll(p, x => 8 * x);
        var other = DiurnalProfile.Fit(new BarSeries { Venue = "t", Symbol = "T", Interval = Quarter, OpenTime = bars.OpenTime, Open = Times(bars.Open), High = Times(bars.High), Low = Times(bars.Low), Close = Times(bars.Close) }, bars.End(bars.Count - 1))!;
        for (var i = 0; i < 7 * 96; i++) Assert.Equal(profile.Factor(Monday + (i * 900_000_000L)), other.Factor(Monday + (i * 900_000_000L)));
    }

    [Fact]
    public void Nothing_after_the_origin_changes_a_profile_by_a_bit()
    {
        var bars = Planted(weeks: 14, seed: 5);
        var origin = Monday + (10 * 7 * Duration.Day);
        var (whole, cut, altered) = (DiurnalProfile.Fit(bars, origin)!, DiurnalProfile.Fit(bars.Until(origin), origin)!, DiurnalProfile.Fit(SyntheticBars.AlterAfter(bars, origin), origin)!);
        for (var i = 0; i < 7 * 96; i++)
        {
            var t = Monday + (i * 900_000_000L);
            Assert.Equal(whole.Factor(t), cut.Factor(t));
            Assert.Equal(whole.Factor(t), altered.Factor(t));
        }
        // On its schedule too, in whatever pieces: the measures of a day have the profile of the Monday before.
        var (days, early) = (DailyMeasures.From(bars).Of("deseasonalized_variance"), DailyMeasures.From(bars.Until(origin)).Of("deseasonalized_variance"));
        Assert.Equal(days[..early.Length], early);
        Assert.Contains(early, v => v is not null);
    }

    [Fact]
    public void Too_short_a_history_has_no_season_and_a_strong_pull_leaves_almost_none()
    {
        var bars = Planted(weeks: 8, seed: 6);
        Assert.Null(DiurnalProfile.Fit(bars, Monday + (3 * 7 * Duration.Day)));
        Assert.NotNull(DiurnalProfile.Fit(bars, Monday + (4 * 7 * Duration.Day) + Duration.Day));
        Assert.Null(DiurnalProfile.Fit(SyntheticBars.Walk(60 * 96, Quarter, new SplitMix64(1), 0), SyntheticBars.Start + (60 * Duration.Day)));
        var pulled = DiurnalProfile.Fit(bars, bars.End(bars.Count - 1), new DiurnalOptions { Shrinkage = 1e7 })!;
        for (var i = 0; i < 7 * 96; i++) Assert.Equal(1, pulled.Factor(Monday + (i * 900_000_000L)), 0.02);
        Assert.Throws<ArgumentException>(() => new DiurnalProfiles(TimeSpan.FromHours(4)));
        Assert.Throws<ArgumentException>(() => new DiurnalProfiles(Quarter, new DiurnalOptions { Window = TimeSpan.FromDays(7) }));
    }

    [Fact]
    public void Days_before_the_present_rule_of_new_yorks_clocks_are_measured_without_a_season()
    {
        var bars = SyntheticBars.Make(days: 70);
        var old = new BarSeries { Venue = "t", Symbol = "T", Interval = Quarter, OpenTime = Array.ConvertAll(bars.OpenTime, t => t - (18 * 52 * 7 * Duration.Day)), Open = bars.Open, High = bars.High, Low = bars.Low, Close = bars.Close };
        var days = DailyMeasures.From(old);
        Assert.Equal(DailyMeasures.From(bars).Of("realized_variance"), days.Of("realized_variance"));
        Assert.All(days.Of("deseasonalized_variance"), v => Assert.Null(v));
    }

    // Two years of real prices: liveliest when New York opens, quiet at weekends, the same in both years.
    [Fact]
    public void Bitcoin_is_lively_when_new_york_opens()
    {
        var bars = RealBars.Read("data/klines/15m/BTCUSDT.csv.gz", Quarter);
        var (first, second) = (DiurnalProfile.Fit(bars, Instant.Parse("2024-01-01"), new DiurnalOptions { Window = TimeSpan.FromDays(364) })!, DiurnalProfile.Fit(bars, Instant.Parse("2024-12-30"), new DiurnalOptions { Window = TimeSpan.FromDays(364) })!);
        long[] week = [.. Enumerable.Range(0, 7 * 96).Select(i => Instant.Parse("2024-07-01") + (i * 900_000_000L))];
        double[] Logs(DiurnalProfile p) => [.. week.Select(t => Math.Log(p.Factor(t)))];
        Assert.True(Correlation(Logs(first), Logs(second)) > 0.9, $"{Correlation(Logs(first), Logs(second))}");
        foreach (var profile in new[] { first, second })
        {
            Assert.InRange(week.Where(IsWeekend).Average(t => profile.Factor(t)), 0.2, 0.7);
            // The hour from 09:30 on, which is the second half of one and the first of the next, against the whole week.
            var opening = week.Where(t => IsOpening(t - (2 * 900_000_000L))).Average(t => profile.Factor(t));
            Assert.True(opening > 1.7, $"{opening}");
        }
    }

    // The variance of each hour of 2024, from a level without season times its share of the season: better than without on every coin, each fit from before.
    [Fact]
    public void The_season_forecasts_the_next_hour_better_on_every_coin()
    {
        foreach (var coin in new[] { "BTCUSDT", "ETHUSDT", "BNBUSDT", "SOLUSDT", "XRPUSDT", "ADAUSDT", "DOGEUSDT" })
        {
            var bars = RealBars.Read($"data/klines/15m/{coin}.csv.gz", Quarter);
            var (without, with) = (Qlike(bars, isSeasonal: false), Qlike(bars, isSeasonal: true));
            Assert.True(with < 0.975 * without, $"{coin}: {with} with, {without} without");
        }
    }

    // Mean QLIKE of hours from an exponential mean with a half-life of twelve hours.
    private static double Qlike(BarSeries bars, bool isSeasonal)
    {
        var (season, keep, level, loss, count) = (new DiurnalSchedule(bars.Interval), Math.Pow(0.5, 1 / 48.0), 0.0, 0.0, 0);
        var (from, variance, share, atStart, inHour) = (Instant.Parse("2024-01-01"), 0.0, 0.0, 0.0, 0);
        for (var i = 1; i < bars.Count; i++)
        {
            if (bars.OpenTime[i] - bars.OpenTime[i - 1] != 900_000_000) continue;
            var (factor, r) = (isSeasonal ? season.At(bars.OpenTime[i])?.Factor(bars.OpenTime[i]) ?? 1 : 1, Math.Log(bars.Close[i] / bars.Close[i - 1]));
            if (bars.OpenTime[i] % Duration.Hour == 0) (variance, share, atStart, inHour) = (0, 0, level, 0);
            (variance, share, inHour) = (variance + (r * r), share + factor, inHour + 1);
            if (inHour == 4 && bars.OpenTime[i] >= from && variance > 0)
            {
                var y = variance / (atStart * share);
                (loss, count) = (loss + y - Math.Log(y) - 1, count + 1);
            }
            level = (keep * level) + ((1 - keep) * r * r / factor);
            season.Add(bars.OpenTime[i], r * r);
        }
        return loss / count;
    }

    private static BarSeries Planted(int weeks, ulong seed)
    {
        var (random, n) = (new SplitMix64(seed), weeks * 7 * 96);
        var close = new double[n + 1];
        close[0] = 100;
        for (var i = 1; i <= n; i++) close[i] = close[i - 1] * Math.Exp(2e-3 * Math.Sqrt(Season(SyntheticBars.Start + ((i - 1) * 900_000_000L))) * SyntheticBars.Normal(random));
        return SyntheticBars.FromCloses(close, 15);
    }

    private static double Season(long open) => (IsOpening(open) ? 3 : 1) * (IsWeekend(open) ? 0.4 : 1) * (IsFunding(open) ? 2 : 1);

    private static bool IsWeekend(long open) => Instant.Day(open).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    // The hour of 09:00 on New York's clock, on weekdays.
    private static bool IsOpening(long open)
    {
        var local = NewYorkTime.FromUtc(open);
        return local % Duration.Day / Duration.Hour == 9 && Instant.Day(local).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    private static bool IsFunding(long open) => open % (8 * Duration.Hour) == 0;

    private static double Correlation(double[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y).Sum(p => (p.First - mx) * (p.Second - my)) / Math.Sqrt(x.Sum(a => (a - mx) * (a - mx)) * y.Sum(b => (b - my) * (b - my)));
    }
}
