using Forecast.Core.Features;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Features;

public sealed class FeatureCatalogTests
{
    private const int Days = 64;
    private static readonly BarSeries Bars = OneSided(SyntheticBars.Make(Days));
    private static readonly long[] Origins = [.. Enumerable.Range(0, 73).Select(h => SyntheticBars.Start + (60 * Duration.Day) + (h * Duration.Hour))];

    // Files and models keep the hash. Whoever changes a column sees this test, raises the version, and writes down the new hash.
    [Fact]
    public void The_columns_of_a_version_never_change()
    {
        Assert.Equal("36248ee8c0d000ab378c9411415b98fa40bb50ab401654e1da2245d996bb3094", FeatureCatalog.Schema.Hash);
        Assert.Equal(1, FeatureCatalog.Version);
    }

    [Fact]
    public void Nothing_after_an_origin_changes_its_row_by_a_bit()
    {
        var whole = FeatureCatalog.Frame(Inputs(Bars, Origins));
        foreach (var row in new[] { 0, 17, 50, 72 })
        {
            var cut = FeatureCatalog.Frame(Inputs(Bars.Until(Origins[row]), [Origins[row]]));
            var altered = FeatureCatalog.Frame(Inputs(SyntheticBars.AlterAfter(Bars, Origins[row]), [Origins[row]]));
            for (var k = 0; k < whole.Columns.Count; k++)
            {
                Assert.Equal(whole.Columns[k][row], cut.Columns[k][0]);
                Assert.Equal(whole.Columns[k][row], altered.Columns[k][0]);
            }
        }
    }

    [Fact]
    public void Every_feature_of_bars_is_there_and_is_what_it_says()
    {
        var frame = FeatureCatalog.Frame(Inputs(Bars, Origins));
        foreach (var (column, about) in frame.Columns.Zip(frame.Schema.Columns))
            Assert.True(about.Name.StartsWith("book_", StringComparison.Ordinal) == column[^1] is null, about.Name);
        var last = Bars.Until(Origins[^1]).Count - 1;
        double Squares(int hours) => Enumerable.Range(last - (4 * hours) + 1, 4 * hours).Sum(i => Math.Pow(Math.Log(Bars.Close[i] / Bars.Close[i - 1]), 2));
        foreach (var (name, hours) in new[] { ("1h", 1), ("4h", 4), ("1d", 24), ("7d", 168), ("30d", 720) })
            Assert.Equal(Math.Log(Squares(hours) / hours), frame.Of($"log_variance_{name}")[^1]!.Value, 1e-12);
        Assert.Equal(Math.Log(Bars.Close[last] / Bars.Close[last - 96]), frame.Of("return_1d")[^1]!.Value, 1e-12);
        Assert.Equal(Math.Log(Bars.QuoteVolume![(last - 3)..(last + 1)].Sum()), frame.Of("log_volume_1h")[^1]!.Value, 1e-12);
        var (volume, buys) = (Bars.Volume![(last - 15)..(last + 1)].Sum(), Bars.TakerBuyBase![(last - 15)..(last + 1)].Sum());
        Assert.Equal((2 * buys / volume) - 1, frame.Of("taker_imbalance_4h")[^1]!.Value, 1e-12);
        var day = DailyMeasures.From(Bars.Until(Origins[^1]));
        Assert.Equal(day.Of("kyle_lambda")[^1]!.Value, frame.Of("kyle_lambda_1d")[^1]!.Value, 1e-12 * Math.Abs(day.Of("kyle_lambda")[^1]!.Value));
        Assert.Equal(day.Of("down_semivariance")[^1] / day.Of("realized_variance")[^1], frame.Of("down_share_1d")[^1]);
    }

    [Fact]
    public void What_is_missing_is_absent_and_takes_nothing_else_with_it()
    {
        var bare = new BarSeries { Venue = Bars.Venue, Symbol = Bars.Symbol, Interval = Bars.Interval, OpenTime = Bars.OpenTime, Open = Bars.Open, High = Bars.High, Low = Bars.Low, Close = Bars.Close };
        var (full, part) = (FeatureCatalog.Frame(Inputs(Bars, Origins)), FeatureCatalog.Frame(new FeatureInputs { Bars = bare, Delay = 0, Origins = Origins }));
        for (var k = 0; k < full.Columns.Count; k++) Assert.True(part.Columns[k].SequenceEqual(full.Columns[k]) || part.Columns[k].All(v => v is null), full.Schema.Columns[k].Name);
        Assert.Equal(full.Of("log_range_1d"), part.Of("log_range_1d"));

        // The first month has no ladder; before the first bar there is nothing at all.
        var early = FeatureCatalog.Frame(Inputs(Bars, [SyntheticBars.Start - Duration.Hour, SyntheticBars.Start + Duration.Day]));
        Assert.All(early.Columns, c => Assert.Null(c[0]));
        Assert.Null(early.Of("log_variance_1d")[1]);
        Assert.NotNull(early.Of("return_4h")[1]);
    }

    private static FeatureInputs Inputs(BarSeries bars, long[] origins)
    {
        AsOfSeries Fact(double value) => new([SyntheticBars.Start, .. Enumerable.Range(1, 3 * Days).Select(k => SyntheticBars.Start + (k * 8 * Duration.Hour))], [SyntheticBars.Start, .. Enumerable.Range(1, 3 * Days).Select(k => SyntheticBars.Start + (k * 8 * Duration.Hour))], [.. Enumerable.Range(0, (3 * Days) + 1).Select(k => value * (1 + (k % 5)))]);
        return new FeatureInputs
        {
            Bars = bars, Delay = 0, Origins = origins, Funding = Fact(1e-4), OpenInterest = Fact(1000), ImpliedVolatility = Fact(10), Pair = (AsOfSeries.OfCloses(bars), AsOfSeries.OfCloses(bars)),
            Market = MarketFactor.From([bars], TimeSpan.FromDays(7), TimeSpan.FromDays(7)),
        };
    }

    // Flow that changes from bar to bar.
    private static BarSeries OneSided(BarSeries bars)
    {
        for (var i = 0; i < bars.Count; i++) bars.TakerBuyBase![i] = bars.Volume![i] * (i * i % 7) / 7;
        return bars;
    }
}
