using Forecast.Core.Features;
using Forecast.Core.Market;
using Forecast.Learning;
using Forecast.Pipeline.Export;
using Forecast.Storage.Lake;
using Forecast.SystemTests.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Forecast.SystemTests.Pipeline.Export;

/// <summary>Features from a lake in which things were corrected, came late, or are still to come.</summary>
public sealed class FeatureFramesTests : IDisposable
{
    private const int Days = 45, PerDay = 96;
    private const string Symbol = "BTCUSDT";
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly long Start = Instant.Parse("2024-01-01");
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2024-02-12T00:00:30Z", System.Globalization.CultureInfo.InvariantCulture));

    private Lake Lake => new(_folder.Path, _clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_row_has_the_bars_of_its_time_and_a_later_one_those_that_correct_them()
    {
        var bars = Bars(seed: 1);
        var (corrected, at) = (bars.Pick([.. Enumerable.Range(0, bars.Count)]), (41 * PerDay) + 10);
        (corrected.High[at], corrected.Close[at]) = (corrected.High[at] * 1.2, corrected.Close[at] * 1.2);
        Lake.WriteBars(SampleBars.Slice(bars, 0, 42 * PerDay));
        _clock.Advance(TimeSpan.FromMinutes(90));
        Lake.WriteBars(SampleBars.Slice(corrected, at, at + 1));
        _clock.Advance(TimeSpan.FromDays(3));
        Lake.WriteBars(SampleBars.Slice(corrected, 42 * PerDay, bars.Count));

        var origins = Origins(40, Days);
        var frame = new FeatureFrames(Lake, Quarter).Of("simulated", Symbol, origins)!;
        Assert.Equal(origins, frame.AsOf);
        var cut = Array.IndexOf(origins, Start + (42 * Duration.Day) + Duration.Hour) + 1;
        var (before, after) = (Frame(bars, origins), Frame(corrected, origins));
        for (var k = 0; k < frame.Columns.Count; k++)
        {
            Assert.Equal(before.Columns[k][..cut], frame.Columns[k][..cut]);
            Assert.Equal(after.Columns[k][cut..], frame.Columns[k][cut..]);
        }
        Assert.NotEqual(before.Of("log_variance_7d")[cut], after.Of("log_variance_7d")[cut]);
    }

    [Fact]
    public void A_correction_of_another_instrument_of_the_market_changes_only_later_rows()
    {
        var (bars, other) = (Bars(seed: 6), Bars(seed: 7, symbol: "ETHUSDT"));
        Lake.WriteBars(SampleBars.Slice(bars, 0, 42 * PerDay));
        Lake.WriteBars(SampleBars.Slice(other, 0, 42 * PerDay));
        var origins = Origins(40, 42);
        var first = new FeatureFrames(Lake, Quarter).Of("simulated", Symbol, origins)!;
        var corrected = other.Pick([.. Enumerable.Range(0, other.Count)]);
        for (var i = 41 * PerDay; i < 42 * PerDay; i++) (corrected.High[i], corrected.Close[i]) = (corrected.High[i] * 1.1, corrected.Close[i] * (1 + (0.1 * (i % 2))));
        _clock.Advance(TimeSpan.FromMinutes(90));
        Lake.WriteBars(SampleBars.Slice(corrected, 41 * PerDay, 42 * PerDay));
        Lake.WriteBars(SampleBars.Slice(bars, 42 * PerDay, bars.Count));
        Lake.WriteBars(SampleBars.Slice(corrected, 42 * PerDay, bars.Count));
        var again = new FeatureFrames(Lake, Quarter).Of("simulated", Symbol, [.. origins, Start + (42 * Duration.Day) + (3 * Duration.Hour)])!;
        for (var k = 0; k < first.Columns.Count; k++) Assert.Equal(first.Columns[k], again.Columns[k][..^1]);
        // The other one's new returns are in the factor of the later row.
        var alone = new FeatureFrames(Lake, Quarter, leader: Symbol).Of("simulated", Symbol, [again.AsOf[^1]])!;
        Assert.NotEqual(alone.Of("market_absolute_return_1d")[0], again.Of("market_absolute_return_1d")[^1]);
        Assert.Equal(1, alone.Of("market_correlation_1d")[0]!.Value, 1e-3);
        Assert.Equal(["BTCUSDT", "ETHUSDT"], new FeatureFrames(Lake, Quarter).Market("simulated"));
    }

    [Fact]
    public void Open_interest_of_the_perpetual_does_not_hide_what_the_coins_told_before()
    {
        Lake.WriteBars(SampleBars.Slice(new BarSeries
        {
            Venue = "binance", Symbol = Symbol, Interval = Quarter, OpenTime = Bars(8).OpenTime, Open = Bars(8).Open, High = Bars(8).High, Low = Bars(8).Low, Close = Bars(8).Close, Volume = Bars(8).Volume, QuoteVolume = Bars(8).QuoteVolume,
            Trades = Bars(8).Trades, TakerBuyBase = Bars(8).TakerBuyBase, TakerBuyQuote = Bars(8).TakerBuyQuote,
        }, 0, 44 * PerDay));
        Interest("binance-coinm", "BTCUSD_PERP", 0, 44);
        var origins = Origins(30, 43);
        var before = new FeatureFrames(Lake, Quarter).Of("binance", Symbol, origins)!.Of("open_interest_change_1d");
        Assert.All(before, v => Assert.NotNull(v));
        Interest("binance-usdm", Symbol, 42, 44);
        var after = new FeatureFrames(Lake, Quarter).Of("binance", Symbol, origins)!.Of("open_interest_change_1d");
        Assert.All(after, v => Assert.NotNull(v));
        Assert.Equal(before[..(12 * 24)], after[..(12 * 24)]);

        void Interest(string venue, string symbol, int from, int until)
        {
            long[] days = [.. Enumerable.Range(from, until - from).Select(d => Start + (d * Duration.Day))];
            using var writer = Lake.OpenFacts(FactDatasetCatalog.OpenInterest, venue, symbol);
            writer.Write(new LakeTable(new LakeColumn("time", days), new LakeColumn("open_interest", Array.ConvertAll(days, d => 1000.0 + ((d - Start) / Duration.Day * from)))) { TimeColumn = "time" });
        }
    }

    [Fact]
    public void What_comes_later_changes_no_row()
    {
        var bars = Bars(seed: 2);
        Lake.WriteBars(SampleBars.Slice(bars, 0, 42 * PerDay));
        WriteFacts(Lake, until: 42, funding: 1);
        var origins = Origins(35, 42);
        var first = new FeatureFrames(Lake, Quarter).Of("simulated", Symbol, origins)!;
        Assert.NotNull(first.Of("funding_rate")[^1]);
        Assert.NotNull(first.Of("log_implied_volatility")[^1]);
        Assert.NotNull(first.Of("open_interest_change_1d")[^1]);

        _clock.Advance(TimeSpan.FromDays(2));
        Lake.WriteBars(SampleBars.Slice(bars, 42 * PerDay, bars.Count));
        WriteFacts(Lake, until: Days, funding: 3);
        Lake.WithdrawBars(SampleBars.Slice(bars, 41 * PerDay, (41 * PerDay) + 3));
        var again = new FeatureFrames(Lake, Quarter).Of("simulated", Symbol, origins)!;
        for (var k = 0; k < first.Columns.Count; k++) Assert.Equal(first.Columns[k], again.Columns[k]);
        // Once it is known the correction counts.
        var later = new FeatureFrames(Lake, Quarter).Of("simulated", Symbol, [Start + (Days * Duration.Day)])!;
        Assert.Equal(3e-4, later.Of("funding_rate")[0]!.Value, 1e-12);
    }

    [Fact]
    public void A_spot_market_has_the_facts_of_its_perpetual_and_the_basis_to_it()
    {
        BarSeries At(string venue, double factor, BarSeries of) => new()
        {
            Venue = venue, Symbol = of.Symbol, Interval = of.Interval, OpenTime = of.OpenTime, Open = Array.ConvertAll(of.Open, p => factor * p), High = Array.ConvertAll(of.High, p => factor * p), Low = Array.ConvertAll(of.Low, p => factor * p),
            Close = Array.ConvertAll(of.Close, p => factor * p), Volume = of.Volume, QuoteVolume = of.QuoteVolume, Trades = of.Trades, TakerBuyBase = Array.ConvertAll(of.Volume!, v => v * (v % 1)), TakerBuyQuote = of.TakerBuyQuote,
        };
        var bars = Bars(seed: 3);
        Lake.WriteBars(At("binance", 1, bars), TimeSpan.FromSeconds(10));
        Lake.WriteBars(At("binance-usdm", 1.001, bars), TimeSpan.FromSeconds(10));
        WriteFacts(Lake, until: Days, funding: 1, venue: "binance-usdm");
        var origins = Origins(36, 40);
        foreach (var venue in new[] { "binance", "binance-usdm" })
        {
            var frame = new FeatureFrames(Lake, Quarter).Of(venue, Symbol, origins)!;
            Assert.All(frame.Of("basis"), b => Assert.Equal(Math.Log(1.001), b!.Value, 1e-9));
            Assert.All(frame.Of("funding_rate"), f => Assert.Equal(1e-4, f!.Value, 1e-15));
            Assert.Equal(Math.Log(50), frame.Of("log_implied_volatility")[0]!.Value, 1e-12);
            Assert.Equal([8.0, 7, 6, 5, 4, 3, 2, 1, 8], frame.Of("hours_to_funding")[..9]);
            Assert.Equal(origins[0] + 10_000_000, frame.KnownAt[0]);
        }
        // Every feature of bars, flow and facts is there; that of a book has none to be made from, and six weeks are too few for a season.
        var there = new FeatureFrames(Lake, Quarter).Of("binance", Symbol, origins)!;
        foreach (var (column, about) in there.Columns.Zip(there.Schema.Columns)) Assert.True((about.Name.Split('_') is ["book", ..] or ["log", "level" or "season", _]) == column[^1] is null, about.Name);
    }

    [Fact]
    public void The_panel_to_learn_from_has_the_same_values()
    {
        Lake.WriteBars(Bars(seed: 4));
        Lake.WriteBars(Bars(seed: 5, symbol: "ETHUSDT"));
        var frames = new[] { Symbol, "ETHUSDT" }.Select(s => new FeatureFrames(Lake, Quarter).Of("simulated", s, Origins(31, 33))!).ToArray();
        var panel = FeaturePanel.Of(frames);
        Assert.Equal(frames[0].Schema.Hash, panel.Schema.Hash);
        Assert.Equal(frames.Sum(f => f.Rows), panel.Table.Rows.Count);
        for (var r = 0; r < panel.Table.Rows.Count; r++)
        {
            var (frame, row) = (frames[r / frames[0].Rows], r % frames[0].Rows);
            Assert.Equal(frame.Symbol, panel.Table["symbol"][r]);
            Assert.Equal(Instant.ToTime(frame.AsOf[row]).UtcDateTime, panel.Table["as_of"][r]);
            foreach (var (column, about) in frame.Columns.Zip(frame.Schema.Columns)) Assert.Equal(column[row], (double?)panel.Table[about.Name][r]);
        }
    }

    private static BarSeries Bars(int seed, string symbol = Symbol) => SampleBars.Make("2024-01-01", Days * PerDay, seed, symbol);

    private static long[] Origins(int fromDay, int toDay) => [.. Enumerable.Range(0, ((toDay - fromDay) * 24) + 1).Select(h => Start + (fromDay * Duration.Day) + (h * Duration.Hour))];

    // The factor of one instrument alone, as the lake's.
    private static FeatureFrame Frame(BarSeries bars, long[] origins) => FeatureCatalog.Frame(new FeatureInputs { Bars = bars, Delay = 0, Origins = origins, Market = MarketFactor.From([bars], TimeSpan.FromDays(30), TimeSpan.FromDays(7)) });

    // Funding of every eight hours, the last one of day 41 as given; open interest and implied volatility of every midnight.
    private static void WriteFacts(Lake lake, int until, double funding, string venue = "simulated")
    {
        long[] eights = [.. Enumerable.Range(0, (until * 3) + 1).Select(k => Start + (k * 8 * Duration.Hour))], days = [.. Enumerable.Range(0, until + 1).Select(d => Start + (d * Duration.Day))];
        using (var writer = lake.OpenFacts(FactDatasetCatalog.Funding, venue, Symbol))
            writer.Write(new LakeTable(new LakeColumn("time", eights), new LakeColumn("rate", Array.ConvertAll(eights, t => (t >= Start + (41 * Duration.Day) ? funding : 1) * 1e-4)), new LakeColumn("interval_hours", Array.ConvertAll(eights, _ => (double?)8))) { TimeColumn = "time" });
        using (var writer = lake.OpenFacts(FactDatasetCatalog.OpenInterest, venue, Symbol))
            writer.Write(new LakeTable(new LakeColumn("time", days), new LakeColumn("open_interest", Array.ConvertAll(days, d => 1000.0 + ((d - Start) / Duration.Day)))) { TimeColumn = "time" });
        using var volatility = lake.OpenFacts(FactDatasetCatalog.ImpliedVolatilityIndex, "deribit", "BTC");
        volatility.Write(new LakeTable(new LakeColumn("time", days), new LakeColumn("close", Array.ConvertAll(days, _ => 50.0))) { TimeColumn = "time" });
    }
}
