using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class TradeRuleTests
{
    /// <summary>Columns by place: 0 id, 1 price, 2 qty, 3 quote_qty, 4 time, 5 is_buyer_maker.</summary>
    public static TheoryData<string, int, string> OneFieldBroken => new()
    {
        { "not-a-number", 0, "" }, { "not-a-number", 0, "-5" }, { "not-a-number", 0, "12.5" }, { "not-a-number", 0, "99999999999999999999" }, { "not-a-number", 0, "9223372036854775808" },
        { "not-a-number", 1, "" }, { "not-a-number", 1, "abc" }, { "not-a-number", 1, "NaN" }, { "not-a-number", 1, "Infinity" }, { "not-a-number", 1, "-∞" }, { "not-a-number", 1, "\"1,000.5\"" },
        { "not-a-number", 1, "١٢" }, { "not-a-number", 1, "0x1F" }, { "not-a-number", 1, "1.5.2" }, { "not-a-number", 1, "." }, { "not-a-number", 1, "1e999" }, { "not-a-number", 1, "60000.5$" },
        { "not-a-number", 2, "" }, { "not-a-number", 2, "1_000" }, { "not-a-number", 2, "-Infinity" },
        { "non-positive-price", 1, "0" }, { "non-positive-price", 1, "0.00000000" }, { "non-positive-price", 1, "-1" }, { "non-positive-price", 1, "-0" }, { "out-of-range", 1, "1e308" }, { "out-of-range", 1, "1000000000000001" },
        { "non-positive-quantity", 2, "0.000" }, { "non-positive-quantity", 2, "-0.5" }, { "out-of-range", 2, "1e16" },
        { "not-a-number", 4, "" }, { "not-a-number", 4, "2024-03-01T00:00:00Z" }, { "implausible-time", 4, "0" }, { "implausible-time", 4, "1709251200" }, { "implausible-time", 4, "1709251200000000000" },
        { "implausible-time", 4, "-1709251200000" }, { "implausible-time", 4, "999999999999" }, { "implausible-time", 4, "10000000000000" }, { "mixed-epoch-unit", 4, "1709251200000000" },
        { "unknown-side", 5, "" }, { "unknown-side", 5, "tru" }, { "unknown-side", 5, "truee" }, { "unknown-side", 5, "buy" }, { "unknown-side", 5, "2" }, { "unknown-side", 5, "1\0" }, { "too-many-fields", 2, "0,5" },
    };

    [Theory]
    [MemberData(nameof(OneFieldBroken))]
    public void A_bad_field_costs_its_row_only(string rule, int field, string value)
    {
        var rows = Trades.Rows(60);
        var fields = rows[8].Split(',');
        fields[field] = value;
        rows[8] = string.Join(',', fields);
        AssertOneRow(rule, 8, rows);
    }

    [Fact]
    public void A_short_row_is_set_aside_and_so_are_two_that_together_have_the_right_length()
    {
        var rows = Trades.Rows(60);
        rows[8] = "1008,60008.5,0.01";
        AssertOneRow("too-few-fields", 8, rows);
        (rows[8], rows[9]) = ("1008,60008.5", "0.01,60.1,1709251200000,true");
        var read = Trades.Read(Trades.Text(rows));
        Assert.Equal(["too-few-fields", "too-few-fields"], read.Report!.Quarantine.Select(q => q.Rule));
        Assert.Equal(58, read.Report.Rows.Good);
    }

    [Fact]
    public void A_stray_quote_costs_its_row_and_not_those_behind_it()
    {
        var rows = Trades.Rows(60);
        rows[8] = rows[8].Insert(20, "\"");
        AssertOneRow("too-few-fields", 8, rows);
    }

    [Theory]
    [InlineData(65_537)]
    [InlineData(300_000)]
    [InlineData(2_000_000)]
    public void An_endless_line_is_set_aside_and_kept_in_part(int length)
    {
        var rows = Trades.Rows(60);
        rows[8] = new string('7', length);
        Assert.Equal(4096, AssertOneRow("line-too-long", 8, rows).Raw.Length);
        var last = Trades.Read(Trades.Text(Trades.Rows(60)) + rows[8]);
        Assert.Equal((61, 60, "line-too-long"), (last.Report!.Rows.Read, last.Report.Rows.Good, last.Report.Quarantine.Single().Rule));
    }

    [Fact]
    public void A_number_that_comes_twice_in_a_row_counts_once()
    {
        var rows = Trades.Rows(60).ToList();
        rows.Insert(9, rows[8]);
        AssertOneRow("duplicate", 9, [.. rows]);
        rows[9] = rows[9].Replace("60008.5", "60009.5");
        AssertOneRow("conflicting-duplicate", 9, [.. rows]);
        // Also where the first of the two went with the batch before.
        var read = Trades.Read(Trades.Text(rows), new TradeFileOptions { RowsPerBatch = 9 });
        Assert.Equal("conflicting-duplicate", read.Report!.Quarantine.Single().Rule);
        rows[9] = rows[8];
        Assert.Equal(1, Trades.Read(Trades.Text(rows), new TradeFileOptions { RowsPerBatch = 9 }).Report!.Rows.Duplicates);
    }

    [Fact]
    public void Equal_rows_without_numbers_are_two_trades_until_there_are_too_many()
    {
        var row = "deribit,BTC-PERPETUAL,1709251200123456,1709251200125000,,buy,60000.5,10\n";
        var read = Trades.Read("exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n" + string.Concat(Enumerable.Repeat(row, 2050)));
        Assert.Equal((2050, 2048, 2), (read.Report!.Rows.Read, read.Report.Rows.Good, read.Report.Rows.Quarantined));
        Assert.Equal(2048, read.Trades.Select(t => t.Id).Distinct().Count());
        Assert.All(read.Report.Quarantine, q => Assert.Equal("too-many-at-once", q.Rule));
    }

    [Fact]
    public void A_trade_without_number_may_be_late_but_not_by_thousands_of_others()
    {
        const string header = "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n";
        string Row(long time) => $"kraken,XBTUSD,{Trades.Start * 1000 + time},{Trades.Start * 1000 + time},,buy,60000.5,10\n";
        var ordered = string.Concat(Enumerable.Range(0, 30_000).Select(i => Row(10 * i)));
        var read = Trades.Read(header + ordered + Row(299_000) + Row(299_005) + Row(5));
        Assert.Equal((30_003, 30_002, "too-late-to-number"), (read.Report!.Rows.Read, read.Report.Rows.Good, read.Report.Quarantine.Single().Rule));
        Assert.Equal(((Trades.Start * 1000 + 299_000) * 2048) + 1, read.Trades[30_000].Id);
        Assert.Equal(30_002, read.Trades.Select(t => t.Id).Distinct().Count());
    }

    [Fact]
    public void Names_that_lead_elsewhere_are_no_symbols()
    {
        var rows = Enumerable.Range(0, 20).Select(i => $"kraken,XBTUSD,{Trades.Start * 1000 + i},{Trades.Start * 1000 + i},{i},buy,60000.5,10");
        foreach (var (venue, symbol) in new[] { ("kraken", "../x"), ("..", "XBTUSD"), ("kraken", ""), ("kraken", new string('A', 5000)), ("kra/ken", "X") })
        {
            var read = Trades.Read(Trades.Text([.. rows, $"{venue},{symbol},{Trades.Start * 1000},{Trades.Start * 1000},7,buy,1,1"], "exchange,symbol,timestamp,local_timestamp,id,side,price,amount"));
            Assert.Equal(("not-a-symbol", 20), (read.Report!.Quarantine.Single().Rule, read.Report.Rows.Good));
        }
    }

    [Fact]
    public void Every_rule_is_catalogued_once()
    {
        Assert.Equal(TradeRuleCatalog.All.Count, TradeRuleCatalog.All.Select(r => r.Id).Distinct().Count());
        Assert.All(TradeRuleCatalog.All, r => Assert.True(r.What.Length > 10 && r.Why.Length > 10));
        var tested = OneFieldBroken.Select(r => r.Data.Item1);
        Assert.All(tested, id => Assert.Contains(TradeRuleCatalog.All, r => r.Id == id));
    }

    private static QuarantinedRow AssertOneRow(string rule, int index, string[] rows)
    {
        var read = Trades.Read(Trades.Text(rows));
        Assert.Null(read.Error);
        var row = Assert.Single(read.Report!.Quarantine);
        // The header is line 1, and lines count from 1.
        Assert.Equal((rule, index + 2), (row.Rule, row.Line));
        Assert.EndsWith("BTCUSDT.csv", row.File);
        Assert.StartsWith(row.Raw, rows[index]);
        Assert.NotEmpty(row.Detail);
        Assert.Equal((rows.Length, rows.Length - 1, 1), (read.Report.Rows.Read, read.Report.Rows.Good, read.Report.Rows.Quarantined));
        Assert.Equal(rows.Length - 1, read.All.Count);
        return row;
    }
}
