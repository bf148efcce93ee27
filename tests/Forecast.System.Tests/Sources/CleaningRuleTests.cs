using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class CleaningRuleTests
{
    /// <summary>Columns by place: 0 open_time, 1 open, 2 high, 3 low, 4 close, 5 volume, 6 close_time, 7 quote_volume, 8 trades, 9 taker_buy_base, 10 taker_buy_quote.</summary>
    public static TheoryData<string, int, string> OneFieldBroken => new()
    {
        { "not-a-number", 4, "abc" }, { "not-a-number", 1, "NaN" }, { "not-a-number", 2, "Infinity" }, { "not-a-number", 2, "-∞" }, { "not-a-number", 4, "" },
        { "not-a-number", 4, "\"1,000.5\"" }, { "not-a-number", 5, "1.5.2" }, { "not-a-number", 8, "12.5" }, { "not-a-number", 3, "١٢" }, { "not-a-number", 7, "1e999" },
        { "not-a-number", 0, "2024-03-01" }, { "not-a-number", 4, "0x1F" }, { "out-of-range", 2, "1e308" }, { "out-of-range", 5, "9e15" },
        { "non-positive-price", 3, "0" }, { "non-positive-price", 4, "-1" }, { "negative-volume", 5, "-3" }, { "negative-volume", 8, "-3" },
        { "inconsistent-prices", 2, "1" }, { "inconsistent-prices", 3, "5000" }, { "taker-above-volume", 9, "5000" }, { "taker-above-volume", 10, "5000000" },
        { "implausible-time", 0, "1709251200" }, { "implausible-time", 0, "0" }, { "implausible-time", 0, "1709251200000000000" },
        { "mixed-epoch-unit", 0, "1709258400000000" }, { "off-grid", 0, "1709258400001" }, { "inconsistent-times", 6, "1709258400000000" },
        { "inconsistent-times", 6, "0" }, { "inconsistent-times", 0, "9709250400000" }, { "too-many-fields", 10, "1,2" },
    };

    [Theory]
    [MemberData(nameof(OneFieldBroken))]
    public void A_bad_field_costs_its_row_only(string rule, int field, string value)
    {
        var rows = Klines.Rows(60);
        var fields = rows[8].Split(',');
        fields[field] = value;
        rows[8] = string.Join(',', fields);
        AssertOneRow(rule, 8, rows);
    }

    [Fact]
    public void A_short_row_is_set_aside()
    {
        var rows = Klines.Rows(60);
        rows[8] = rows[8][..rows[8].LastIndexOf(',')];
        AssertOneRow("too-few-fields", 8, rows);
    }

    [Fact]
    public void A_stray_quote_costs_its_row_and_not_those_behind_it()
    {
        var rows = Klines.Rows(60);
        rows[8] = rows[8].Insert(20, "\"");
        AssertOneRow("too-few-fields", 8, rows);
    }

    [Fact]
    public void An_endless_line_is_set_aside_and_kept_in_part()
    {
        var rows = Klines.Rows(60);
        rows[8] = new string('7', 200_000);
        var row = AssertOneRow("line-too-long", 8, rows);
        Assert.Equal(4096, row.Raw.Length);
    }

    [Fact]
    public void A_repeated_row_counts_once()
    {
        var rows = Klines.Rows(60).ToList();
        rows.Insert(9, rows[8]);
        var delivery = AssertOneRow("duplicate", 9, [.. rows], out var quarantined);
        Assert.Contains("line 10", quarantined.Detail);
        Assert.Equal(1, delivery.Rows.Duplicates);
        Assert.Equal(60, delivery.Bars!.Count);
    }

    [Fact]
    public void Of_two_rows_for_one_time_the_first_stays()
    {
        var rows = Klines.Rows(60).ToList();
        var fields = rows[8].Split(',');
        fields[8] = "7777777";
        rows.Insert(9, string.Join(',', fields));
        var delivery = AssertOneRow("conflicting-duplicate", 9, [.. rows], out _);
        Assert.NotEqual(7777777, delivery.Bars!.Trades![8]);
        Assert.Equal(0, delivery.Rows.Duplicates);
    }

    [Fact]
    public void A_row_in_the_wrong_place_is_set_aside()
    {
        var rows = Klines.Rows(60).ToList();
        var late = rows[8];
        rows.RemoveAt(8);
        rows.Insert(30, late);
        var delivery = AssertOneRow("out-of-order", 30, [.. rows], out _);
        Assert.Equal(1, delivery.Gaps!.MissingBars);
    }

    [Fact]
    public void A_time_far_in_the_future_is_one_bad_row_and_not_the_end_of_the_file()
    {
        var rows = Klines.Rows(60);
        var fields = rows[8].Split(',');
        (fields[0], fields[6]) = ("9709250400000", "9709251299999");
        rows[8] = string.Join(',', fields);
        AssertOneRow("out-of-order", 8, rows);
    }

    [Fact]
    public void A_whole_file_written_twice_is_read_once()
    {
        var rows = Klines.Rows(60);
        var delivery = Klines.Read(Klines.Text([.. rows, .. rows]));
        Assert.Null(delivery.Error);
        Assert.Equal(new RowCounts(120, 60, 60, 60), delivery.Rows);
    }

    [Fact]
    public void Every_rule_is_catalogued_once_and_tested()
    {
        var ids = CleaningRuleCatalog.All.Select(r => r.Id).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        var tested = OneFieldBroken.Select(r => r.Data.Item1).Concat(["too-few-fields", "line-too-long", "duplicate", "conflicting-duplicate", "out-of-order", .. PrintRuleTests.Tested]);
        Assert.Equal(ids.Order(), tested.Distinct().Order());
        Assert.All(CleaningRuleCatalog.All, r => Assert.True(r.What.Length > 10 && r.Why.Length > 10));
    }

    private static QuarantinedRow AssertOneRow(string rule, int index, string[] rows)
    {
        AssertOneRow(rule, index, rows, out var row);
        return row;
    }

    private static SourceDelivery AssertOneRow(string rule, int index, string[] rows, out QuarantinedRow row)
    {
        var delivery = Klines.Read(Klines.Text(rows));
        Assert.Null(delivery.Error);
        row = Assert.Single(delivery.Quarantine);
        // The header is line 1, and lines count from 1.
        Assert.Equal((rule, index + 2), (row.Rule, row.Line));
        Assert.EndsWith("BTCUSDT.csv", row.File);
        Assert.StartsWith(row.Raw, rows[index]);
        Assert.Equal(rows.Length - 1, delivery.Bars!.Count);
        Assert.Equal((rows.Length, rows.Length - 1, 1), (delivery.Rows.Read, delivery.Rows.Good, delivery.Rows.Quarantined));
        return delivery;
    }
}
