using Forecast.Core.Market;
using Forecast.Core.Tests;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources.Facts;

public sealed class OpenInterestFileTests
{
    private const string Daily = "rank,coin_name,coin_symbol,symbol,date,timestamp,oi_open,oi_high,oi_low,oi_close";

    [Fact]
    public void The_close_of_a_day_is_of_the_days_end()
    {
        var batches = FactSamples.Read(
            FactFormatCatalog.OpenInterest, "oi.csv", Daily + "\n1,Bitcoin,BTC,BTCUSD_PERP.A,2021-09-15,1631664000,713650900.0,751628700.0,707980200.0,718741000.0\n9,USDC,USDC,USDCUSDT_PERP.A,2021-09-15,1631664000,5,6,4,5\n");
        Assert.Equal([("binance-coinm", "BTCUSD_PERP"), ("binance-usdm", "USDCUSDT")], batches.Select(b => (b.Venue, b.Symbol)));
        Assert.Equal([Instant.Parse("2021-09-16")], FactSamples.Column<long>(batches[0], "time"));
        Assert.Equal((718741000.0, 713650900.0, 751628700.0, 707980200.0), (
            FactSamples.Column<double>(batches[0], "open_interest")[0], FactSamples.Column<double?>(batches[0], "open")[0], FactSamples.Column<double?>(batches[0], "high")[0], FactSamples.Column<double?>(batches[0], "low")[0]));
        Assert.DoesNotContain(batches[0].Columns, c => c.Name == "open_interest_value");
    }

    [Fact]
    public void The_metrics_archive_of_Binance_is_read_at_its_instants()
    {
        const string Text = "create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,count_long_short_ratio,sum_taker_long_short_vol_ratio\n"
            + "2024-01-01 00:05:00,BTCUSDT,79632.1,3369812345.6,1.5,1.1,2.0,0.9\n2024-01-01 00:10:00,BTCUSDT,79640,3370000000,1.5,1.1,2.0,\n";
        var batch = FactSamples.Read(FactFormatCatalog.OpenInterest, "BTCUSDT-metrics-2024-01-01.csv", Text).Single();
        Assert.Equal(("open_interest", "binance-usdm", "BTCUSDT"), (batch.Dataset, batch.Venue, batch.Symbol));
        Assert.Equal([Instant.Parse("2024-01-01T00:05:00Z"), Instant.Parse("2024-01-01T00:10:00Z")], FactSamples.Column<long>(batch, "time"));
        Assert.Equal([79632.1, 79640], FactSamples.Column<double>(batch, "open_interest"));
        Assert.Equal([3369812345.6, 3370000000], FactSamples.Column<double?>(batch, "open_interest_value"));
    }

    [Fact]
    public void The_answers_of_Binance_are_read()
    {
        var linear = FactSamples.Read(FactFormatCatalog.OpenInterest, "a.json", """[{"symbol":"BTCUSDT","sumOpenInterest":"20403.63700000","sumOpenInterestValue":"150570784.07809979","timestamp":1704067200000}]""").Single();
        Assert.Equal(("binance-usdm", "BTCUSDT", 20403.637), (linear.Venue, linear.Symbol, FactSamples.Column<double>(linear, "open_interest")[0]));
        Assert.Equal([Instant.Parse("2024-01-01")], FactSamples.Column<long>(linear, "time"));
        var inverse = FactSamples.Read(FactFormatCatalog.OpenInterest, "a.json", """[{"pair":"BTCUSD","contractType":"PERPETUAL","sumOpenInterest":"20403","sumOpenInterestValue":"176196512.23","timestamp":1704067200000}]""").Single();
        Assert.Equal(("binance-coinm", "BTCUSD_PERP"), (inverse.Venue, inverse.Symbol));
    }

    [Theory]
    [InlineData("not-a-number", 9, "1,2")]
    [InlineData("missing-value", 9, "")]
    [InlineData("negative-interest", 9, "-5")]
    [InlineData("inconsistent-interest", 7, "1")]
    [InlineData("inconsistent-interest", 8, "105")]
    [InlineData("off-grid", 5, "1631667600")]
    [InlineData("mixed-epoch-unit", 5, "1631664000000")]
    [InlineData("implausible-time", 5, "0")]
    [InlineData("out-of-range", 9, "1e16")]
    [InlineData("missing-symbol", 3, "")]
    public void A_bad_field_costs_its_row_only(string rule, int field, string value) =>
        Assert.Equal(value.Contains(',') ? "too-many-fields" : rule, FactSamples.RuleOf(FactFormatCatalog.OpenInterest, Daily, i => $"1,Bitcoin,BTC,BTCUSD_PERP.A,x,{1631664000 + (86400 * i)},100,110,90,101", field, value));

    [Fact]
    public void Ten_real_coins_are_read_and_one_is_chosen_by_its_coin()
    {
        var path = SharedFolder.File("data/open_interest/open_interest_daily.csv.gz");
        var all = FactSamples.Read(FactFormatCatalog.OpenInterest, path);
        Assert.Equal((9, 10293, 10293), (all.Count, all.Sum(b => b.Rows.Read), all.Sum(b => b.Rows.Good)));
        var file = FactFormatCatalog.OpenInterest.Read(path, new FactRequest(Symbols: ["ETH"]));
        var eth = Assert.Single(file.Batches);
        Assert.Equal(("ETHUSD_PERP", 1204, 10293 - 1204), (eth.Symbol, eth.Rows.Good, file.LeftOut));
        Assert.Equal(Instant.Parse("2025-01-01"), FactSamples.Column<long>(eth, "time")[^1]);
    }
}
