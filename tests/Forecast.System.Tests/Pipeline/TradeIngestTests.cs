using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Tests;
using Forecast.Pipeline;
using Forecast.Sources;
using Forecast.Storage.Lake;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Forecast.SystemTests.Pipeline;

public sealed class TradeIngestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 9, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Workspace _workspace;

    public TradeIngestTests()
    {
        _workspace = Workspace.Open(_folder.Path, _folder["lake"], _folder["forecast.db"], _clock);
        _workspace.Database.Migrate();
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_is_kept_once_under_whatever_name_and_however_it_overlaps()
    {
        var day = await Keep("BTCUSDT-trades-2024-08-05.csv", Rows(0, 500));
        Assert.Equal((500, 0, false), (New(day), Corrected(day), day.KnownBefore));
        var again = await Keep("BTCUSDT-trades-2024-08-05.csv", Rows(0, 500));
        Assert.True(again.NothingNew);
        Assert.True(again.KnownBefore);
        Assert.True((await Keep("renamed.csv", Rows(0, 500), "BTCUSDT")).KnownBefore);
        Assert.Equal(700, New(await Keep("BTCUSDT-trades-2024-08.csv", Rows(0, 1200))));

        Assert.Equal(Enumerable.Range(0, 1200).Select(i => (long)i), Lake().Longs("trade_id"));
    }

    [Fact]
    public async Task A_corrected_file_is_a_new_version_and_the_old_file_again_takes_nothing_back()
    {
        await Keep("BTCUSDT-trades-2024-08-05.csv", Rows(0, 100));
        var then = Instant.From(_clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromDays(1));
        var corrected = await Keep("BTCUSDT-trades-2024-08-05.csv", Rows(0, 100, corrected: 42));
        Assert.Equal((0, 1), (New(corrected), Corrected(corrected)));
        _clock.Advance(TimeSpan.FromDays(1));
        var old = await Keep("BTCUSDT-trades-2024-08-05.csv", Rows(0, 100));
        Assert.True(old.NothingNew);

        Assert.Equal(9.5, Lake().Doubles("price")[42]);
        Assert.NotEqual(9.5, _workspace.Lake.ReadFacts(FactDatasetCatalog.Trades, "binance", "BTCUSDT", knownAt: then)!.Doubles("price")[42]);
    }

    [Fact]
    public async Task Rows_in_are_rows_good_and_rows_set_aside_with_their_lines()
    {
        var rows = Rows(0, 50).Split('\n').ToList();
        rows[10] = "9,x,1,1,1722816036000,true,true";
        rows.Insert(20, "5,10.5,1,1,1722816020000,true,true");
        var report = await Keep("BTCUSDT-trades-2024-08-05.csv", string.Join('\n', rows));

        Assert.Equal(new RowCounts(51, 49, 2, 0), report.File.Rows);
        Assert.Equal([(11, "not-a-number"), (21, "conflicting-duplicate")], report.File.Quarantine.Select(q => (q.Line, q.Rule)));
        Assert.Equal("5,10.5,1,1,1722816020000,true,true", report.File.Quarantine[1].Raw);
        Assert.Equal(2, _workspace.Lake.ReadQuarantine("binance", "BTCUSDT").Count);
        Assert.Equal(49, Lake().Rows);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("cut")]
    [InlineData("future")]
    public async Task Of_a_file_that_is_refused_nothing_is_kept(string fault)
    {
        var bytes = TemporaryFolder.Gzip(Rows(0, 3000, first: fault == "future" ? "2025-01-01" : "2024-08-05"));
        var name = "BTCUSDT-trades-2024-08-05.csv.gz";
        if (fault == "wrong") _folder.Write(name + ".CHECKSUM", $"{new string('0', 64)}  {name}\n");
        if (fault == "cut") bytes = bytes[..(bytes.Length / 2)];
        var report = await new TradeIngest(_workspace).Keep(_folder.Write(name, bytes), new TradeFileOptions(), CancellationToken.None);

        Assert.NotNull(report.File.Error);
        Assert.Null(_workspace.Lake.ReadFacts(FactDatasetCatalog.Trades, "binance", "BTCUSDT"));
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path, "*.parquet", SearchOption.AllDirectories), f => f.Contains("/trades/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_report_too() =>
        Assert.Contains("there is no such file", (await new TradeIngest(_workspace).Keep(_folder["no.csv"], new TradeFileOptions(), CancellationToken.None)).File.Error!.What, StringComparison.Ordinal);

    [Theory]
    [InlineData("usdm_btcusdt_20240808", "binance-usdm", "BTCUSDT", 21313)]
    [InlineData("usdm_ethusdt_20240808", "binance-usdm", "ETHUSDT", 14076)]
    [InlineData("spot_btcusdt_20240808", "binance", "BTCUSDT", 9757)]
    [InlineData("spot_btcusdt_20240809", "binance", "BTCUSDT", 10147)]
    [InlineData("spot_ethusdt_20240808", "binance", "ETHUSDT", 6106)]
    [InlineData("spot_ethusdt_20240809", "binance", "ETHUSDT", 8409)]
    [InlineData("cm_btcusd_perp_20240808", "binance-coinm", "BTCUSD_PERP", 2286)]
    [InlineData("cm_btcusd_perp_20240809", "binance-coinm", "BTCUSD_PERP", 2949)]
    [InlineData("cm_ethusd_perp_20240808", "binance-coinm", "ETHUSD_PERP", 1732)]
    [InlineData("cm_ethusd_perp_20240809", "binance-coinm", "ETHUSD_PERP", 1863)]
    public async Task Recorded_trades_are_in_the_lake_to_the_last_one(string file, string venue, string symbol, int count)
    {
        var report = await new TradeIngest(_workspace).Keep(SharedFolder.File($"data/binance_raw_feed/trades/{file}_trades.csv.gz"), new TradeFileOptions(), CancellationToken.None);

        Assert.Null(report.File.Error);
        Assert.Equal(new RowCounts(count, count, 0, 0), report.File.Rows);
        Assert.Equal((venue, symbol, count), (report.Writes.Single().Venue, report.Writes.Single().Symbol, report.Writes.Single().Write.New));
        var kept = _workspace.Lake.ReadFacts(FactDatasetCatalog.Trades, venue, symbol)!;
        Assert.Equal(count, kept.Rows);
        Assert.Equal(0, report.File.MissingIds);
        var bars = TickBars.Of(_workspace.Lake, venue, symbol, TimeSpan.FromMinutes(5))!;
        Assert.Equal(count, bars.Trades!.Sum());
        Assert.Equal(kept.Doubles("quantity").Sum(), bars.Volume!.Sum(), 1e-9 * kept.Doubles("quantity").Sum());
    }

    [Fact]
    public async Task Bars_of_several_days_are_those_of_one_pass()
    {
        await Keep("BTCUSDT-trades-2024-08-05.csv", Rows(0, 60_000));
        var trades = Lake();
        var whole = new TradeBars("binance", "BTCUSDT", TimeSpan.FromMinutes(15));
        whole.Add(trades.Longs("time"), trades.Doubles("price"), trades.Doubles("quantity"), trades.Sbytes("taker_side"));
        var (expected, actual) = (whole.Build(), TickBars.Of(_workspace.Lake, "binance", "BTCUSDT", TimeSpan.FromMinutes(15))!);

        Assert.True(expected.Count > 200);
        Assert.Equal(expected.OpenTime, actual.OpenTime);
        Assert.Equal(expected.Close, actual.Close);
        Assert.Equal(expected.QuoteVolume!, actual.QuoteVolume!);
        Assert.Equal(expected.TakerBuyBase!, actual.TakerBuyBase!);
        Assert.Null(TickBars.Of(_workspace.Lake, "binance", "NOSUCH", TimeSpan.FromMinutes(15)));
    }

    [Fact]
    public async Task Two_spellings_are_one_instrument_and_a_name_that_no_folder_can_have_is_set_aside()
    {
        string Row(int i, string symbol, string price) => $"bitmex,{symbol},{1722816000000000 + (i * 1000000L)},{1722816000100000 + (i * 1000000L)},,buy,{price},1";
        var rows = Enumerable.Range(0, 60).Select(i => Row(i, i % 3 == 0 ? "XBT/USD" : "XBT-USD", i == 40 ? "61000000" : $"6100{i % 7}")).ToList();
        rows[10] = Row(10, "BTC..USD", "1");
        var report = await new TradeIngest(_workspace).Keep(_folder.Write("tardis.csv", "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n" + string.Join('\n', rows)), new TradeFileOptions(), CancellationToken.None);

        Assert.Null(report.File.Error);
        Assert.Equal([(12, "not-a-symbol"), (42, "decimal-shift")], report.File.Quarantine.Select(q => (q.Line, q.Rule)));
        Assert.Contains("61000000", report.File.Quarantine[1].Raw, StringComparison.Ordinal);
        Assert.Equal(("bitmex", "XBT-USD", 58), (report.Writes.Single().Venue, report.Writes.Single().Symbol, report.Writes.Single().Write.New));
        var kept = _workspace.Lake.ReadFacts(FactDatasetCatalog.Trades, "bitmex", "XBT-USD")!;
        Assert.Equal(58, kept.Longs("trade_id").Distinct().Count());
    }

    [Fact]
    public async Task A_bad_print_is_set_aside_and_a_crash_that_stays_is_kept()
    {
        var rows = Rows(0, 400).Split('\n').ToList();
        rows[200] = rows[200].Replace(",10.", ",10000.", StringComparison.Ordinal);
        for (var i = 300; i < 400; i++) rows[i] = rows[i].Replace(",10.", ",5.", StringComparison.Ordinal);
        var path = _folder.Write("BTCUSDT-trades-2024-08-05.csv", string.Join('\n', rows));
        foreach (var size in new[] { 1 << 20, 201, 200, 7 })
        {
            using var folder = new TemporaryFolder();
            using var workspace = Workspace.Open(folder.Path, folder["lake"], folder["forecast.db"], _clock);
            workspace.Database.Migrate();
            var report = await new TradeIngest(workspace).Keep(path, new TradeFileOptions { RowsPerBatch = size }, CancellationToken.None);

            Assert.Equal([(201, "decimal-shift")], report.File.Quarantine.Select(q => (q.Line, q.Rule)));
            Assert.Equal(new RowCounts(400, 399, 1, 0), report.File.Rows);
            var kept = workspace.Lake.ReadFacts(FactDatasetCatalog.Trades, "binance", "BTCUSDT")!.Doubles("price");
            Assert.Equal((399, 100), (kept.Length, kept.Count(p => p < 6)));
        }
    }

    [Fact]
    public async Task Bars_are_made_where_trades_prove_them_whole()
    {
        // 225 trades are a quarter of an hour; numbers 1000 to 1009 are missing.
        await Keep("BTCUSDT-trades-2024-08-05.csv", string.Join('\n', Rows(0, 3000).Split('\n').Where(l => !l.StartsWith("100", StringComparison.Ordinal) || l.Split(',')[0].Length != 4)));
        var holes = _workspace.Lake.TradeHoles("binance", "BTCUSDT", long.MinValue, long.MaxValue);
        Assert.Equal([10L], holes.Select(h => h.Missing));
        File.Copy(Path.Combine(Repository.Data, "instruments.json"), _folder.Write("data/instruments.json", "x"), overwrite: true);
        var start = Instant.Parse("2024-08-05");
        var written = TradeBarsWrite.Of(_workspace, "binance", "BTCUSDT", TimeSpan.FromMinutes(15), start, start + Duration.Day);
        var bars = _workspace.Lake.ReadBars("binance", "BTCUSDT", TimeSpan.FromMinutes(15));

        // Bars 0 … 13: the first and the last lie at the edges, the hole is in bar 4.
        Assert.Equal([1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12], bars.OpenTime.Select(t => (t - start) / 900_000_000));
        Assert.Equal(11, written.New);
        Assert.Equal(225, bars.Trades![0]);
        Assert.Equal(0, TradeBarsWrite.Of(_workspace, "binance", "BTCUSDT", TimeSpan.FromMinutes(15), start, start + Duration.Day).New);
        Assert.Throws<InputException>(() => TradeBarsWrite.Of(_workspace, "binance-coinm", "NOSUCH_PERP", TimeSpan.FromMinutes(15), start, start + 1));
    }

    private Task<TradeIngestReport> Keep(string name, string text, string? symbol = null) =>
        new TradeIngest(_workspace).Keep(_folder.Write(name, text), new TradeFileOptions { Symbol = symbol }, CancellationToken.None);

    private LakeTable Lake() => _workspace.Lake.ReadFacts(FactDatasetCatalog.Trades, "binance", "BTCUSDT")!;

    private static int New(TradeIngestReport report) => report.Writes.Sum(w => w.Write.New);

    private static int Corrected(TradeIngestReport report) => report.Writes.Sum(w => w.Write.Corrected);

    // As the archive of the spot market writes them, without a header; four seconds apart.
    private static string Rows(int from, int count, int? corrected = null, string first = "2024-08-05") => string.Join('\n', Enumerable.Range(from, count).Select(i =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{i},{(i == corrected ? "9.50" : $"10.{i % 90:00}")},1.5,15.00,{(Instant.Parse(first) / 1000) + (4000L * i)},{(i % 2 == 0 ? "true" : "false")},true"))) + "\n";
}
