using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class InputContainerTests
{
    private static readonly string Text = Klines.Text(Klines.Rows(300));

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void The_csv_of_a_zip_is_read_as_if_it_lay_there(CompressionLevel level)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("BTCUSDT-15m-2024-01.zip", Zips.Of(level, ("BTCUSDT-15m-2024-01.csv", Text), ("notes/README.txt", "see the site")));
        var delivery = Open(path).Load(new SourceRequest(Klines.Quarter, null)).Single();
        Assert.Null(delivery.Error);
        Assert.Equal(("BTCUSDT", 300, ChecksumState.Missing), (delivery.Symbol, delivery.Rows.Good, delivery.Checksum));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), delivery.Input!.Sha256);
        Assert.Equal(Klines.Read(Text).Bars!.Close, delivery.Bars!.Close);
    }

    public static TheoryData<string, byte[]> Unsafe => new()
    {
        { "leads out of its folder", Zips.Of(("../../etc/x.csv", Text)) }, { "leads out of its folder", Zips.Of(("a.csv", Text), ("b\\..\\..\\x", "x")) },
        { "absolute path", Zips.Of(("/etc/x.csv", Text)) }, { "absolute path", Zips.Of(("C:\\x.csv", Text)) }, { "symbolic link", Zips.Link("a.csv", "/etc/passwd") },
        { "encrypted", Zips.Encrypted(("a.csv", Text)) }, { "an archive in it", Zips.Of(("a.zip", "x"), ("a.csv", Text)) }, { "an archive in it", Zips.Of(("a.csv.gz", "x")) },
        { "archive in the archive", Zips.Of(("a.csv", Encoding.Latin1.GetString(Zips.Of(("b.csv", "x"))))) }, { "2 .csv files in it: a.csv, b/c.CSV", Zips.Of(("a.csv", Text), ("b/c.CSV", Text)) },
        { "no file in it", Zips.Of() }, { "no file in it", Zips.Of(("a/", "")) }, { "no .csv in it, only notes.txt", Zips.Of(("notes.txt", "x")) },
        { "more than 1000 entries", Zips.Of([.. Enumerable.Range(0, 1001).Select(i => ($"{i}.csv", "x"))]) },
        { "expands more than 200-fold", Zips.Of(("a.csv", new string('\n', 30_000_000))) }, { "the file is empty", Zips.Of(("a.csv", "")) },
        { "UTF-16", Zips.Of(("a.csv", "\u00FF\u00FEa\0")) },
    };

    [Theory]
    [MemberData(nameof(Unsafe))]
    public void What_no_archive_of_prices_holds_is_refused(string what, byte[] zip)
    {
        using var folder = new TemporaryFolder();
        var error = Klines.Load(folder.Write("A.zip", zip)).Error!;
        Assert.Contains(what, error.What);
        Assert.Contains("A.zip", error.Where);
        Assert.NotEmpty(error.Remedy);
        Assert.Equal(["A.zip"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_directory_that_lies_about_its_entries_is_refused_before_it_is_read()
    {
        using var folder = new TemporaryFolder();
        var zip = Zips.Of([.. Enumerable.Range(0, 30_000).Select(i => ($"{i}.csv", ""))]);
        // Entries on this disk and in all, in the record at the end.
        zip[^14] = zip[^12] = 1;
        zip[^13] = zip[^11] = 0;
        Assert.Contains("more than 1000 entries", Klines.Load(folder.Write("A.zip", zip)).Error!.What);
    }

    [Fact]
    public void A_zip_is_refused_wherever_it_is_cut()
    {
        using var folder = new TemporaryFolder();
        var whole = Zips.Of(("a.csv", Text));
        for (var n = 1; n < whole.Length; n += n < whole.Length - 150 ? 97 : 1)
            Assert.NotNull(Klines.Load(folder.Write("A.zip", whole[..n])).Error);
    }

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void A_damaged_zip_never_yields_other_rows(CompressionLevel level)
    {
        using var folder = new TemporaryFolder();
        var whole = Zips.Of(level, ("a.csv", Text));
        var (expected, refused) = (Klines.Load(folder.Write("A.zip", whole)).Bars!, 0);
        for (var n = 0; n < whole.Length; n += n < 40 || n > whole.Length - 150 ? 1 : 211)
        {
            var damaged = whole.ToArray();
            damaged[n] ^= 0x10;
            var delivery = Klines.Load(folder.Write("A.zip", damaged));
            // Some bits of the headers (time, system) mean nothing to the content.
            if (delivery.Error is null) Assert.Equal(expected.Close, delivery.Bars!.Close);
            else refused++;
        }
        Assert.True(refused > 50);
    }

    [Theory]
    [InlineData("{0}  BTCUSDT.zip\n")]
    [InlineData("{0} *BTCUSDT.zip")]
    [InlineData("{0}")]
    public void A_checksum_beside_the_file_vouches_for_it(string form)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("BTCUSDT.zip", Zips.Of(("a.csv", Text)));
        var sha256 = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        folder.Write("BTCUSDT.zip.CHECKSUM", string.Format(null, form, sha256));
        Assert.Equal((ChecksumState.Verified, 300), (Klines.Load(path).Checksum, Klines.Load(path).Rows.Good));
    }

    [Fact]
    public void A_wrong_checksum_keeps_the_file_away_and_both_are_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("BTCUSDT.csv", Text);
        var other = new string('a', 64);
        folder.Write("BTCUSDT.csv.CHECKSUM", other + "  BTCUSDT.csv\n");
        var delivery = Klines.Load(path);
        Assert.Null(delivery.Bars);
        Assert.Contains(other, delivery.Error!.What);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), delivery.Error.What);
        Assert.Contains("--accept-checksum-mismatch", delivery.Error.Remedy);
        Assert.Equal(ChecksumState.Mismatch, delivery.Checksum);
        var accepted = SourceCatalog.Open("files", new SourceLocation("unused", path) { Policy = new InputPolicy(AcceptMismatch: "replaced") }).Load(new SourceRequest(Klines.Quarter)).Single();
        Assert.Equal((null, ChecksumState.Accepted, "replaced"), (accepted.Error, accepted.Checksum, accepted.AcceptedBecause));
    }

    [Fact]
    public void A_checksum_that_is_none_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("BTCUSDT.csv", Text);
        folder.Write("BTCUSDT.csv.CHECKSUM", "<html>404</html>");
        Assert.Contains("no checksum", Klines.Load(path).Error!.What);
    }

    private static IMarketDataSource Open(string path) => SourceCatalog.Open("files", new SourceLocation(path, path));
}
