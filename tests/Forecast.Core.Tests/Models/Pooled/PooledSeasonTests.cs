using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Pooled;

public sealed class PooledSeasonTests
{
    private static readonly long FirstEnd = SyntheticBars.Start + 3_600_000_000L;

    // Exponential noise around the season of the week.
    private static double[] Noisy(int hours, ulong seed, int from = 0)
    {
        var random = new SplitMix64(seed);
        var values = new double[hours];
        for (var i = 0; i < hours; i++) values[i] = i < from ? double.NaN : PooledPanels.Season(i % 168) * Math.Exp(SyntheticBars.Normal(random));
        return values;
    }

    [Fact]
    public void Factors_are_those_of_the_week()
    {
        var season = new PooledSeason([Noisy(40 * 168, 1), Noisy(40 * 168, 2), Noisy(40 * 168, 3)], FirstEnd);
        var ahead = season.Ahead(0, 1);
        // Origin after hour i: the hour to come is i + 1.
        double Of(int hourOfWeek) => Math.Exp(ahead[(36 * 168) + hourOfWeek - 1]);
        Assert.InRange(Of(12) / Of(60), 2, 4);
        Assert.InRange(Of(130) / Of(60), 0.4, 0.85);
        Assert.Equal(0, ahead[100]);
    }

    [Fact]
    public void Ahead_is_the_log_of_the_mean_of_the_factors_to_come()
    {
        var season = new PooledSeason([Noisy(30 * 168, 1)], FirstEnd);
        var (one, day) = (season.Ahead(0, 1), season.Ahead(0, 24));
        const int At = (27 * 168) + 5;
        Assert.Equal(Math.Log(Enumerable.Range(0, 24).Average(k => Math.Exp(one[At + k]))), day[At], 1e-12);
    }

    [Fact]
    public void A_new_instrument_has_the_seasons_of_the_others()
    {
        const int Hours = 40 * 168;
        var season = new PooledSeason([Noisy(Hours, 1), Noisy(Hours, 2), Noisy(Hours, 3, Hours - 48)], FirstEnd);
        var (old, young) = (season.Ahead(0, 1), season.Ahead(2, 1));
        Assert.InRange(young[^1] - old[^1], -0.5, 0.5);
        Assert.InRange(Math.Exp(young[Hours - 168 + 11]), 1.7, 4);
    }

    [Fact]
    public void Before_the_clocks_of_New_York_are_known_there_is_none()
    {
        var values = Noisy(40 * 168, 3);
        var ahead = new PooledSeason([values], Instant.Parse("2006-11-06") + Duration.Hour).Ahead(0, 1);
        Assert.Equal(0, ahead[15 * 168]);
        Assert.InRange(Math.Exp(ahead[(36 * 168) + 11]), 1.7, 4);
    }

    [Fact]
    public void Dividing_takes_the_factor_in_force_off()
    {
        var values = Noisy(30 * 168, 5);
        var season = new PooledSeason([values], FirstEnd);
        var (without, ahead) = (season.Without(0, values), season.Ahead(0, 1));
        const int At = (25 * 168) + 40;
        Assert.Equal(values[At] / Math.Exp(ahead[At - 1]), without[At], 1e-12);
        Assert.Equal(values[100], without[100]);
    }

    [Fact]
    public void A_longer_series_changes_no_bit_of_what_was()
    {
        double[] whole = Noisy(40 * 168, 9), cut = whole[..(33 * 168)];
        var (a, b) = (new PooledSeason([whole], FirstEnd), new PooledSeason([cut], FirstEnd));
        Assert.Equal(a.Ahead(0, 24)[..cut.Length], b.Ahead(0, 24));
        Assert.Equal(a.Without(0, whole)[..cut.Length], b.Without(0, cut));
    }
}
