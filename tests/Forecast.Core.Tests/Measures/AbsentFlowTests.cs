using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class AbsentFlowTests
{
    private static readonly BarSeries Full = SyntheticBars.Make(days: 3);

    private static readonly BarSeries Bare = new()
    {
        Venue = Full.Venue, Symbol = Full.Symbol, Interval = Full.Interval, OpenTime = Full.OpenTime, Open = Full.Open, High = Full.High, Low = Full.Low, Close = Full.Close,
    };

    private static readonly BarSeries WithVolume = new()
    {
        Venue = Full.Venue, Symbol = Full.Symbol, Interval = Full.Interval, OpenTime = Full.OpenTime, Open = Full.Open, High = Full.High, Low = Full.Low, Close = Full.Close, Volume = Full.Volume,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Measures_of_flow_that_is_absent_are_undefined_and_the_others_as_ever(bool volume)
    {
        var (full, part) = (DailyMeasures.From(Full), DailyMeasures.From((volume ? WithVolume : Bare).Validated()));
        for (var k = 0; k < MeasureCatalog.All.Count; k++)
        {
            var isAbsent = MeasureCatalog.All[k].Name is "taker_imbalance" or "trade_count" || (MeasureCatalog.All[k].Name == "volume" && !volume);
            Assert.Equal(isAbsent ? [null, null, null] : full.Values[k], part.Values[k]);
            // The jumps of returns are told from two days before them.
            Assert.All(full.Values[k][2..], v => Assert.NotNull(v));
        }
    }

    [Fact]
    public void Coarser_bars_and_earlier_bars_lack_what_the_bars_lack()
    {
        foreach (var bars in new[] { BarAggregation.To(WithVolume, TimeSpan.FromHours(1)), WithVolume.Until(WithVolume.End(9)) })
        {
            Assert.NotEmpty(bars.Volume!);
            Assert.Equal((null, null, null, null), (bars.QuoteVolume, bars.Trades, bars.TakerBuyBase, bars.TakerBuyQuote));
        }
        Assert.Equal(BarAggregation.To(Full, TimeSpan.FromHours(4)).Volume, BarAggregation.To(WithVolume, TimeSpan.FromHours(4)).Volume);
    }

    [Fact]
    public void A_column_that_is_there_is_held_to_its_domain()
    {
        BarSeries With(double[] volume) => new()
        {
            Venue = "test", Symbol = "TEST", Interval = Full.Interval, OpenTime = Full.OpenTime[..2], Open = Full.Open[..2], High = Full.High[..2], Low = Full.Low[..2], Close = Full.Close[..2], TakerBuyQuote = volume,
        };
        Assert.Equal(2, With([1, 0]).Validated().Count);
        Assert.ThrowsAny<ArgumentException>(() => With([1]).Validated());
        Assert.ThrowsAny<ArgumentException>(() => With([1, -1]).Validated());
        Assert.ThrowsAny<ArgumentException>(() => With([1, double.NaN]).Validated());
    }
}
