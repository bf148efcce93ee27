using System.IO.Compression;
using System.Security.Cryptography;
using Forecast.Core.Market;
using Forecast.Core.Tests;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class KlineFormatTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> WithoutFlow => new()
    {
        { "a.csv", "timestamp,open,high,low,close,volume\n1709251200000,1,4,0.5,2,10\n1709251260000,2,3,1,2.5,0\n" },
        { "a.csv", "1709251200000,1,4,0.5,2,10\n1709251260000,2,3,1,2.5,0\n" },
        { "a.json", "[[1709251200000,1,4,0.5,2,10],[1709251260000,2,3,1,2.5,0]]" },
        { "a.json", "[\n  [\n    1709251200000, 1.0, 4.0,\n    0.5, 2.0, 10.0\n  ],\n [1709251260000,2,3,1,2.5,0]\n]\n" },
        { "a.csv", "open_time,open,high,low,close,volume\n2024-03-01 00:00:00+00:00,1,4,0.5,2,10\n2024-03-01 00:01:00+00:00,2,3,1,2.5,0.0\n" },
        { "a.csv", "Date,Open,High,Low,Close,Volume\n2024-03-01T00:00:00Z,1,4,0.5,2,10\n2024-03-01T00:01:00Z,2,3,1,2.5,0\n" },
    };

    [Theory]
    [MemberData(nameof(WithoutFlow))]
    public void Candles_without_flow_are_bars_without_it(string name, string text)
    {
        var delivery = Klines.Load(_folder.Write(name, text), Minute);
        Assert.True(delivery.Error is null && delivery.Quarantine.Count == 0, delivery.Error?.ToString() ?? delivery.Quarantine.FirstOrDefault()?.ToString());
        var bars = delivery.Bars!;
        var start = Instant.Parse("2024-03-01");
        Assert.Equal([start, start + 60_000_000], bars.OpenTime);
        Assert.Equal<double[]>([[1, 2], [4, 3], [0.5, 1], [2, 2.5], [10, 0]], [bars.Open, bars.High, bars.Low, bars.Close, bars.Volume!]);
        Assert.Equal((null, null, null, null), (bars.QuoteVolume, bars.Trades, bars.TakerBuyBase, bars.TakerBuyQuote));
    }

    [Fact]
    public void Bad_candles_of_json_are_set_aside_by_their_number()
    {
        var rows = Enumerable.Range(0, 20).Select(i => $"[{1709251200000 + (60_000 * i)},1,1.04,0.95,1.02,10]").ToArray();
        (rows[3], rows[5], rows[7]) = (rows[3].Replace(",1.04,", ",null,"), "{\"code\":-1003}", "[1]");
        var delivery = Klines.Load(_folder.Write("a.json", "[" + string.Join(",\n", rows) + "]"), Minute);
        Assert.Equal([(4, "not-a-number"), (6, "too-few-fields"), (8, "too-few-fields")], delivery.Quarantine.Select(q => (q.Line, q.Rule)));
        Assert.Equal(new RowCounts(20, 17, 3, 0), delivery.Rows);
        Assert.Contains("not JSON", Klines.Load(_folder.Write("b.json", "[[1709251200000,1,4,0.5,2,10]"), Minute).Error!.What);
    }

    [Fact]
    public void Local_times_without_a_zone_are_refused_and_read_with_one()
    {
        var rows = Enumerable.Range(0, 30).Select(i => $"2024-07-01 00:{i:00}:00,1,1.04,0.95,1.02,10\n");
        var path = _folder.Write("a.csv", "open_time,open,high,low,close,volume\n" + string.Concat(rows));
        Assert.Contains("time-without-zone", Klines.Load(path, Minute).Error!.What);
        var map = _folder.Write("map.json", """{"kind":"klines","columns":{"open_time":"open_time","open":"open","high":"high","low":"low","close":"close"},"timeUnit":"iso","zone":"+03:00"}""");
        var bars = Mapped(path, map, "test", "A").Bars!;
        Assert.Equal((Instant.Parse("2024-06-30T21:00:00Z"), 30), (bars.OpenTime[0], bars.Count));
        Assert.Null(bars.Volume);
    }

    [Fact]
    public void Coin_margined_volumes_are_of_the_coin_and_contracts_are_no_volume()
    {
        const string Futures = "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n"
            + "1709251200000,61000,61100,60900,61050,12000,1709251259999,19.66,310,7000,11.47,0\n";
        foreach (var text in new[] { Futures, Futures[(Futures.IndexOf('\n') + 1)..] })
        {
            var bars = Load(_folder.Write("BTCUSD_PERP.csv", text), "binance-coinm").Bars!;
            Assert.Equal((19.66, 310, 11.47), (bars.Volume![0], bars.Trades![0], bars.TakerBuyBase![0]));
            Assert.Equal((null, null), (bars.QuoteVolume, bars.TakerBuyQuote));
        }
        Assert.Contains("--venue binance-coinm", Load(_folder["BTCUSD_PERP.csv"], "binance").Error!.Remedy);
        Assert.Equal(12000, Load(_folder.Write("BTCUSDT.csv", Futures), "binance-usdm").Bars!.Volume![0]);
    }

    [Fact]
    public void Months_and_days_of_the_archive_are_one_series()
    {
        var rows = Klines.Rows(40 * 96);
        Zip("15m/BTCUSDT-15m-2024-03.zip", rows[..(31 * 96)]);
        Zip("15m/BTCUSDT-15m-2024-03-31.zip", rows[(30 * 96)..(31 * 96)]);
        Zip("15m/BTCUSDT-15m-2024-04-01.zip", rows[(31 * 96)..(32 * 96)], header: null);
        Zip("15m/BTCUSDT-1h-2024-03.zip", rows[..10]);
        var delivery = Klines.Load(_folder.Path, symbol: "BTCUSDT");
        Assert.True(delivery.Error is null, delivery.Error?.ToString());
        Assert.Equal((32 * 96, 0L), (delivery.Bars!.Count, delivery.Gaps!.MissingBars));
        Assert.Equal(new RowCounts(33 * 96, 33 * 96, 0, 0), delivery.Rows);
        Assert.Equal(ChecksumState.Verified, delivery.Checksum);
    }

    [Fact]
    public void Of_two_files_that_differ_the_months_row_stays()
    {
        var rows = Klines.Rows(31 * 96);
        var other = rows[96].Split(',');
        other[5] = "777777";
        other[7] = "77777700";
        Zip("15m/BTCUSDT-15m-2024-03-02.zip", [string.Join(',', other), .. rows[97..(2 * 96)]]);
        Zip("15m/BTCUSDT-15m-2024-03.zip", rows);
        var delivery = Klines.Load(_folder.Path, symbol: "BTCUSDT");
        Assert.Equal(31 * 96, delivery.Bars!.Count);
        Assert.NotEqual(777777, delivery.Bars.Volume![96]);
        var row = Assert.Single(delivery.Quarantine);
        Assert.Equal(("conflicting-duplicate", 2, "BTCUSDT-15m-2024-03-02.zip"), (row.Rule, row.Line, Path.GetFileName(row.File)));
        Assert.Equal(new RowCounts(32 * 96, (32 * 96) - 1, 1, 0), delivery.Rows);
    }

    [Fact]
    public void A_wrong_checksum_keeps_the_instrument_away()
    {
        Zip("15m/BTCUSDT-15m-2024-03.zip", Klines.Rows(96));
        _folder.Write("15m/BTCUSDT-15m-2024-03.zip.CHECKSUM", new string('0', 64) + "  BTCUSDT-15m-2024-03.zip\n");
        var delivery = Klines.Load(_folder.Path, symbol: "BTCUSDT");
        Assert.Null(delivery.Bars);
        Assert.Contains("BTCUSDT-15m-2024-03.zip", delivery.Error!.Where);
    }

    [Theory]
    [InlineData("binanceus_BTCUSD_1m", 30240)]
    [InlineData("binanceus_BTCUSDT_1m", 30240)]
    [InlineData("binanceus_BTCUSDC_1m", 30240)]
    public void Files_of_the_depeg_are_read_without_loss(string name, int rows)
    {
        var delivery = Load(SharedFolder.File($"data/depeg/{name}.csv.gz"), "binanceus", Minute);
        Assert.Equal(new RowCounts(rows, rows, 0, 0), delivery.Rows);
        Assert.Equal((Instant.Parse("2023-03-01"), Instant.Parse("2023-03-22")), (delivery.Bars!.OpenTime[0], delivery.Bars.End(rows - 1)));
    }

    [Fact]
    public void Kraken_is_read_by_its_mapping_and_writes_no_empty_bar()
    {
        var path = SharedFolder.File("data/depeg/kraken_BTCUSDC_1m.csv.gz");
        var delivery = Mapped(path, Path.Combine(Repository.Root, "docs", "mappings", "kraken-ohlc.json"), "kraken", "BTCUSDC");
        Assert.Equal(new RowCounts(56717, 56717, 0, 0), delivery.Rows);
        var bars = delivery.Bars!;
        Assert.Equal((Instant.Parse("2023-01-01"), 16535.97, 16522.66, 0.01429883, 2), (bars.OpenTime[0], bars.Open[0], bars.Close[0], bars.Volume![0], bars.Trades![0]));
        Assert.DoesNotContain(0L, bars.Trades);
        Assert.False(VenueCatalog.Find("kraken")!.WritesEmptyBars);
        Assert.Null(VenueCatalog.Find("nowhere"));
    }

    [Fact]
    public void Bitmex_is_read_by_its_mapping_and_its_contracts_are_dollars()
    {
        var path = SharedFolder.File("data/bitmex/XBTUSD-1m.csv.gz");
        var delivery = Mapped(path, Path.Combine(Repository.Root, "docs", "mappings", "bitmex-xbtusd-1m.json"), "bitmex", "XBTUSD");
        Assert.Equal(new RowCounts(786241, 786241, 0, 0), delivery.Rows);
        var bars = delivery.Bars!;
        Assert.Null(bars.Volume);
        // 968.29 is the close before and below the bar's own low, 968.49.
        Assert.Equal((968.29, 968.76, 968.29, 968.7, 12993), (bars.Open[1], bars.High[1], bars.Low[1], bars.Close[1], bars.QuoteVolume![1]));
    }

    private void Zip(string relative, IEnumerable<string> rows, string? header = Klines.Header)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry(Path.GetFileNameWithoutExtension(relative) + ".csv").Open())
            entry.Write(System.Text.Encoding.UTF8.GetBytes(Klines.Text(rows, header)));
        _folder.Write(relative, stream.ToArray());
        _folder.Write(relative + ".CHECKSUM", $"{Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()))}  {Path.GetFileName(relative)}\n");
    }

    private static SourceDelivery Load(string path, string venue, TimeSpan? interval = null) =>
        SourceCatalog.Open("files", new SourceLocation("unused", path, venue)).Load(new SourceRequest(interval ?? Minute)).Single();

    private static SourceDelivery Mapped(string path, string mapping, string venue, string symbol) =>
        SourceCatalog.Open("files", new SourceLocation("unused", path, venue, symbol, mapping)).Load(new SourceRequest(Minute)).Single();
}
