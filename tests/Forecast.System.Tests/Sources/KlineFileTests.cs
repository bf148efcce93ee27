using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Tests;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class KlineFileTests
{
    [Fact]
    public void Rows_become_bars()
    {
        var rows = Klines.Rows(40);
        var delivery = Klines.Read(Klines.Text(rows));
        var bars = delivery.Bars!;
        Assert.Equal(("BTCUSDT", "binance", Klines.Quarter, false), (bars.Symbol, bars.Venue, bars.Interval, delivery.Simulated));
        Assert.Equal(TimeSpan.FromSeconds(10), delivery.Delay);
        for (var i = 0; i < rows.Length; i++)
        {
            var f = rows[i].Split(',').Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal((f[0] * 1000, f[1], f[2], f[3], f[4], f[5]), (bars.OpenTime[i], bars.Open[i], bars.High[i], bars.Low[i], bars.Close[i], bars.Volume![i]));
            Assert.Equal((f[7], f[8], f[9], f[10]), (bars.QuoteVolume![i], bars.Trades![i], bars.TakerBuyBase![i], bars.TakerBuyQuote![i]));
        }
        Assert.Equal(new RowCounts(40, 40, 0, 0), delivery.Rows);
        Assert.Equal((0, 0), (delivery.Gaps!.MissingBars, delivery.Gaps.Gaps));
    }

    public static TheoryData<string, string> OtherSpellings
    {
        get
        {
            var rows = Klines.Rows(40);
            string Ending(string ending) => string.Concat(rows.Prepend(Klines.Header).Select(r => r + ending));
            var reversed = rows.Prepend(Klines.Header).Select(r => string.Join(',', r.Split(',').Reverse()) + "\n");
            return new()
            {
                { "no header", Klines.Text(rows, header: null) },
                { "microseconds", Klines.Text(Klines.Rows(40, unit: 1000)) },
                { "trailing column", Klines.Text(rows.Select(r => r + ",0"), Klines.Header + ",ignore") },
                { "trailing column, no header", Klines.Text(rows.Select(r => r + ",0"), header: null) },
                { "byte order mark", "\uFEFF" + Klines.Text(rows) },
                { "CRLF", Ending("\r\n") },
                { "no end of line at the end", Klines.Text(rows).TrimEnd('\n') },
                { "blank lines", Ending("\n\n") },
                { "quotes and blanks", Klines.Text(rows.Select(r => "\"" + r.Replace(",", "\", \"") + "\"")) },
                { "names of the futures archive", Klines.Text(rows, "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume") },
                { "names of the documentation", Klines.Text(rows, "Open time,Open,High,Low,Close,Volume,Close time,Quote asset volume,Number of trades,Taker buy base asset volume,Taker buy quote asset volume") },
                { "columns in another order", string.Concat(reversed) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(OtherSpellings))]
    public void Other_spellings_of_the_same_file_give_the_same_bars(string spelling, string text)
    {
        var (expected, actual) = (Klines.Read(Klines.Text(Klines.Rows(40))), Klines.Read(text));
        Assert.True(actual.Error is null && actual.Quarantine.Count == 0, $"{spelling}: {actual.Error}");
        Assert.Equal(expected.Rows, actual.Rows);
        Assert.Equal(expected.Bars!.OpenTime, actual.Bars!.OpenTime);
        Assert.Equal(expected.Bars.Close, actual.Bars.Close);
        Assert.Equal(expected.Bars.Trades, actual.Bars.Trades);
        Assert.Equal(expected.Bars.TakerBuyQuote, actual.Bars.TakerBuyQuote);
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "", "the file is empty", "BTCUSDT.csv" },
        { " \r\n\n", "the file is empty", "BTCUSDT.csv" },
        { Klines.Header + "\n", "no rows", ":1" },
        { Klines.Text(Klines.Rows(30), Klines.Header.Replace("close,", "price,")), "'price' is unknown", ":1" },
        { Klines.Text(Klines.Rows(30).Select(r => r[..r.LastIndexOf(',')]), Klines.Header.Replace(",taker_buy_quote", "")), "missing column taker_buy_quote", ":1" },
        { Klines.Text(Klines.Rows(30), Klines.Header.Replace("high", "open")), "'open' is there twice", ":1" },
        { Klines.Text(Klines.Rows(30, minutes: 5)), "of 5m, not of 15m", ":2" },
        { Klines.Text(Klines.Rows(30, minutes: 60)), "of 1h, not of 15m", ":2" },
        { Klines.Text(Klines.Rows(30).Select((r, i) => i % 4 == 3 ? r.Replace('.', 'x') : r)), "are bad, most by rule not-a-number", ":5" },
        { "PK\u0003\u0004", "zip archive", "BTCUSDT.csv" },
        { "<html><body>404 Not Found</body></html>\n", "unknown", ":1" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_file_that_is_wrong_as_a_whole_is_refused_with_place_and_remedy(string text, string what, string where)
    {
        var delivery = Klines.Read(text);
        Assert.Null(delivery.Bars);
        Assert.Contains(what, delivery.Error!.What);
        Assert.EndsWith(where, delivery.Error.Where);
        Assert.NotEmpty(delivery.Error.Remedy);
        Assert.Equal(delivery.Rows.Read, delivery.Rows.Good + delivery.Rows.Quarantined);
    }

    [Fact]
    public void Utf_16_is_named()
    {
        using var folder = new TemporaryFolder();
        var utf16 = System.Text.Encoding.Unicode;
        var delivery = Klines.Load(folder.Write("BTCUSDT.csv", [.. utf16.GetPreamble(), .. utf16.GetBytes(Klines.Text(Klines.Rows(30)))]));
        Assert.Contains("UTF-16", delivery.Error!.What);
    }

    [Fact]
    public void A_real_crash_is_kept()
    {
        // Half the price gone within a bar and not back: large, but nothing about the row is wrong.
        var rows = Klines.Rows(60).Select((r, i) =>
        {
            var f = r.Split(',');
            double Price(int k) => double.Parse(f[k], CultureInfo.InvariantCulture);
            foreach (var k in i > 30 ? [1, 2, 3, 4] : i == 30 ? new[] { 3, 4 } : []) f[k] = (Price(k) / 2).ToString(CultureInfo.InvariantCulture);
            return string.Join(',', f);
        });
        var delivery = Klines.Read(Klines.Text(rows));
        Assert.Equal(new RowCounts(60, 60, 0, 0), delivery.Rows);
    }

    [Fact]
    public void Gaps_are_reported()
    {
        var rows = Klines.Rows(200).Where((_, i) => i is not (10 or 11 or 50)).ToArray();
        var gaps = Klines.Read(Klines.Text(rows)).Gaps!;
        Assert.Equal((3, 2), (gaps.MissingBars, gaps.Gaps));
        var start = Klines.Start * 1000;
        Assert.Equal([new GapRange(start + (10 * 900_000_000L), start + (12 * 900_000_000L), 2), new GapRange(start + (50 * 900_000_000L), start + (51 * 900_000_000L), 1)], gaps.First);
    }

    [Fact]
    public void A_truncated_gzip_is_refused_wherever_it_is_cut()
    {
        using var folder = new TemporaryFolder();
        var whole = TemporaryFolder.Gzip(Klines.Text(Klines.Rows(300)));
        Assert.Equal(300, Klines.Load(folder.Write("A.csv.gz", whole)).Rows.Good);
        for (var n = 0; n < whole.Length; n += n < whole.Length - 40 ? 37 : 1)
            Assert.NotNull(Klines.Load(folder.Write("A.csv.gz", whole[..n])).Error);
    }

    [Fact]
    public void A_damaged_gzip_never_yields_other_rows()
    {
        using var folder = new TemporaryFolder();
        var text = Klines.Text(Klines.Rows(300));
        var whole = TemporaryFolder.Gzip(text);
        var expected = Klines.Load(folder.Write("A.csv.gz", whole)).Bars!;
        for (var n = 0; n < whole.Length; n += n is < 20 || n > whole.Length - 40 ? 1 : 41)
        {
            var damaged = whole.ToArray();
            damaged[n] ^= 0x10;
            var delivery = Klines.Load(folder.Write("A.csv.gz", damaged));
            // A few header bits (time, operating system) mean nothing to the content.
            if (delivery.Error is null) Assert.Equal((new RowCounts(300, 300, 0, 0), expected.Close[^1]), (delivery.Rows, delivery.Bars!.Close[^1]));
            else Assert.Null(delivery.Bars);
        }
    }

    [Fact]
    public void Joined_gzip_members_are_one_file_and_foreign_bytes_behind_them_are_refused()
    {
        using var folder = new TemporaryFolder();
        var rows = Klines.Rows(300);
        var (first, second) = (TemporaryFolder.Gzip(Klines.Text(rows[..200])), TemporaryFolder.Gzip(Klines.Text(rows[200..], header: null)));
        Assert.Equal(300, Klines.Load(folder.Write("A.csv.gz", [.. first, .. second])).Rows.Good);
        Assert.Contains("truncated", Klines.Load(folder.Write("A.csv.gz", [.. first, .. second[..^9]])).Error!.What);
        Assert.NotNull(Klines.Load(folder.Write("A.csv.gz", [.. first, .. new byte[64]])).Error);
        Assert.Contains("the content is not", Klines.Load(folder.Write("A.csv.gz", Klines.Text(rows))).Error!.What);
    }

    [Fact]
    public void A_decompression_bomb_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("expands", Klines.Load(folder.Write("A.csv.gz", TemporaryFolder.Gzip(new string('\n', 30_000_000)))).Error!.What);
    }

    [Fact]
    public void The_identity_of_the_file_is_its_sha_256()
    {
        using var folder = new TemporaryFolder();
        var delivery = Klines.Load(folder.Write("A.csv", "abc"));
        // SHA-256("abc"), FIPS 180-2 appendix B.1.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", delivery.Input!.Sha256);
    }

    [Theory]
    [InlineData("BTCUSDT")]
    [InlineData("DOGEUSDT")]
    public void Market_data_is_read_without_loss(string symbol)
    {
        var path = SharedFolder.File($"data/klines/15m/{symbol}.csv.gz");
        var delivery = Klines.Load(path);
        Assert.Null(delivery.Error);
        Assert.Empty(delivery.Quarantine);
        Assert.Equal(SharedFolder.Lines($"data/klines/15m/{symbol}.csv.gz").Length - 1, delivery.Bars!.Count);
        Assert.Equal((Instant.Parse("2023-01-02"), Instant.Parse("2025-01-01")), (delivery.Bars.OpenTime[0], delivery.Bars.End(delivery.Bars.Count - 1)));
        Assert.Equal((731 - 1) * 96, delivery.Bars.Count + delivery.Gaps!.MissingBars);
    }
}
