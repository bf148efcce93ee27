using Forecast.Core.Market;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources.Facts;

public sealed class BookFileTests
{
    private const string Incremental = "exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount";

    private const string QuoteHeader = "exchange,symbol,timestamp,local_timestamp,ask_amount,ask_price,bid_price,bid_amount";

    private const long T = 1704067200000000, R = 1704067200000300;

    [Fact]
    public void Rows_of_one_message_have_one_number_made_of_time_and_order()
    {
        var text = $"""
            {Incremental}
            binance-futures,BTCUSDT,{T},{R},true,bid,42000.1,1.5
            binance-futures,BTCUSDT,{T},{R},true,ask,42000.2,2
            binance-futures,BTCUSDT,{T},{R},false,bid,42000.1,0
            binance-futures,BTCUSDT,{T},{R},false,bid,42000.1,3
            binance-futures,BTCUSDT,{T + 50},{R + 90},false,ask,42000.2,0
            """;
        var batch = FactSamples.Read(FactFormatCatalog.Book, "b.csv", text).Single();
        Assert.Equal(("book_updates", "binance-usdm", "BTCUSDT", 5), (batch.Dataset, batch.Venue, batch.Symbol, batch.Rows.Good));
        var first = R * TradeBatch.OrdersPerMicrosecond;
        long[] ids = [first, first, first + 1, first + 2, (R + 90) * TradeBatch.OrdersPerMicrosecond];
        Assert.Equal(ids, FactSamples.Column<long>(batch, "last_update_id"));
        Assert.Equal(ids, FactSamples.Column<long>(batch, "first_update_id"));
        Assert.Equal([null, null, first, first + 1, first + 2], FactSamples.Column<long?>(batch, "previous_update_id"));
        Assert.Equal([T, T, T, T, T + 50], FactSamples.Column<long>(batch, "time"));
        Assert.Equal([R, R, R, R, R + 90], FactSamples.Column<long>(batch, "received_at"));
        Assert.Equal<sbyte>([1, -1, 1, 1, -1], FactSamples.Column<sbyte>(batch, "side"));
        Assert.Equal<sbyte>([1, 1, 0, 0, 0], FactSamples.Column<sbyte>(batch, "is_snapshot"));
        Assert.Equal([42000.1, 42000.2, 42000.1, 42000.1, 42000.2], FactSamples.Column<double?>(batch, "price"));
        Assert.Equal([1.5, 2, 0, 3, 0], FactSamples.Column<double?>(batch, "quantity"));
    }

    [Fact]
    public void Snapshots_are_books_of_the_levels_that_are_there()
    {
        var header = "exchange,symbol,timestamp,local_timestamp," + string.Join(',', Enumerable.Range(0, 5).Select(k => $"asks[{k}].price,asks[{k}].amount,bids[{k}].price,bids[{k}].amount"));
        var text = $"{header}\nderibit,BTC-PERPETUAL,{T},{R},101,1,100,2,102,3,99,4,,,98,5,,,,,,,,\n";
        var batch = FactSamples.Read(FactFormatCatalog.Book, "s.csv", text).Single();
        Assert.Equal(("book_updates", "deribit", "BTC-PERPETUAL"), (batch.Dataset, batch.Venue, batch.Symbol));
        Assert.Equal([100, 99, 98, 101, 102], FactSamples.Column<double?>(batch, "price"));
        Assert.Equal([2, 4, 5, 1, 3], FactSamples.Column<double?>(batch, "quantity"));
        Assert.Equal<sbyte>([1, 1, 1, -1, -1], FactSamples.Column<sbyte>(batch, "side"));
        Assert.All(FactSamples.Column<sbyte>(batch, "is_snapshot"), s => Assert.Equal(1, s));
        Assert.Equal("crossed-quote", FactSamples.RuleOf(FactFormatCatalog.Book, header, i => $"deribit,BTC-PERPETUAL,{T + i},{R + i},101,1,100,2,102,3,99,4,,,98,5,,,,,,,,", 4, "99.5"));
    }

