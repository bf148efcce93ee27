using System.Globalization;
using Forecast.Core.Features;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.Core.Tests.Features;

public sealed class FundingTests
{
    private static readonly long Start = Instant.Parse("2024-03-04");

    private static long At(double hours) => Start + (long)(hours * Duration.Hour);

    [Fact]
    public void The_mean_is_of_the_fundings_that_were_known()
    {
        // Paid every 8 hours; that of 24:00 became known an hour late.
        long[] time = [At(0), At(8), At(16), At(24)], known = [At(0), At(8), At(16), At(25)];
        var rates = Funding.EightHourly(time, known, [1e-4, 2e-4, 3e-4, 9e-4]);
        Assert.Equal(2.5e-4, Funding.Mean(rates, At(24), At(24), TimeSpan.FromHours(24))!.Value, 1e-18);
        Assert.Equal(14e-4 / 3, Funding.Mean(rates, At(24), At(25), TimeSpan.FromHours(24))!.Value, 1e-18);
        Assert.Equal(3e-4, rates.At(At(24), At(24)));
        Assert.Null(Funding.Mean(rates, At(40), At(40), TimeSpan.FromHours(4)));
        Assert.Null(Funding.Mean(rates, At(-1), At(40), TimeSpan.FromHours(24)));
    }

    [Fact]
    public void Rates_of_other_intervals_are_made_comparable()
    {
        var rates = Funding.EightHourly([At(0), At(4), At(5)], [At(0), At(4), At(5)], [8e-4, 4e-4, 1e-4], [null, 4, 1]);
        Assert.All(rates.Value, r => Assert.Equal(8e-4, r, 1e-18));
        Assert.ThrowsAny<ArgumentException>(() => Funding.EightHourly([At(0)], [At(0)], [1e-4], [0]));
    }

    [Theory]
    [InlineData(0, null, 8)]
    [InlineData(7.75, null, 0.25)]
    [InlineData(8, null, 8)]
    [InlineData(9, 4.0, 3)]
    [InlineData(9.5, 1.0, 0.5)]
    public void The_next_funding_is_on_the_grid_of_its_interval(double origin, double? interval, double hours) => Assert.Equal(hours, Funding.HoursToNext(At(origin), interval));

    [Fact]
    public void Real_fundings_are_small_and_mostly_positive()
    {
        var rows = SharedFolder.Lines("data/funding/BTC-USDT_gate_2020-01-01_2024-01-01_funding_history.csv.gz").Skip(1).Select(l => l.Split(',')).ToArray();
        long[] time = Array.ConvertAll(rows, r => Instant.Parse(r[1]));
        var rates = Funding.EightHourly(time, time, Array.ConvertAll(rows, r => double.Parse(r[2], CultureInfo.InvariantCulture)));
        var means = Enumerable.Range(0, 1000).Select(d => Funding.Mean(rates, time[0] + ((7 + d) * Duration.Day), long.MaxValue, TimeSpan.FromDays(7))).OfType<double>().ToArray();
        // The file lacks December 2020: from the 8th to the 31st there was no funding for a week.
        Assert.Equal(1000 - 24, means.Length);
        Assert.All(means, m => Assert.InRange(m, -0.002, 0.004));
        Assert.True(means.Average() > 0);
    }
}
