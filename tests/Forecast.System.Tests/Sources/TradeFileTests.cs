using System.Security.Cryptography;
using System.Text;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class TradeFileTests
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { "", "the file is empty", "BTCUSDT.csv" },
        { " \r\n\n", "the file is empty", "BTCUSDT.csv" },
        { Trades.Header + "\n", "no rows", ":1" },
        { Trades.Text(Trades.Rows(30), Trades.Header.Replace("price", "cost")), "missing column price of the format binance-trades", ":1" },
        { "\n\n" + Trades.Text(Trades.Rows(30), Trades.Header.Replace("time", "when").Replace("qty", "size")), "missing column qty, time", ":3" },
        { Trades.Text(Trades.Rows(30).Select(r => r + ",1"), Trades.Header + ",price"), "'price' is there twice", ":1" },
        { Trades.Text(Trades.Rows(30).Select((r, i) => i % 4 == 3 ? r.Replace('.', 'x') : r)), "are bad, most by rule not-a-number", ":5" },
        { Trades.Text(Trades.Rows(30).Select(r => r[..r.LastIndexOf(',')]), null), "no format of trades has rows like these", ":1" },
        { Trades.Text(Trades.Rows(30, unit: 1_000_000)), "implausible-time", ":2" },
        { "open_time,open,high,low,close,volume\n1,2,3,4,5,6\n", "missing column", ":1" },
        { "<html><body>404 Not Found</body></html>\n", "missing column", ":1" },
        { new string('x', 100_000) + "\n1,2,3\n", "the first line has more than 64 KB", ":1" },
        { new string('x', 2_000_000), "the first line has more than 64 KB", ":1" },
        { "PK\u0003\u0004", "zip archive", "BTCUSDT.csv" },
        { string.Join(',', Enumerable.Range(0, 100).Select(i => $"c{i}")) + "\n", "100 columns", ":1" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_file_that_is_wrong_as_a_whole_is_refused_with_place_and_remedy(string text, string what, string where)
    {
        var read = Trades.Read(text);
        Assert.Contains(what, read.Error!.What);
        Assert.EndsWith(where, read.Error.Where);
        Assert.NotEmpty(read.Error.Remedy);
        if (read.Report is { } report) Assert.Equal(report.Rows.Read, report.Rows.Good + report.Rows.Quarantined);
    }

    [Fact]
    public void A_hundred_thousand_bad_rows_are_enough()
    {
        var read = Trades.Read(Trades.Text(Enumerable.Repeat("x,y,z,,,", 150_000).Prepend(Trades.Rows(1)[0])));
        Assert.Contains("more than 100000 rows are bad", read.Error!.What);
        Assert.Equal(100_001, read.Report!.Rows.Quarantined);
    }

    [Fact]
    public void The_unit_of_most_rows_is_that_of_the_file()
    {
        var (milliseconds, microseconds) = (Trades.Rows(40), Trades.Rows(40, unit: 1000));
        var read = Trades.Read(Trades.Text([.. milliseconds[..4], .. microseconds[4..]]));
        Assert.Equal(("us", 36), (read.Report!.TimeUnit, read.Report.Rows.Good));
        Assert.All(read.Report.Quarantine, q => Assert.Equal("mixed-epoch-unit", q.Rule));
    }

    [Fact]
    public void Rows_out_of_order_are_kept_and_missing_numbers_counted()
    {
        var rows = Trades.Rows(50).ToList();
        rows.RemoveRange(20, 3);
        var ordered = Trades.Read(Trades.Text(rows)).Report!;
        Assert.Equal((3L, false), (ordered.MissingIds, ordered.IdsContiguous));
        (rows[5], rows[30]) = (rows[30], rows[5]);
        var read = Trades.Read(Trades.Text(rows)).Report!;
        Assert.Equal((47, 3L, false), (read.Rows.Good, read.MissingIds, read.IdsContiguous));
        Assert.Equal((Trades.Start * 1000, (Trades.Start + (49 * 250)) * 1000), (read.FirstTime, read.LastTime));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Batches_are_of_the_size_asked_for_and_together_are_the_file(int size)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("BTCUSDT-trades-2024-03-01.csv", Trades.Text(Trades.Rows(100)).TrimEnd('\n'));
        using var file = TradeFile.Open(path, new TradeFileOptions { RowsPerBatch = size });
        var (sizes, ids) = (new List<int>(), new List<long>());
        foreach (var batch in file.Batches())
        {
            Assert.Equal(("binance", "BTCUSDT"), (batch.Venue, batch.Symbol));
            sizes.Add(batch.Count);
            ids.AddRange(batch.Id);
            file.Recycle(batch);
        }
        Assert.All(sizes.SkipLast(1), n => Assert.Equal(size, n));
        Assert.Equal(Enumerable.Range(1000, 100).Select(i => (long)i), ids);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), file.Report.Input!.Sha256);
        Assert.Throws<InvalidOperationException>(() => file.Batches().Any());
    }

    [Fact]
    public void A_file_of_many_blocks_gives_the_same_rows_from_every_container()
    {
        using var folder = new TemporaryFolder();
        var rows = Trades.Rows(40_000);
        rows[20_000] = "bad";
        var text = Trades.Text(rows);
        var plain = Trades.Load(folder.Write("BTCUSDT.csv", text));
        Assert.Equal((40_000, 39_999), (plain.Report!.Rows.Read, plain.All.Count));
        Assert.Equal(("too-few-fields", 20_002), (plain.Report.Quarantine.Single().Rule, plain.Report.Quarantine.Single().Line));
        Assert.Equal(39_999, plain.Trades.Select(t => t.Id).Distinct().Count());
        Assert.Equal(plain.Trades, Trades.Load(folder.Write("BTCUSDT.csv.gz", TemporaryFolder.Gzip(text))).Trades);
        Assert.Equal(plain.Trades, Trades.Load(folder.Write("BTCUSDT.zip", Zips.Of(("a.csv", text)))).Trades);
        Assert.Equal(plain.Trades, Trades.Load(folder.Write("BTCUSDT.csv", Trades.Text(rows.Select(r => r + "\r")))).Trades);
    }

    [Fact]
    public void A_cut_or_damaged_archive_is_refused_at_its_end()
    {
        using var folder = new TemporaryFolder();
        var text = Trades.Text(Trades.Rows(20_000));
        var gzip = TemporaryFolder.Gzip(text);
        Assert.Contains("truncated", Trades.Load(folder.Write("BTCUSDT.csv.gz", gzip[..^5])).Error!.What);
        gzip[^6] ^= 1;
        Assert.Contains("damaged", Trades.Load(folder.Write("BTCUSDT.csv.gz", gzip)).Error!.What);
        var zip = Zips.Of(System.IO.Compression.CompressionLevel.NoCompression, ("a.csv", text));
        zip[700_000] ^= 1;
        var read = Trades.Load(folder.Write("BTCUSDT.zip", zip));
        Assert.Contains("damaged", read.Error!.What);
        Assert.Equal((null, read.Error), (read.Report!.Input, read.Report.Error));
    }

    [Fact]
    public void The_checksum_beside_the_file_decides()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("BTCUSDT.zip", Zips.Of(("a.csv", Trades.Text(Trades.Rows(100)))));
        Assert.Equal(ChecksumState.Missing, Trades.Load(path).Report!.Checksum);
        Assert.Contains("no checksum", Trades.Load(path, new() { Policy = new InputPolicy(RequireChecksum: true) }).Error!.What);
        folder.Write("BTCUSDT.zip.CHECKSUM", $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}  BTCUSDT.zip\n");
        Assert.Equal(ChecksumState.Verified, Trades.Load(path, new() { Policy = new InputPolicy(RequireChecksum: true) }).Report!.Checksum);
        folder.Write("BTCUSDT.zip.CHECKSUM", $"{new string('0', 64)}  BTCUSDT.zip\n");
        var refused = Trades.Load(path);
        Assert.Contains(new string('0', 64), refused.Error!.What);
        Assert.Equal((null, ChecksumState.Mismatch), (refused.Report!.Input, refused.Report.Checksum));
        var accepted = Trades.Load(path, new() { Policy = new InputPolicy(AcceptMismatch: "the venue replaced the archive") });
        Assert.Equal((ChecksumState.Accepted, 100), (accepted.Report!.Checksum, accepted.Report.Rows.Good));
        Assert.Equal("the venue replaced the archive", accepted.Report.AcceptedBecause);
    }

    [Fact]
    public void A_format_can_be_named_and_a_symbol_is_needed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("BTCUSDT-aggTrades-2024-03.csv", Trades.Text(Trades.Rows(20)));
        Assert.Equal("BTCUSDT", Trades.Load(path).All[0].Symbol);
        Assert.Equal("binance-trades", Trades.Load(path, new() { Format = "binance-trades" }).Report!.Format);
        Assert.Contains("missing column", Trades.Load(path, new() { Format = "tardis" }).Error!.What);
        Assert.Contains("no format 'x'", Trades.Load(path, new() { Format = "x" }).Error!.What);
        Assert.Contains("not a symbol", Trades.Load(folder.Write("my trades.csv", Trades.Text(Trades.Rows(20)))).Error!.What);
        Assert.Contains("not a venue", Trades.Load(path, new() { Venue = "../x" }).Error!.What);
    }

    [Fact]
    public void Whoever_stops_in_the_middle_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("BTCUSDT.csv", Trades.Text(Trades.Rows(40_000)));
        for (var i = 0; i < 20; i++)
        {
            using var file = TradeFile.Open(path, new TradeFileOptions { RowsPerBatch = 1000 });
            Assert.Equal(1000, file.Batches().First().Count);
            Assert.Null(file.Report.Input);
        }
        File.Delete(path);
    }

    [Fact]
    public void Utf_16_and_absent_files_are_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("UTF-16", Trades.Load(folder.Write("A.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Trades.Text(Trades.Rows(5)))])).Error!.What);
        Assert.Contains("no such file", Trades.Load(folder["absent.csv"]).Error!.What);
        Assert.Contains("cannot be read", Trades.Load(folder.Path).Error!.What);
    }
}
