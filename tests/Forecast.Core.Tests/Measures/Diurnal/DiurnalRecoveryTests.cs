using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class DiurnalRecoveryTests
{
    [Theory]
    [InlineData(15)]
    [InlineData(30)]
    [InlineData(60)]
    public void Every_cell_is_found_within_its_sampling_error(int minutes)
    {
        var bars = PlantedSeason.Bars("2022-06-06", 546, minutes);
        var profile = DiurnalProfile.Fit(bars, bars.End(bars.Count - 1), new DiurnalOptions { Shrinkage = 0.03 })!;
        var (found, planted) = (PlantedSeason.Factors(profile.Factor, minutes), PlantedSeason.Factors(t => PlantedSeason.Factor(t, minutes), minutes));
        var mean = planted.Average();
        var errors = found.Zip(planted, (f, p) => Math.Log(f / (p / mean))).ToArray();
        // The log of a mean of n squared normals has variance 2/n. An hour of the week is seen in about 26 weeks at each of New York's offsets; parts share their evidence, so that a cell is known better than that.
        var deviation = Math.Sqrt(2.0 / (26 * 60 / minutes));
        Assert.InRange(Math.Sqrt(errors.Average(e => e * e)), 0, deviation);
        Assert.InRange(errors.Max(Math.Abs), 0, 4.5 * deviation);
        Assert.InRange(errors.Average(), -0.03, 0.03);
    }

    [Fact]
    public void Each_clock_has_its_own_part_and_the_parts_multiply_to_the_factor()
    {
        var bars = PlantedSeason.Bars("2022-06-06", 546, 15);
        var profile = DiurnalProfile.Fit(bars, bars.End(bars.Count - 1))!;
        Assert.InRange(profile.NewYorkHours[9] / profile.NewYorkHours[11], 1.8, 4);
        Assert.InRange(profile.FundingPositions[0] / profile.FundingPositions[1], 1.6, 2.4);
        Assert.InRange(profile.Positions[0] / profile.Positions[1], 0.85, 1.15);
        var constants = new Dictionary<(int, bool), double>();
        for (var i = 0; i < 672; i++)
        {
            // Positions are scaled once for each hour of New York's day and for funding hours; but for these scales nothing is left.
            var (hour, position, local, isFunding) = (i / 4, i % 4, ((i / 4) - 4 + 168) % 168, i / 4 % 8 == 0);
            var product = profile.UtcHours[hour] * profile.NewYorkHours[local] * (isFunding ? profile.FundingPositions : profile.Positions)[position] * profile.NewYorkPositions[(local % 24 * 4) + position];
            var constant = profile.Factor(Instant.Parse("2023-07-10") + (i * 900_000_000L)) / product;
            if (!constants.TryAdd((local % 24, isFunding), constant)) Assert.Equal(constants[(local % 24, isFunding)], constant, 1e-9);
        }
    }

    [Fact]
    public void The_size_of_returns_does_not_matter()
    {
        double[] Of(double scale) => PlantedSeason.Bars("2023-01-02", 100, 15, scale: scale) is var b ? PlantedSeason.Factors(DiurnalProfile.Fit(b, b.End(b.Count - 1))!.Factor, 15) : [];
        Assert.All(Of(1).Zip(Of(3)), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }

    [Fact]
    public void Missing_bars_do_not_count()
    {
        var bars = PlantedSeason.Bars("2022-06-06", 364, 15);
        var thinned = bars.Pick([.. Enumerable.Range(0, bars.Count).Where(i => i % 96 != 40 && i is < 20_000 or > 20_300)]);
        double[] Of(BarSeries b) => PlantedSeason.Factors(DiurnalProfile.Fit(b, bars.End(bars.Count - 1))!.Factor, 15);
        Assert.All(Of(bars).Zip(Of(thinned)), pair => Assert.InRange(pair.Second / pair.First, 0.8, 1.25));
    }

    [Fact]
    public void One_crash_is_not_a_season_and_four_weeks_invent_none()
    {
        var calm = PlantedSeason.Bars("2023-01-02", 182, 60, factor: static (_, _) => 1);
        var crashed = SyntheticBars.FromCloses([100, .. calm.Close.Select((p, i) => i >= 2000 ? p * 1.8 : p)], 60);
        Assert.InRange(DiurnalProfile.Fit(crashed, calm.End(calm.Count - 1))!.Factor(calm.OpenTime[2000]), 0.8, 1.25);
        var brief = PlantedSeason.Bars("2023-01-02", 29, 15, factor: static (_, _) => 1);
        double Spread(double shrinkage) => Math.Sqrt(PlantedSeason.Factors(DiurnalProfile.Fit(brief, brief.End(brief.Count - 1), new DiurnalOptions { Shrinkage = shrinkage })!.Factor, 15).Average(f => Math.Log(f) * Math.Log(f)));
        // Pulled, the errors of a day (384 bars), an hour of the day (112) and a position (28) of four weeks add up to 0.12; what the level gets wrong comes on top.
        Assert.InRange(Spread(1), 0, 0.2);
        Assert.True(Spread(0.001) > 2 * Spread(1));
    }

    [Fact]
    public void Hours_without_a_trade_have_a_small_factor_and_never_none()
    {
        var bars = PlantedSeason.Bars("2023-01-02", 182, 15, factor: static (t, _) => Instant.Day(t).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1);
        var profile = DiurnalProfile.Fit(bars, bars.End(bars.Count - 1))!;
        Assert.All(PlantedSeason.Factors(profile.Factor, 15), f => Assert.True(f > 0 && double.IsFinite(f)));
        Assert.InRange(profile.Mean(Instant.Parse("2023-07-08"), Instant.Parse("2023-07-10")), 0, 0.4);
    }
}
