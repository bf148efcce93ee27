using Forecast.Core.Market;
using Forecast.Core.Tests;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources.Facts;

public sealed class FundingFileTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Json_that_is_not_UTF8_is_refused_with_its_record(int record)
    {
        using var folder = new TemporaryFolder();
        var text = System.Text.Encoding.Latin1.GetBytes("""[{"symbol":"BTCUSDT","fundingTime":1704067200000,"fundingRate":"0.0001"},{"symbol":"BTCUSDT","fundingTime":1704096000000,"fundingRate":"0.0001"}]""");
        text[record == 1 ? text.AsSpan().IndexOf("bol"u8) : text.AsSpan().LastIndexOf("bol"u8)] = 0xFF;
        Assert.Contains($"a.json:{record}: a field's name is not UTF-8", Assert.Throws<InputException>(() => FactFormatCatalog.Funding.Read(folder.Write("a.json", text), new FactRequest("binance"))).Message);
    }

    private const string History = "Symbol,Date,Funding Rate\nBTC-USDT,2024-01-01 00:00:00.000,0.0001\nBTC-USDT,2024-01-01 08:00:00.005,-0.00012\nBTC-USDT,2024-01-01 16:00:00,2.6e-05\n";

    private const string Archive = "calc_time,funding_interval_hours,last_funding_rate\n1704067200000,8,0.0001\n1704096000005,8,-0.00012\n";

    private const string Rest = """[{"symbol":"BTCUSDT","fundingTime":1704067200000,"fundingRate":"0.00010000","markPrice":"42313.90"},{"symbol":"BTCUSDT","fundingTime":1704096000005,"fundingRate":"-0.00012","markPrice":""}]""";

    private static readonly long Midnight = Instant.Parse("2024-01-01");

    [Fact]
    public void A_history_is_read_at_the_hours_that_it_is_of()
    {
        var batch = FactSamples.Read(FactFormatCatalog.Funding, "h.csv", History, new FactRequest("gate")).Single();
        Assert.Equal(("funding", "gate", "BTC_USDT"), (batch.Dataset, batch.Venue, batch.Symbol));
        Assert.Equal([Midnight, Midnight + (8 * Duration.Hour), Midnight + (16 * Duration.Hour)], FactSamples.Column<long>(batch, "time"));
        Assert.Equal([0.0001, -0.00012, 2.6e-05], FactSamples.Column<double>(batch, "rate"));
        // What no row has is no column.
        Assert.Equal(["time", "rate"], batch.Columns.Select(c => c.Name));
    }

    [Fact]
    public void The_archive_of_Binance_names_its_symbol_in_the_files_name()
    {
        var linear = FactSamples.Read(FactFormatCatalog.Funding, "BTCUSDT-fundingRate-2024-01.csv", Archive).Single();
        Assert.Equal(("binance-usdm", "BTCUSDT"), (linear.Venue, linear.Symbol));
        Assert.Equal([Midnight, Midnight + (8 * Duration.Hour)], FactSamples.Column<long>(linear, "time"));
        Assert.Equal([8, 8], FactSamples.Column<double?>(linear, "interval_hours"));
        var inverse = FactSamples.Read(FactFormatCatalog.Funding, "BTCUSD_PERP-fundingRate-2024-01.csv", Archive).Single();
        Assert.Equal(("binance-coinm", "BTCUSD_PERP"), (inverse.Venue, inverse.Symbol));
    }

    [Fact]
    public void The_answer_of_Binance_is_read_with_mark_prices_where_it_has_them()
    {
        var batch = FactSamples.Read(FactFormatCatalog.Funding, "a.json", Rest).Single();
        Assert.Equal(("binance-usdm", "BTCUSDT"), (batch.Venue, batch.Symbol));
        Assert.Equal([Midnight, Midnight + (8 * Duration.Hour)], FactSamples.Column<long>(batch, "time"));
        Assert.Equal([0.0001, -0.00012], FactSamples.Column<double>(batch, "rate"));
        Assert.Equal([42313.9, null], FactSamples.Column<double?>(batch, "mark_price"));
    }

    [Fact]
    public void Spot_rows_are_left_out_and_venues_told_apart()
    {
        const string Text = "time,exchange,crypto,pair,contract,open,high,low,close,volume,funding rate\n"
            + "2024-01-01 00:00:00,binance,bitcoin,BTC/USDT,spot,1,1,1,1,1,\n2024-01-01 00:00:00,binance,bitcoin,BTCUSDCM,perpetual,1,1,1,1,1,-1.6e-05\n"
            + "2024-01-01 00:00:00,okx,bitcoin,BTCUSDT,perpetual,1,1,1,1,1,0.0003\n2024-01-01 00:00:00,bybit,bitcoin,BTCUSDCM,perpetual,1,1,1,1,1,0.0002\n";
        using var folder = new TemporaryFolder();
        var file = FactFormatCatalog.Funding.Read(folder.Write("t.csv", Text), new FactRequest());
        Assert.Equal(1, file.LeftOut);
        Assert.Equal([("binance-coinm", "BTCUSD_PERP"), ("bybit", "BTCUSD"), ("okx", "BTC-USDT-SWAP")], file.Batches.Select(b => (b.Venue, b.Symbol)));
        Assert.Equal(["BTCUSD"], FactFormatCatalog.Funding.Read(folder["t.csv"], new FactRequest(Symbols: ["BTCUSD"])).Batches.Select(b => b.Symbol));
    }

    [Fact]
    public void A_venue_is_never_assumed()
    {
        Assert.Contains("--venue", FactSamples.Refusal(FactFormatCatalog.Funding, "h.csv", History));
        Assert.Equal("bybit", FactSamples.Read(FactFormatCatalog.Funding, "BTC-USDT_bybit_2024.csv", History).Single().Venue);
        Assert.Contains("--venue", FactSamples.Refusal(FactFormatCatalog.Funding, "bybit_or_okx.csv", History));
        Assert.Contains("is not a name", FactSamples.Refusal(FactFormatCatalog.Funding, "h.csv", History, new FactRequest("../x")));
    }

    [Theory]
    [InlineData(3, "+03:00")]
    [InlineData(-4, "-04:00")]
    [InlineData(1, "+01:00")]
    public void A_file_of_another_zone_is_refused_with_the_zone_that_fits(int ahead, string zone)
    {
        var text = "Symbol,Date,Funding Rate\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"BTC-USDT,{new DateTime(2024, 1, 1).AddHours((8 * i) + ahead):yyyy-MM-dd HH:mm:ss},0.0001\n"));
        var refusal = FactSamples.Refusal(FactFormatCatalog.Funding, "h.csv", text, new FactRequest("bybit"));
        // Half a day round, -04:00 and +04:00 are the same on a grid of 8 hours.
        Assert.Contains($"--zone {(zone == "-04:00" ? "+04:00" : zone)}", refusal, StringComparison.Ordinal);
        var batch = FactSamples.Read(FactFormatCatalog.Funding, "h.csv", text, new FactRequest("bybit", Zone: zone)).Single();
        Assert.Equal(Midnight, FactSamples.Column<long>(batch, "time")[0]);
        Assert.Contains("is no time zone", FactSamples.Refusal(FactFormatCatalog.Funding, "h.csv", text, new FactRequest("bybit", Zone: "Mars/Olympus")).Replace("there is no time zone", "is no time zone"));
    }

    [Fact]
    public void Venues_that_settle_more_often_are_on_their_own_grid()
    {
        foreach (var hours in new[] { 1, 2, 4 })
        {
            var text = "Symbol,Date,Funding Rate\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"BTC,{new DateTime(2024, 1, 1).AddHours(hours * i):yyyy-MM-dd HH:mm:ss},0.0001\n"));
            Assert.Equal(60, FactSamples.Read(FactFormatCatalog.Funding, "h.csv", text, new FactRequest("hyperliquid")).Single().Rows.Good);
        }
    }

    [Theory]
    [InlineData("not-a-number", 2, "n/a")]
    [InlineData("missing-value", 2, "")]
    [InlineData("implausible-rate", 2, "1.5")]
    [InlineData("not-a-time", 1, "01/02/2024")]
    [InlineData("off-funding-grid", 1, "2024-01-03 16:20:00")]
    [InlineData("missing-symbol", 0, "")]
    [InlineData("missing-symbol", 0, "../BTC")]
    [InlineData("duplicate", 1, "2024-01-03 08:00:00")]
    [InlineData("mixed-epoch-unit", 1, "1704067200000")]
    [InlineData("too-many-fields", 2, "0.1,2")]
    public void A_bad_field_costs_its_row_only(string rule, int field, string value) => Assert.Equal(rule, FactSamples.RuleOf(
        FactFormatCatalog.Funding, "Symbol,Date,Funding Rate", i => $"BTC-USDT,{new DateTime(2024, 1, 1).AddHours(8 * i):yyyy-MM-dd HH:mm:ss},0.0001", field, value));

    [Fact]
    public void A_second_rate_of_one_time_is_set_aside() => Assert.Equal("conflicting-duplicate", FactSamples.RuleOf(
        FactFormatCatalog.Funding, "Symbol,Date,Funding Rate", i => $"BTC-USDT,{new DateTime(2024, 1, 1).AddHours(8 * (i - (i == 8 ? 1 : 0))):yyyy-MM-dd HH:mm:ss},0.0001", 2, "0.0002"));

    [Fact]
    public void A_mapping_says_which_column_is_which()
    {
        using var folder = new TemporaryFolder();
        var map = folder.Write("map.json", """{"kind":"funding","columns":{"time":2,"rate":3,"symbol":1},"timeUnit":"s","header":false,"delimiter":";"}""");
        var batch = FactSamples.Read(FactFormatCatalog.Funding, folder.Write("a.csv", "BTCUSDT;1704067200;0.0001\nBTCUSDT;1704096000;0.0002\n"), new FactRequest("bybit", Mapping: map)).Single();
        Assert.Equal(("BTCUSDT", 2), (batch.Symbol, batch.Rows.Good));
        Assert.Equal([Midnight, Midnight + (8 * Duration.Hour)], FactSamples.Column<long>(batch, "time"));
    }

    [Theory]
    [InlineData("<html>404</html>\n", "missing column time")]
    [InlineData("Symbol,Date,Funding Rate\n", "no rows")]
    [InlineData("[]", "missing column time")]
    [InlineData("[{\"symbol\":", "not JSON")]
    public void What_is_no_funding_is_refused(string text, string what) => Assert.Contains(what, FactSamples.Refusal(FactFormatCatalog.Funding, "h_bybit.csv", text));

    [Theory]
    [InlineData("BTC-USDT_binance_2020-01-01_2024-01-01", "binance-usdm", "BTCUSDT", "+03:00", 4383)]
    [InlineData("ETH-USDT_bybit_2021-01-01_2024-01-01", "bybit", "ETHUSDT", "+03:00", 3285)]
    [InlineData("BTC-USDT_gate_2020-01-01_2024-01-01", "gate", "BTC_USDT", null, 4290)]
    public void Real_histories_lie_on_the_grid(string name, string venue, string symbol, string? zone, int rows)
    {
        var path = SharedFolder.File($"data/funding/{name}_funding_history.csv.gz");
        var batch = FactSamples.Read(FactFormatCatalog.Funding, path, new FactRequest(Zone: zone)).Single();
        Assert.Equal((venue, symbol, rows, rows), (batch.Venue, batch.Symbol, batch.Rows.Read, batch.Rows.Good));
        Assert.All(FactSamples.Column<long>(batch, "time"), t => Assert.Equal(0, t % (8 * Duration.Hour)));
        if (zone is null) Assert.Contains("--zone UTC", Assert.Throws<InputException>(() => FactSamples.Read(FactFormatCatalog.Funding, path, new FactRequest(Zone: "+03:00"))).Message);
        else Assert.Contains("--zone +03:00", Assert.Throws<InputException>(() => FactSamples.Read(FactFormatCatalog.Funding, path)).Message);
    }

    [Fact]
    public void Two_real_sources_of_one_market_agree_once_their_zones_are_known()
    {
        var history = FactSamples.Read(FactFormatCatalog.Funding, SharedFolder.File("data/funding/BTC-USDT_binance_2020-01-01_2024-01-01_funding_history.csv.gz"), new FactRequest(Zone: "+03:00")).Single();
        var path = SharedFolder.File("data/funding/spot_perp_8h_all_exchanges.csv.gz");
        Assert.Contains("--zone Europe/London", Assert.Throws<InputException>(() => FactSamples.Read(FactFormatCatalog.Funding, path)).Message);
        var table = FactSamples.Read(FactFormatCatalog.Funding, path, new FactRequest(Zone: "Europe/London"));
        Assert.Equal((12, 12 * 1642), (table.Count, table.Sum(b => b.Rows.Read)));
        // The hour that London's clocks showed twice on 29 October 2023.
        Assert.All(table, b => Assert.Equal(("ambiguous-local-time", 1), (b.Quarantine.Single().Rule, b.Rows.Quarantined)));
        var rates = FactSamples.Column<long>(history, "time").Zip(FactSamples.Column<double>(history, "rate")).ToDictionary(r => r.First, r => r.Second);
        var other = table.Single(b => b is { Venue: "binance-usdm", Symbol: "BTCUSDT" });
        var both = FactSamples.Column<long>(other, "time").Zip(FactSamples.Column<double>(other, "rate")).Where(r => rates.ContainsKey(r.First)).ToArray();
        Assert.Equal(1094, both.Length);
        Assert.All(both, r => Assert.Equal(rates[r.First], r.Second));
    }
}
