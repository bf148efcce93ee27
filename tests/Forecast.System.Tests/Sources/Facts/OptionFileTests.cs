using Forecast.Core.Market;
using Forecast.Core.Tests;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources.Facts;

public sealed class OptionFileTests
{
    private const string Header = "timestamp,instrument_name,underlying,underlying_name,option_type,strike,expiry_datetime,time_to_maturity,bid_price,ask_price,mark_price,mid_price,futures_price,futures_instrument_name,"
        + "implied_volatility,delta,vega,open_interest,volume,bid_ask_spread,currency,index_price,volume_usd";

    private static string Row(int i) =>
        $"2026-01-01T09:{i:00}:35.173006+00:00,BTC-3JAN26-88000-C,87834.3,SYN.BTC-3JAN26,call,88000.0,2026-01-03T08:00:00+00:00,0.0053,0.0085,0.009,0.00882175,0.00875,87834.3,SYN.BTC-3JAN26,0.3337,0.47434,25.52771,255.3,217.4,0.0005,BTC,87799.1,182765.59";

    [Fact]
    public void A_quote_keeps_what_cannot_be_computed_and_lacks_what_nobody_bids()
    {
        var far = "2026-01-01T09:18:35.173006+00:00,ETH-16JAN26-2d5-P,2989.5,SYN.ETH-16JAN26,put,2.5,2026-01-16T08:00:00+00:00,0.04,,,0.0,,2989.5,SYN.ETH-16JAN26,0.4257,0.0,0.0,0.3,0.0,,ETH,2988.1,0.0";
        var batches = FactSamples.Read(FactFormatCatalog.Options, "o.csv", $"{Header}\n{Row(18)}\n{far}\n");
        Assert.Equal([("deribit", "BTC"), ("deribit", "ETH")], batches.Select(b => (b.Venue, b.Symbol)));
        var btc = batches[0];
        Assert.Equal(Instant.Parse("2026-01-01T09:18:35.173006Z"), FactSamples.Column<long>(btc, "time")[0]);
        Assert.Equal(Instant.Parse("2026-01-03T08:00:00Z"), FactSamples.Column<long>(btc, "expiry")[0]);
        Assert.Equal(("BTC-3JAN26-88000-C", "call", "SYN.BTC-3JAN26"), (FactSamples.Column<string>(btc, "instrument")[0], FactSamples.Column<string>(btc, "option_type")[0], FactSamples.Column<string>(btc, "underlying_name")[0]));
        Assert.Equal(88000, FactSamples.Column<double>(btc, "strike")[0]);
        var numbers = new[] { "bid_price", "ask_price", "mark_price", "underlying_price", "implied_volatility", "delta", "vega", "open_interest", "volume", "volume_usd", "index_price" };
        Assert.Equal([0.0085, 0.009, 0.00882175, 87834.3, 0.3337, 0.47434, 25.52771, 255.3, 217.4, 182765.59, 87799.1], numbers.Select(n => FactSamples.Column<double?>(btc, n)[0]!.Value));
        Assert.DoesNotContain(batches[1].Columns, c => c.Name is "bid_price" or "ask_price");
        Assert.Equal(2.5, FactSamples.Column<double>(batches[1], "strike")[0]);
    }

    [Theory]
    [InlineData("crossed-quote", 8, "0.0095")]
    [InlineData("non-positive-price", 8, "-1")]
    [InlineData("non-positive-volatility", 14, "0")]
    [InlineData("non-positive-volatility", 14, "-0.3")]
    [InlineData("non-positive-price", 5, "0")]
    [InlineData("missing-value", 5, "")]
    [InlineData("expired-option", 6, "2026-01-01T08:00:00+00:00")]
    [InlineData("instrument-mismatch", 6, "2026-01-04T08:00:00+00:00")]
    [InlineData("instrument-mismatch", 5, "89000")]
    [InlineData("instrument-mismatch", 4, "put")]
    [InlineData("instrument-mismatch", 4, "straddle")]
    [InlineData("instrument-mismatch", 1, "BTC-31FEB26-88000-C")]
    [InlineData("instrument-mismatch", 1, "BTC-PERPETUAL")]
    [InlineData("instrument-mismatch", 20, "ETH")]
    [InlineData("missing-symbol", 20, "")]
    [InlineData("not-a-number", 10, "NaN")]
    [InlineData("negative-volume", 17, "-1")]
    [InlineData("not-a-time", 0, "yesterday")]
    [InlineData("time-without-zone", 0, "x")]
    [InlineData("duplicate", 0, "2026-01-01T09:07:35.173006+00:00")]
    public void A_bad_field_costs_its_row_only(string rule, int field, string value) => Assert.Equal(value == "x" ? "not-a-time" : rule, FactSamples.RuleOf(FactFormatCatalog.Options, Header, Row, field, value));

    [Fact]
    public void The_volatility_index_of_a_day_is_known_at_its_end()
    {
        var batch = FactSamples.Read(FactFormatCatalog.Options, "dvol_btc_daily.csv", "date,dvol_close\n2023-01-01,46.96\n2023-01-02,50.02\n").Single();
        Assert.Equal(("implied_volatility_index", "deribit", "BTC"), (batch.Dataset, batch.Venue, batch.Symbol));
        Assert.Equal([Instant.Parse("2023-01-02"), Instant.Parse("2023-01-03")], FactSamples.Column<long>(batch, "time"));
        Assert.Equal([46.96, 50.02], FactSamples.Column<double>(batch, "close"));
        Assert.Equal("ETH", FactSamples.Read(FactFormatCatalog.Options, "dvol.csv", "date,dvol_close\n2023-01-01,46.96\n", new FactRequest(Symbol: "ETH")).Single().Symbol);
        Assert.Contains("--symbol", FactSamples.Refusal(FactFormatCatalog.Options, "dvol.csv", "date,dvol_close\n2023-01-01,46.96\n"));
        Assert.Equal("non-positive-volatility", FactSamples.RuleOf(FactFormatCatalog.Options, "date,dvol_close", i => $"2023-01-{i + 1:00},50", 1, "0"));
    }

    [Fact]
    public void A_real_month_of_chains_is_read_without_loss()
    {
        var batches = FactSamples.Read(FactFormatCatalog.Options, SharedFolder.File("data/deribit/deribit_options_202601.csv.gz"));
        Assert.Equal((163_814, 163_814), (batches.Sum(b => b.Rows.Read), batches.Sum(b => b.Rows.Good)));
        Assert.Equal(["BTC", "ETH"], batches.Select(b => b.Symbol));
        Assert.Equal(8336, batches.Sum(b => FactSamples.Column<double?>(b, "bid_price").Count(v => v is null)));
        Assert.Equal(1628, batches.Sum(b => FactSamples.Column<double?>(b, "ask_price").Count(v => v is null)));
        var dvol = FactSamples.Read(FactFormatCatalog.Options, SharedFolder.File("data/deribit/dvol_btc_daily.csv.gz")).Single();
        Assert.Equal((731, 731), (dvol.Rows.Read, dvol.Rows.Good));
    }
}
