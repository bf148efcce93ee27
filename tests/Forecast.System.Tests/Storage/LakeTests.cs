using Forecast.Core.Market;
using Forecast.Storage.Lake;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Forecast.SystemTests.Storage;

public sealed class LakeTests : IDisposable
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Lake _lake;

    public LakeTests() => _lake = new Lake(_folder.Path, _clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bars_come_back_bit_for_bit_and_writing_again_writes_nothing()
    {
        var bars = SampleBars.Make("2023-11-30", 96 * 70, skipEvery: 7);

        Assert.Equal(new LakeWrite(bars.Count, bars.Count, 0, 4), _lake.WriteBars(bars));
        var before = Files();
        Assert.Equal(new LakeWrite(bars.Count, 0, 0, 0), _lake.WriteBars(bars));

        Assert.Equal(before, Files());
        SampleBars.AssertEqual(bars, Read());
        Assert.True(File.Exists(Path.Combine(_folder.Path, "bars_15m", "venue=simulated", "symbol=BTCUSDT", "2023-11", before.Keys.Select(Path.GetFileName).First(n => n!.EndsWith(".parquet"))!)));
    }

    [Fact]
    public void Equal_bars_give_equal_files_in_any_lake_at_any_time()
    {
        using var other = new TemporaryFolder();
        var bars = SampleBars.Make("2024-01-01", 96 * 40);

        _lake.WriteBars(bars);
        new Lake(other.Path, new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))).WriteBars(bars);

        Assert.Equal(Files(_folder.Path, "*.parquet"), Files(other.Path, "*.parquet"));
        Assert.Equal(2, Files(other.Path, "*.parquet").Count);
    }

    [Fact]
    public void Overlap_and_late_rows_add_only_what_is_missing()
    {
        var bars = SampleBars.Make("2024-01-01", 1000);

        Assert.Equal(400, _lake.WriteBars(SampleBars.Slice(bars, 300, 700)).New);
        Assert.Equal(new LakeWrite(600, 300, 0, 1), _lake.WriteBars(SampleBars.Slice(bars, 400, 1000)));
        Assert.Equal(new LakeWrite(350, 300, 0, 1), _lake.WriteBars(SampleBars.Slice(bars, 0, 350)));

        SampleBars.AssertEqual(bars, Read());
    }

    [Fact]
    public void A_correction_is_a_new_version_and_the_old_answer_stays()
    {
        var first = SampleBars.Make("2024-01-01", 200);
        var second = SampleBars.WithVolume(first, 50, 1);
        _lake.WriteBars(first);
        _clock.Advance(TimeSpan.FromHours(1));
        var correctedAt = Now();
        Assert.Equal(new LakeWrite(200, 0, 1, 1), _lake.WriteBars(second));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new LakeWrite(200, 0, 1, 1), _lake.WriteBars(first));

        SampleBars.AssertEqual(first, Read(knownAt: correctedAt - 1));
        SampleBars.AssertEqual(second, Read(knownAt: correctedAt));
        SampleBars.AssertEqual(second, Read(knownAt: Now() - 1));
        SampleBars.AssertEqual(first, Read(knownAt: Now()));
        SampleBars.AssertEqual(first, Read());
    }

    [Fact]
    public void A_file_that_was_there_before_corrects_nothing_and_still_adds_what_is_missing()
    {
        var old = SampleBars.Make("2024-01-01", 200);
        var corrected = SampleBars.WithVolume(old, 50, 1);
        _lake.WriteBars(SampleBars.Slice(old, 0, 150));
        _lake.WriteBars(corrected);
        var files = Files();

        Assert.Equal(new LakeWrite(200, 0, 0, 0), _lake.WriteBars(old, mayCorrect: false));
        Assert.Equal(files, Files());
        SampleBars.AssertEqual(corrected, Read());

        Assert.Equal(100, _lake.WriteBars(SampleBars.Make("2024-01-01", 300), mayCorrect: false).New);
    }

    [Fact]
    public void A_replay_reads_only_what_had_been_ingested()
    {
        var bars = SampleBars.Make("2024-01-01", 3000);
        _lake.WriteBars(SampleBars.Slice(bars, 0, 2000));
        var then = Now();
        _clock.Advance(TimeSpan.FromHours(1));
        // A late file and a correction: old bars, so that what they are about and when they could be known does not keep them out.
        _lake.WriteBars(SampleBars.WithVolume(bars, 7, 1));

        SampleBars.AssertEqual(SampleBars.Slice(bars, 0, 2000), _lake.ReadBars("simulated", "BTCUSDT", Quarter, ingestedBy: then));
        SampleBars.AssertEqual(SampleBars.WithVolume(bars, 7, 1), Read());
        Assert.Equal(bars.End(1999), Assert.Single(_lake.Instruments(Quarter, then)).Last);
        Assert.Empty(_lake.Instruments(Quarter, then - 1));
        SampleBars.AssertEqual(SampleBars.Slice(SampleBars.WithVolume(bars, 7, 1), 5, 3000), _lake.ReadBars("simulated", "BTCUSDT", Quarter, from: bars.OpenTime[5]));
    }

    [Fact]
    public void A_withdrawn_bar_is_absent_from_then_on_and_comes_back_only_corrected()
    {
        var bars = SampleBars.Make("2024-01-01", 200);
        var without = SampleBars.Without(bars, 50);
        _lake.WriteBars(bars);
        _clock.Advance(TimeSpan.FromHours(1));
        var withdrawnAt = Now();

        Assert.Equal([bars.OpenTime[50]], _lake.WithdrawBars(SampleBars.Slice(bars, 50, 51)));
        Assert.Empty(_lake.WithdrawBars(SampleBars.Slice(bars, 50, 51)));
        Assert.Empty(_lake.WithdrawBars(SampleBars.WithVolume(SampleBars.Slice(bars, 60, 61), 0, 1)));

        SampleBars.AssertEqual(without, Read());
        SampleBars.AssertEqual(bars, Read(knownAt: withdrawnAt - 1));
        SampleBars.AssertEqual(bars, _lake.ReadBars("simulated", "BTCUSDT", Quarter, ingestedBy: withdrawnAt - 1));
        // The same bar again, in another file: nothing new.
        Assert.Equal(new LakeWrite(200, 0, 0, 0), _lake.WriteBars(bars));
        SampleBars.AssertEqual(without, Read());
        Assert.Equal((199, 0, 1), _lake.BarDays(Quarter).Aggregate((0, 0, 0), (s, d) => (s.Item1 + d.Present, s.Item2 + d.Corrected, s.Item3 + d.Withdrawn)));

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, _lake.WriteBars(SampleBars.WithVolume(bars, 50, 1)).Corrected);
        SampleBars.AssertEqual(SampleBars.WithVolume(bars, 50, 1), Read());
    }

    [Fact]
    public void Days_are_counted_with_corrections()
    {
        Assert.Empty(_lake.BarDays(Quarter));
        _lake.WriteBars(SampleBars.Without(SampleBars.Make("2024-01-31", 200), 100));
        _lake.WriteBars(SampleBars.WithVolume(SampleBars.Without(SampleBars.Make("2024-01-31", 200), 100), 3, 1));
        var day = Instant.Parse("2024-01-31");
        Assert.Equal([new BarDay("simulated", "BTCUSDT", day, 96, 1, 0), new("simulated", "BTCUSDT", day + Duration.Day, 95, 0, 0), new("simulated", "BTCUSDT", day + (2 * Duration.Day), 8, 0, 0)], _lake.BarDays(Quarter));
        Assert.Equal([Quarter], _lake.Intervals());
    }

    [Fact]
    public void Days_of_trades_are_counted_with_the_holes_in_their_numbers()
    {
        Assert.Empty(_lake.TradeDays());
        var day = Instant.Parse("2024-01-31");
        long[] ids = [5, 6, 9, 12, 13];
        var trades = new LakeTable(
            new LakeColumn("trade_id", ids), new LakeColumn("time", new[] { day, day + 1, day + 2, day + Duration.Day, day + Duration.Day + 1 }), new LakeColumn("price", new double[] { 1, 1, 1, 1, 1 }),
            new LakeColumn("quantity", new double[] { 1, 1, 1, 1, 1 }), new LakeColumn("taker_side", new sbyte[5]))
        { TimeColumn = "time" };
        _lake.OpenFacts(FactDatasetCatalog.Trades, "binance", "BTCUSDT").Write(trades);
        Assert.Equal([new TradeDay("binance", "BTCUSDT", day, 3, 2, 0), new("binance", "BTCUSDT", day + Duration.Day, 2, 2, 0)], _lake.TradeDays());
    }

    [Fact]
    public void The_newest_derived_table_is_found()
    {
        Assert.Null(_lake.ReadLatestTable("gaps", "v", "s"));
        LakeTable Table(params long[] values) => new(new LakeColumn("x", values));
        _lake.WriteTable("gaps", "v", "s", "2024-01-02", Table(1));
        _clock.Advance(TimeSpan.FromHours(1));
        _lake.WriteTable("gaps", "v", "s", "2024-01-02", Table());
        Assert.Equal(0, _lake.ReadLatestTable("gaps", "v", "s")!.Rows);
        _lake.WriteTable("gaps", "v", "s", "2024-01-01", Table(3));
        Assert.Equal(0, _lake.ReadLatestTable("gaps", "v", "s")!.Rows);
    }

    [Fact]
    public void Corrections_keep_their_order_when_the_clock_is_set_back()
    {
        var bars = SampleBars.Make("2024-01-01", 10);
        var early = new Lake(_folder.Path, new FakeTimeProvider(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        _lake.WriteBars(bars);

        for (var version = 1; version <= 3; version++)
        {
            var changed = SampleBars.WithVolume(bars, 4, version);
            Assert.Equal(1, early.WriteBars(changed).Corrected);
            SampleBars.AssertEqual(changed, Read());
        }
        SampleBars.AssertEqual(bars, Read(knownAt: bars.End(9)));
    }

    [Fact]
    public void A_bar_is_known_at_its_end_plus_the_sources_delay()
    {
        var bars = SampleBars.Make("2024-01-01", 10);
        _lake.WriteBars(bars, TimeSpan.FromSeconds(5));

        SampleBars.AssertEqual(SampleBars.Slice(bars, 0, 4), Read(knownAt: bars.End(3) + 5_000_000));
        SampleBars.AssertEqual(SampleBars.Slice(bars, 0, 3), Read(knownAt: bars.End(3) + 4_999_999));
    }

    [Fact]
    public void Until_gives_the_bars_that_are_complete()
    {
        var bars = SampleBars.Make("2024-01-31", 200);
        _lake.WriteBars(bars);

        foreach (var i in new[] { 0, 94, 95, 96, 150 })
        {
            SampleBars.AssertEqual(SampleBars.Slice(bars, 0, i + 1), Read(until: bars.End(i)));
            SampleBars.AssertEqual(SampleBars.Slice(bars, 0, i), Read(until: bars.End(i) - 1));
        }
    }

    [Fact]
    public void Instruments_are_listed_in_order_with_their_range()
    {
        var (zec, ada) = (SampleBars.Make("2024-01-01", 3000, symbol: "ZEC"), SampleBars.Make("2024-03-01", 10, symbol: "ADA"));
        _lake.WriteBars(zec);
        _lake.WriteBars(ada);

        Assert.Equal([new("simulated", "ADA", ada.OpenTime[0], ada.End(9)), new("simulated", "ZEC", zec.OpenTime[0], zec.End(2999))], _lake.Instruments(Quarter));
        Assert.Empty(_lake.Instruments(TimeSpan.FromHours(1)));
        Assert.Equal(0, _lake.ReadBars("simulated", "NONE", Quarter).Count);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("BTC\n")]
    [InlineData("")]
    [InlineData("BTC'; DROP TABLE part; --")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void What_could_leave_the_lake_is_refused(string symbol)
    {
        Assert.Contains("path", Assert.Throws<ArgumentException>(() => _lake.WriteBars(SampleBars.Make("2024-01-01", 2, symbol: symbol))).Message);
        Assert.Throws<ArgumentException>(() => _lake.ReadBars("v", symbol, Quarter));
        Assert.Throws<ArgumentException>(() => _lake.ReadBars(symbol, "s", Quarter));
        Assert.Throws<ArgumentException>(() => _lake.WriteQuarantine("v", symbol, [new("f", 1, "r", "d", "t")]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Writers_of_the_same_at_once_write_it_once()
    {
        var bars = SampleBars.Make("2024-01-01", 500);

        var writes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => new Lake(_folder.Path, _clock).WriteBars(bars))));

        Assert.Equal(500, writes.Sum(w => w.New));
        Assert.Single(Files(_folder.Path, "*.parquet"));
        SampleBars.AssertEqual(bars, Read());
    }

    [Fact]
    public void Refused_rows_are_kept_once()
    {
        QuarantinedRow[] rows = [new("a.csv", 2, "price-positive", "close is -1", "1,2,-1", 1_700_000_000_000_000), new("a.csv", 1L << 40, "utf-8", "", "quote ' \" \t ünï \0 \u65e5 \ud800")];

        var hash = _lake.WriteQuarantine("simulated", "BTCUSDT", rows);
        Assert.Equal(hash, _lake.WriteQuarantine("simulated", "BTCUSDT", rows));
        _lake.WriteQuarantine("simulated", "BTCUSDT", [rows[0], new("b.csv", 1, "r", "d", "t")]);

        Assert.Equal([rows[0], rows[1] with { Text = "quote ' \" \t ünï \u2400 \u65e5 \ufffd" }, new("b.csv", 1, "r", "d", "t")], _lake.ReadQuarantine("simulated", "BTCUSDT"));
        Assert.Null(_lake.WriteQuarantine("simulated", "BTCUSDT", []));
    }

    [Fact]
    public void A_table_comes_back_by_its_hash()
    {
        var table = new LakeTable(
            new LakeColumn("origin", new[] { 3L, 1L << 55, -1 }), new LakeColumn("variance", new[] { 1e-300, 0.1 + 0.2, Math.PI }),
            new LakeColumn("lower_90", new double?[] { null, 1, null }), new LakeColumn("upper_90", new double?[] { 1, 2, 3 }), new LakeColumn("model", new[] { "har", "", "log-har" }))
        { TimeColumn = "origin" };

        var hash = _lake.WriteTable("forecasts", "v", "s", "2024-01", table);
        var read = _lake.ReadTable("forecasts", "v", "s", "2024-01", hash);

        Assert.Equal(hash, _lake.WriteTable("forecasts", "v", "s", "2024-01", table));
        Assert.Equal(table.Columns.Select(c => (c.Name, c.Values.GetType())), read.Columns.Select(c => (c.Name, c.Values.GetType())));
        foreach (var (a, b) in table.Columns.Zip(read.Columns)) Assert.Equal(a.Values.Cast<object?>(), b.Values.Cast<object?>());
        Assert.Throws<ArgumentException>(() => _lake.WriteTable("forecasts", "v", "s", "2024-01", new LakeTable(new LakeColumn("origin", new[] { long.MaxValue })) { TimeColumn = "origin" }));
        Assert.Throws<FileNotFoundException>(() => _lake.ReadTable("forecasts", "v", "s", "2024-01", new string('0', 64)));
        Assert.Throws<ArgumentException>(() => _lake.ReadTable("forecasts", "v", "s", "2024-01", "../../../x"));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_refused(double value)
    {
        Assert.Throws<ArgumentException>(() => new LakeColumn("x", new[] { 1, value }));
        Assert.Throws<ArgumentException>(() => new LakeColumn("x", new double?[] { null, value }));
    }

    private long Now() => Instant.From(_clock.GetUtcNow());

    private BarSeries Read(long? knownAt = null, long? until = null) => _lake.ReadBars("simulated", "BTCUSDT", Quarter, knownAt, until);

    private SortedDictionary<string, string> Files() => Files(_folder.Path, "*");

    private static SortedDictionary<string, string> Files(string root, string pattern) => new(
        Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(root, f), f => Convert.ToHexString(File.ReadAllBytes(f))), StringComparer.Ordinal);
}