    [Fact]
    public void Quotes_are_bids_and_asks()
    {
        var text = $"{QuoteHeader}\nbinance-delivery,BTCUSD_PERP,{T},{R},7,42000.2,42000.1,5\nbinance-delivery,BTCUSD_PERP,{T},{R},8,42000.2,42000.1,5\n";
        var batch = FactSamples.Read(FactFormatCatalog.Book, "q.csv", text).Single();
        Assert.Equal(("quotes", "binance-coinm", "BTCUSD_PERP"), (batch.Dataset, batch.Venue, batch.Symbol));
        Assert.Equal([R * TradeBatch.OrdersPerMicrosecond, (R * TradeBatch.OrdersPerMicrosecond) + 1], FactSamples.Column<long>(batch, "update_id"));
        Assert.Equal((42000.1, 5, 42000.2, 8), (
            FactSamples.Column<double>(batch, "bid_price")[1], FactSamples.Column<double>(batch, "bid_quantity")[1], FactSamples.Column<double>(batch, "ask_price")[1], FactSamples.Column<double>(batch, "ask_quantity")[1]));
    }

    [Theory]
    [InlineData("crossed-quote", 6, "42000.3")]
    [InlineData("missing-value", 5, "")]
    [InlineData("non-positive-price", 5, "-1")]
    [InlineData("negative-volume", 4, "-1")]
    [InlineData("implausible-time", 2, "1704067200")]
    [InlineData("implausible-time", 3, "soon")]
    [InlineData("out-of-order", 3, "1704067200000000")]
    [InlineData("missing-symbol", 1, "")]
    [InlineData("too-many-fields", 1, "a,b")]
    public void A_bad_field_of_a_quote_costs_its_row_only(string rule, int field, string value) =>
        Assert.Equal(rule, FactSamples.RuleOf(FactFormatCatalog.Book, QuoteHeader, i => $"binance-futures,BTCUSDT,{T + i},{R + i},7,42000.2,42000.1,5", field, value));

    [Theory]
    [InlineData("unknown-side", 5, "buy")]
    [InlineData("unknown-snapshot-mark", 4, "maybe")]
    [InlineData("not-a-number", 6, "4,2")]
    [InlineData("negative-volume", 7, "-2")]
    public void A_bad_field_of_an_update_costs_its_row_only(string rule, int field, string value) =>
        Assert.Equal(value.Contains(',') ? "too-many-fields" : rule, FactSamples.RuleOf(FactFormatCatalog.Book, Incremental, i => $"binance-futures,BTCUSDT,{T + i},{R + i},false,bid,42000.1,5", field, value));

    [Fact]
    public void A_repeated_row_counts_once()
    {
        var rows = Enumerable.Range(0, 10).Select(i => $"binance,BTCUSDT,{T + i},{R + i},7,42000.2,42000.1,5").ToList();
        rows.Insert(4, rows[3]);
        var batch = FactSamples.Read(FactFormatCatalog.Book, "q.csv", QuoteHeader + "\n" + string.Join('\n', rows)).Single();
        Assert.Equal(new RowCounts(11, 10, 1, 1), batch.Rows);
    }

    [Fact]
    public void A_long_file_comes_in_batches_of_bounded_size_with_numbers_that_go_on()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("q.csv.gz", TemporaryFolder.Gzip(Incremental + "\n" + string.Concat(Enumerable.Range(0, 700_000).Select(i => $"binance,BTCUSDT,{T + (i / 2)},{R + (i / 2)},false,{(i % 2 == 0 ? "bid" : "ask")},{42000 + (i % 2)},{i % 10}\n"))));
        var (rows, batches, last) = (0, 0, 0L);
        foreach (var batch in FactFormatCatalog.Book.Read(path, new FactRequest()).Batches)
        {
            var ids = FactSamples.Column<long>(batch, "last_update_id");
            Assert.True(ids[0] >= last && ids.Length < 700_000);
            (rows, batches, last) = (rows + batch.Rows.Good, batches + 1, ids[^1]);
        }
        Assert.Equal((700_000, 2, (R + 349_999) * TradeBatch.OrdersPerMicrosecond), (rows, batches, last));
        var whole = File.ReadAllBytes(path);
        Assert.Contains("truncated", Assert.Throws<InputException>(() => FactFormatCatalog.Book.Read(folder.Write("cut.csv.gz", whole[..^100]), new FactRequest())).Message);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("exchange,symbol\n", "missing column timestamp")]
    [InlineData(QuoteHeader + "\n", "no rows")]
    [InlineData("a,b\n1,2\n", "missing column exchange")]
    public void What_is_no_book_is_refused(string text, string what) => Assert.Contains(what, FactSamples.Refusal(FactFormatCatalog.Book, "q.csv", text));
}
