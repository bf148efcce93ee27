using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class DailyMeasuresTests
{
    [Fact]
    public void Each_day_is_the_sum_of_its_bars_and_agrees_with_the_hours()
    {
        var bars = SyntheticBars.Make(days: 5);
        var days = DailyMeasures.From(bars);
        var hours = HourlySeries.From(bars).All().Variance.ToArray();
        Assert.Equal(5, days.Day.Length);
        for (var d = 0; d < 5; d++)
        {
            Assert.Equal(hours[(24 * d)..(24 * (d + 1))].Sum(), days.Values[0][d]!.Value, 1e-15);
            Assert.Equal(0, days.MissingBars[d]);
            Assert.Equal(bars.Volume![(96 * d)..(96 * (d + 1))].Sum(), days.Values[6][d]!.Value, 1e-9);
            Assert.Equal(0, days.Values[5][d]!.Value, 1e-12);
        }
    }

    [Fact]
    public void A_day_that_is_not_over_has_no_row_and_later_bars_change_no_earlier_day()
    {
        var bars = SyntheticBars.Make(days: 4);
        var cut = DailyMeasures.From(bars.Until(SyntheticBars.Start + (3 * Duration.Day) - 1));
        Assert.Equal(2, cut.Day.Length);
        var whole = DailyMeasures.From(bars);
        for (var k = 0; k < whole.Values.Length; k++) Assert.Equal(whole.Values[k][..2], cut.Values[k]);
    }

    [Fact]
    public void Coarser_bars_keep_prices_and_flow()
    {
        var bars = SyntheticBars.Make(days: 2);
        var hours = BarAggregation.To(bars, TimeSpan.FromHours(1));
        Assert.Equal(48, hours.Count);
        Assert.Equal(bars.Close[3], hours.Close[0]);
        Assert.Equal(bars.Open[4], hours.Open[1]);
        Assert.Equal(bars.High[..4].Max(), hours.High[0]);
        Assert.Equal(bars.Trades!.Sum(), hours.Trades!.Sum());
        Assert.Throws<ArgumentException>(() => BarAggregation.To(hours, TimeSpan.FromMinutes(15)));
    }
}
