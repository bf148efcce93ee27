using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class DiurnalProfilesTests
{
    [Fact]
    public void The_profile_in_force_was_fitted_on_the_last_Monday_in_whatever_pieces_bars_came()
    {
        var bars = PlantedSeason.Bars("2023-01-02", 63, 15);
        var (whole, pieces) = (DiurnalProfiles.Of(bars), new DiurnalProfiles(bars.Interval));
        for (var i = 0; i < bars.Count; i += 370) pieces.Add(bars.Pick([.. Enumerable.Range(i, Math.Min(370, bars.Count - i))]));
        Assert.Null(whole.At(Instant.Parse("2023-01-29T23:59Z")));
        foreach (var (instant, monday) in new[] { ("2023-01-30", "2023-01-30"), ("2023-02-12T23:59:59Z", "2023-02-06"), ("2023-03-01", "2023-02-27") })
        {
            var profile = whole.At(Instant.Parse(instant))!;
            Assert.Equal(Instant.Parse(monday), profile.Origin);
            Assert.Equal(Factors(DiurnalProfile.Fit(bars, Instant.Parse(monday))!), Factors(profile));
            Assert.Equal(Factors(profile), Factors(pieces.At(Instant.Parse(instant))!));
        }
    }

    [Fact]
    public void Nothing_before_the_window_and_nothing_after_the_origin_matters()
    {
        var bars = PlantedSeason.Bars("2023-01-02", 120, 15);
        var (origin, options) = (Instant.Parse("2023-04-10T05:00Z"), new DiurnalOptions { Window = TimeSpan.FromDays(63) });
        var expected = Factors(DiurnalProfile.Fit(bars, origin, options)!);
        // The first return of the window needs the close before it.
        var first = Array.BinarySearch(bars.OpenTime, origin - (63 * Duration.Day)) - 1;
        var window = bars.Pick([.. Enumerable.Range(first, bars.Count - first)]);
        Assert.Equal(expected, Factors(DiurnalProfile.Fit(window, origin, options)!));
        Assert.Equal(expected, Factors(DiurnalProfile.Fit(SyntheticBars.AlterAfter(window, origin), origin, options)!));
        Assert.NotEqual(expected, Factors(DiurnalProfile.Fit(bars, origin + 900_000_000, options)!));
    }

    [Fact]
    public void A_profile_that_was_asked_for_early_is_fitted_again_when_more_is_known()
    {
        var bars = PlantedSeason.Bars("2023-01-02", 70, 60);
        var (profiles, known, monday) = (new DiurnalProfiles(bars.Interval), Instant.Parse("2023-02-20"), Instant.Parse("2023-03-06"));
        profiles.Add(bars.Until(known));
        var early = Factors(profiles.At(monday)!);
        profiles.Add(bars.Pick([.. Enumerable.Range(0, bars.Count).Where(i => bars.End(i) > known)]));
        Assert.NotEqual(early, Factors(profiles.At(monday)!));
        Assert.Equal(Factors(DiurnalProfile.Fit(bars, monday)!), Factors(profiles.At(monday)!));
    }

    [Fact]
    public void Hours_made_of_finer_bars_tell_the_season_better_than_their_own_returns()
    {
        var bars = PlantedSeason.Bars("2022-06-06", 364, 15);
        var (origin, planted) = (bars.End(bars.Count - 1), PlantedSeason.Factors(t => Enumerable.Range(0, 4).Average(p => PlantedSeason.Factor(t + (p * 900_000_000L), 15)), 60));
        double Error(DiurnalProfile profile) => PlantedSeason.Factors(profile.Factor, 60).Zip(planted, (f, p) => Math.Pow(Math.Log(f / (p / planted.Average())), 2)).Average();
        Assert.InRange(Error(DiurnalProfiles.Of(HourlySeries.From(bars)).FitAt(origin)!), 0, 0.7 * Error(DiurnalProfile.Fit(BarAggregation.To(bars, TimeSpan.FromHours(1)), origin)!));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var bars = PlantedSeason.Bars("2023-01-02", 60, 15);
        var (profiles, profile) = (DiurnalProfiles.Of(bars), DiurnalProfile.Fit(bars, Instant.Parse("2023-03-01"))!);
        Assert.Throws<ArgumentException>(() => profiles.Add(bars.OpenTime[^1], 1));
        Assert.Throws<ArgumentException>(() => profiles.Add(bars.End(bars.Count - 1) + 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => profiles.Add(bars.End(bars.Count - 1), double.NaN));
        Assert.Throws<ArgumentException>(() => profiles.Add(BarAggregation.To(bars, TimeSpan.FromHours(1))));
        Assert.Throws<ArgumentException>(() => profile.Mean(Instant.Parse("2023-03-01"), Instant.Parse("2023-03-01")));
        Assert.Equal(profile.Factor(Instant.Parse("2023-03-01T00:15Z")), profile.Mean(Instant.Parse("2023-03-01T00:01Z"), Instant.Parse("2023-03-01T00:16Z")));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DiurnalProfiles(bars.Interval, new DiurnalOptions { Shrinkage = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DiurnalProfiles(bars.Interval, new DiurnalOptions { Cap = 0 }));
    }

    private static double[] Factors(DiurnalProfile profile) => PlantedSeason.Factors(profile.Factor, (int)profile.Interval.TotalMinutes);
}
