using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class AbsentFlowTests
{
    private static readonly BarSeries Full = OneSided(SyntheticBars.Make(days: 3));

    private static readonly BarSeries Bare = new()
    {
        Venue = Full.Venue, Symbol = Full.Symbol, Interval = Full.Interval, OpenTime = Full.OpenTime, Open = Full.Open, High = Full.High, Low = Full.Low, Close = Full.Close,
    };

    private static readonly BarSeries WithVolume = new()
    {
        Venue = Full.Venue, Symbol = Full.Symbol, Interval = Full.Interval, OpenTime = Full.OpenTime, Open = Full.Open, High = Full.High, Low = Full.Low, Close = Full.Close, Volume = Full.Volume,
    };

    private static readonly string[] NeedsVolume = ["volume", "quote_volume", "amihud_illiquidity"],
        NeedsMore = ["taker_imbalance", "trade_count", "signed_volume", "absolute_imbalance", "bar_imbalance", "flow_autocorrelation", "mean_trade_size", "kyle_lambda", "kyle_lambda_t", "vpin"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Measures_of_flow_that_is_absent_are_undefined_and_the_others_as_ever(bool volume)
    {
        var (full, part) = (DailyMeasures.From(Full), DailyMeasures.From((volume ? WithVolume : Bare).Validated()));
        for (var k = 0; k < MeasureCatalog.All.Count; k++)
        {
            var isAbsent = volume ? NeedsMore.Contains(MeasureCatalog.All[k].Name) : NeedsMore.Concat(NeedsVolume).Contains(MeasureCatalog.All[k].Name);
            Assert.Equal(isAbsent ? [null, null, null] : full.Values[k], part.Values[k]);
            // The jumps of returns are told from two days before them, a season from four weeks, and noise only where neighbouring returns turn.
            if (MeasureCatalog.All[k].Name is not ("deseasonalized_variance" or "noise_autocovariance")) Assert.All(full.Values[k][2..], v => Assert.NotNull(v));
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

    // Flow that changes from bar to bar.
    private static BarSeries OneSided(BarSeries bars)
    {
        for (var i = 0; i < bars.Count; i++) bars.TakerBuyBase![i] = bars.Volume![i] * (i * i % 7) / 7;
        return bars;
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
