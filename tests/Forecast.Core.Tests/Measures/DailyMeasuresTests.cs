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
        var history = HourlySeries.From(bars).All();
        Assert.Equal(5, days.Day.Length);
        for (var d = 0; d < 5; d++)
        {
            Assert.Equal(history.Rolling(24)[(24 * d) + 23], days.Of("realized_variance")[d]!.Value, 1e-15);
            Assert.Equal(0, days.MissingBars[d]);
            Assert.Equal(bars.Volume![(96 * d)..(96 * (d + 1))].Sum(), days.Of("volume")[d]!.Value, 1e-9);
            Assert.Equal(0, days.Of("taker_imbalance")[d]!.Value, 1e-12);
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
    public void A_return_across_a_gap_is_in_no_day()
    {
        var bars = SyntheticBars.Make(days: 3);
        var gapped = bars.Pick([.. Enumerable.Range(0, bars.Count).Where(i => i != 130)]);
        for (var i = 130; i < gapped.Count; i++) (gapped.Open[i], gapped.High[i], gapped.Low[i], gapped.Close[i]) = (gapped.Open[i] * 2, gapped.High[i] * 2, gapped.Low[i] * 2, gapped.Close[i] * 2);
        var expected = Enumerable.Range(96, 96).Where(i => i is not (130 or 131)).Sum(i => Math.Pow(Math.Log(bars.Close[i] / bars.Close[i - 1]), 2)) * 96 / 94;
        Assert.Equal(expected, DailyMeasures.From(gapped).Of("realized_variance")[1]!.Value, 1e-15);
        Assert.Null(DailyMeasures.From(bars.Pick([.. Enumerable.Range(0, bars.Count).Where(i => i < 96 || i >= 145)])).Of("realized_variance")[1]);
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
