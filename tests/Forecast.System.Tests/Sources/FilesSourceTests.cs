using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class FilesSourceTests
{
    private static readonly string Good = Klines.Text(Klines.Rows(40));

    [Fact]
    public void One_bad_instrument_does_not_keep_the_others_away()
    {
        using var folder = new TemporaryFolder();
        folder.Write("15m/AAA.csv", Good);
        folder.Write("15m/BBB.csv.gz", TemporaryFolder.Gzip(Good)[..^20]);
        folder.Write("15m/CCC.csv.gz", TemporaryFolder.Gzip(Good));
        folder.Write("15m/DDD.csv", Good);
        folder.Write("15m/DDD.csv.gz", TemporaryFolder.Gzip(Good));
        folder.Write("15m/not a symbol.csv", Good);
        folder.Write("15m/README.md", "notes");
        folder.Write("1h/EEE.csv", Good);
        var deliveries = Load(folder.Path).ToDictionary(d => d.Symbol);
        Assert.Equal(["AAA", "BBB", "CCC", "DDD", "not a symbol"], deliveries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((40, 40), (deliveries["AAA"].Bars!.Count, deliveries["CCC"].Bars!.Count));
        Assert.Contains("truncated", deliveries["BBB"].Error!.What);
        Assert.Contains("two files", deliveries["DDD"].Error!.What);
        Assert.Contains("not a symbol", deliveries["not a symbol"].Error!.What);
    }

    [Fact]
    public void Symbols_come_in_the_order_asked_for_and_absent_ones_with_an_error()
    {
        using var folder = new TemporaryFolder();
        folder.Write("15m/AAA.csv", Good);
        folder.Write("15m/BBB.csv", Good);
        var deliveries = Load(folder.Path, "BBB", "ZZZ", "../AAA", "AAA").ToArray();
        Assert.Equal(["BBB", "ZZZ", "../AAA", "AAA"], deliveries.Select(d => d.Symbol));
        Assert.Equal([true, false, false, true], deliveries.Select(d => d.Bars is not null));
        Assert.Contains("ZZZ.csv.gz", deliveries[1].Error!.Remedy);
    }

    [Fact]
    public void A_single_file_is_named_after_its_symbol()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("ETHUSDT.csv.gz", TemporaryFolder.Gzip(Good));
        Assert.Equal(("ETHUSDT", 40), Load(path).Select(d => (d.Symbol, d.Bars!.Count)).Single());
        Assert.NotNull(Load(path, "BTCUSDT").Single().Error);
        Assert.Contains(".csv", Assert.Throws<InputException>(() => Load(folder.Write("notes.txt", "x"))).Message);
    }

    [Fact]
    public void What_holds_nothing_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("no such folder or file", Assert.Throws<InputException>(() => Load(Path.Combine(folder.Path, "absent"))).Message);
        Assert.Contains("DIR/<interval>/<SYMBOL>.csv.gz", Assert.Throws<InputException>(() => Load(folder.Path)).Message);
        folder.Write("1h/AAA.csv", Good);
        Assert.Contains("--interval 1h", Assert.Throws<InputException>(() => Load(folder.Path)).Message);
        Directory.CreateDirectory(Path.Combine(folder.Path, "15m"));
        Assert.Contains("no .csv.gz, .csv or .zip file", Assert.Throws<InputException>(() => Load(folder.Path)).Message);
        Assert.Contains("--data", Assert.Throws<InputException>(() => SourceCatalog.Open("files", new SourceLocation("unused"))).Message);
        Assert.Contains("'a/b'", Assert.Throws<InputException>(() => SourceCatalog.Open("files", new SourceLocation("unused", folder.Path, "a/b"))).Message);
    }

    private static IEnumerable<SourceDelivery> Load(string path, params string[] symbols) =>
        SourceCatalog.Open("files", new SourceLocation("unused", path)).Load(new SourceRequest(Klines.Quarter, symbols.Length > 0 ? symbols : null));
}
