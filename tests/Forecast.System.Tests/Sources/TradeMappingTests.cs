using Forecast.Core.Market;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class TradeMappingTests
{
    private static readonly Trade[] Two = [new(7, 1709251200123000, 0, 60000.5, 0.25, 1), new(8, 1709251201000000, 0, 60001, 1, -1)];

    [Theory]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz", "id": "n" }, "timeUnit": "ms", "side": { "column": "s", "buy": ["B", "bought"], "sell": ["S"] } }""",
        "n,ts,px,sz,s\n7,1709251200123,60000.5,0.25,bought\n8,1709251201000,60001,1,S\n")]
    [InlineData("""{ "kind": "trades", "columns": { "time": 2, "price": 3, "quantity": "4", "id": 1 }, "timeUnit": "s", "side": { "column": 5, "buyerIsMaker": true }, "delimiter": ";", "header": false }""",
        "7;1709251200.123;60000.5;0.25;false\n8;1709251201;60001;1;true\n")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz", "id": "n" }, "timeUnit": "iso", "zone": "UTC", "side": { "column": "m", "buyerIsMaker": false }, "delimiter": "\t" }""",
        "n\tts\tpx\tsz\tm\n7\t2024-03-01 00:00:00.123\t60000.5\t0.25\ttrue\n8\t2024-03-01T03:00:01+03:00\t60001\t1\tfalse\n")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz", "id": "n" }, "timeUnit": "iso", "zone": "+05:30", "side": { "column": "s", "buy": ["B"], "sell": ["S"] } }""",
        "n,ts,px,sz,s\n7,2024-03-01T05:30:00.123456,60000.5,0.25,B\n8,2024-03-01T05:30:01,60001,1,S\n", 456)]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz", "id": "n" }, "timeUnit": "us", "zone": "+03:00", "side": { "column": "s", "buy": ["B"], "sell": ["S"] } }""",
        "n,ts,px,sz,s\n7,1709262000123000,60000.5,0.25,B\n8,1709262001000000,60001,1,S\n")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz", "id": "n" }, "timeUnit": "ns", "side": { "column": "s", "buy": ["B"], "sell": ["S"] } }""",
        "n,ts,px,sz,s\n7,1709251200123000999,60000.5,0.25,B\n8,1709251201000000000,60001,1,S\n")]
    public void Any_csv_is_read_by_a_mapping(string mapping, string text, int moreMicroseconds = 0)
    {
        var read = Read(mapping, text);
        Assert.True(read.Error is null, read.Error?.ToString());
        Assert.Equal([Two[0] with { Time = Two[0].Time + moreMicroseconds }, Two[1]], read.Trades);
        Assert.Equal(("mapping", 0L), (read.Report!.Format, read.Report.MissingIds));
    }

    [Fact]
    public void The_page_on_mappings_has_an_example_that_reads_its_rows()
    {
        var docs = Path.Combine(Repository.Root, "docs", "mappings");
        var page = File.ReadAllText(Path.Combine(docs, "README.md"));
        var rows = page[page.IndexOf("trade_id,timestamp", StringComparison.Ordinal)..];
        using var folder = new TemporaryFolder();
        var read = Trades.Load(folder.Write("x.csv", rows[..rows.IndexOf("```", StringComparison.Ordinal)]), new() { Venue = "bitmex", Symbol = "XBTUSD", Mapping = Path.Combine(docs, "trades-with-side.json") });
        Assert.True(read.Error is null, read.Error?.ToString());
        Assert.Equal(Two, read.Trades);
    }

    [Fact]
    public void Without_number_and_side_there_is_an_order_and_no_side()
    {
        var read = Read("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz", "id": null, "received_at": "rx", "symbol": "m" }, "timeUnit": "ms" }""",
            "rx,ts,px,sz,m\n1709251200200,1709251200123,1.5,2,aaa\n1709251200200,1709251200123,1.5,2,bbb\n1709251200201,1709251200123,1.5,2,aaa\n");
        Assert.Null(read.Error);
        const long time = 1709251200123000;
        Assert.Equal([("AAA", time * 2048, 77_000), ("AAA", (time * 2048) + 1, 78_000), ("BBB", time * 2048, 77_000)], read.All.Select(t => (t.Symbol, t.Trade.Id, (int)(t.Trade.ReceivedAt - time))));
        Assert.All(read.Trades, t => Assert.Equal(0, t.TakerSide));
    }

    [Theory]
    [InlineData("2024-03-31 01:30:00", "nonexistent-local-time")]
    [InlineData("2024-10-27 01:30:00", "ambiguous-local-time")]
    [InlineData("2024-02-30 01:30:00", "not-a-time")]
    [InlineData("01/02/2024 01:30", "not-a-time")]
    [InlineData("1970-01-01 00:00:00", "implausible-time")]
    [InlineData("2300-01-01 00:00:00", "implausible-time")]
    [InlineData("", "not-a-time")]
    public void Local_times_that_no_clock_or_two_clocks_showed_are_set_aside(string time, string rule)
    {
        const string mapping = """{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz" }, "timeUnit": "iso", "zone": "Europe/London" }""";
        var rows = Enumerable.Range(0, 10).Select(i => $"2024-03-31 {(i < 5 ? "00" : "02")}:59:0{i},1,1");
        var read = Read(mapping, Trades.Text([.. rows, $"{time},1,1"], "ts,px,sz"));
        Assert.True(read.Error is null, read.Error?.ToString());
        Assert.Equal(rule, read.Report!.Quarantine.Single().Rule);
        // 00:59 is 00:59 UTC, and 02:59 is 01:59 UTC.
        Assert.Equal(Instant.Parse("2024-03-31T00:59:04Z"), read.Trades[4].Time);
        Assert.Equal(Instant.Parse("2024-03-31T01:59:05Z"), read.Trades[5].Time);
    }

    [Fact]
    public void Text_that_states_no_zone_needs_one()
    {
        var read = Read("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz" }, "timeUnit": "iso" }""",
            Trades.Text(Enumerable.Range(0, 10).Select(i => $"2024-03-01T00:00:0{i}{(i == 3 ? "" : "Z")},1,1"), "ts,px,sz"));
        Assert.Equal("time-without-zone", read.Report!.Quarantine.Single().Rule);
    }

    [Theory]
    [InlineData("""{ "kind": "klines", "columns": {}, "timeUnit": "ms" }""", "not for trades")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px" }, "timeUnit": "ms" }""", "does not say which column is quantity")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "size" }, "timeUnit": "ms" }""", "no column 'size' for the quantity")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": 9, "quantity": "sz" }, "timeUnit": "ms" }""", "in column 9, and rows have 4")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz", "colour": "n" }, "timeUnit": "ms" }""", "'colour' is no column")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz" }, "timeUnit": "minutes" }""", "'minutes' is no time unit")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz" }, "timeUnit": "ms", "zone": "Mars/Olympus" }""", "no time zone 'Mars/Olympus'")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz" }, "timeUnit": "ms", "delimiter": "0" }""", "no delimiter")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz" }, "timeUnit": "ms", "side": { "column": "n" } }""", "not two sets")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz" }, "timeUnit": "ms", "side": { "column": "n", "buy": ["x"], "sell": ["x"] } }""", "not two sets")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz" }, "timeUnit": "ms", "side": { "column": "n", "buy": ["x"], "buyerIsMaker": true } }""", "both words and buyerIsMaker")]
    [InlineData("""{ "kind": "trades", "columns": { "time": "ts", "price": "px", "quantity": "sz" }, "timeunit": "ms" }""", "unknown field")]
    [InlineData("""{ "kind": "trades" }""", "missing")]
    public void A_mapping_that_does_not_fit_says_why(string mapping, string what) =>
        Assert.Contains(what, Read(mapping, "n,ts,px,sz\n7,1709251200123,60000.5,0.25\n").Error!.What);

    private static TradesRead Read(string mapping, string text)
    {
        using var folder = new TemporaryFolder();
        return Trades.Load(folder.Write("BTCUSDT.csv", text), new TradeFileOptions { Mapping = folder.Write("mapping.json", mapping) });
    }
}
