using Forecast.Core.Market;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class VenueParameterFileTests
{
    private const string Csv = """
        symbol,initial_margin_ppm,maintenance_margin_ppm,maximum_leverage,effective_at,venue
        BTCUSDT,50000,25000,20,2024-12-01T08:00:00Z,
        SOLUSDT,333334,1,3,2024-12-02,deribit

        """;

    private const string Json = """
        [
          { "symbol": "BTCUSDT", "initial_margin_ppm": 50000, "maintenance_margin_ppm": 25000, "maximum_leverage": 20, "effective_at": "2024-12-01T08:00:00Z" },
          { "symbol": "SOLUSDT", "initial_margin_ppm": 333334, "maintenance_margin_ppm": 1, "maximum_leverage": 3, "effective_at": "2024-12-02", "venue": "deribit" }
        ]
        """;

    [Theory]
    [InlineData("p.csv", Csv)]
    [InlineData("p.json", Json)]
    public void Both_formats_give_the_same_entries(string name, string text) => Assert.Equal(
        [
            new VenueParameterEntry("binance", "BTCUSDT", Instant.Parse("2024-12-01T08:00:00Z"), 50_000, 25_000, 20),
            new VenueParameterEntry("deribit", "SOLUSDT", Instant.Parse("2024-12-02"), 333_334, 1, 3),
        ],
        Read(name, text));

    [Theory]
    [InlineData("50000,25000,20", "0,25000,20", "initial_margin_ppm is 0")]
    [InlineData("50000,25000,20", "1000001,25000,20", "initial_margin_ppm is 1000001")]
    [InlineData("50000,25000,20", "50000,50001,20", "maintenance_margin_ppm is 50001")]
    [InlineData("50000,25000,20", "50000,0,20", "maintenance_margin_ppm is 0")]
    [InlineData("50000,25000,20", "50000,25000,21", "maximum_leverage is 21")]
    [InlineData("50000,25000,20", "50000,25000,0", "maximum_leverage is 0")]
    [InlineData("50000,25000,20", "0.05,25000,20", "'0.05'")]
    [InlineData("50000,25000,20", "50000,25000", "5 fields where the header has 6")]
    [InlineData("BTCUSDT", "", "symbol is ''")]
    [InlineData("BTCUSDT", "../BTC", "symbol is '../BTC'")]
    [InlineData("2024-12-01T08:00:00Z", "yesterday", "effective_at is 'yesterday'")]
    [InlineData("2024-12-01T08:00:00Z", "2024-13-01", "effective_at is '2024-13-01'")]
    public void A_wrong_row_is_refused_with_its_line(string written, string wrong, string what)
    {
        Assert.Contains(written, Csv);
        var error = Assert.Throws<InputException>(() => Read("p.csv", Csv.Replace(written, wrong))).Error;
        Assert.Contains(what, error.What);
        Assert.EndsWith("p.csv:2", error.Where);
        Assert.NotEmpty(error.Remedy);
    }

    [Theory]
    [InlineData("\"initial_margin_ppm\": 50000", "\"initial_margin_ppm\": -5", "initial_margin_ppm is -5", "entry 0 (BTCUSDT)")]
    [InlineData("\"initial_margin_ppm\": 50000", "\"initial_margin\": 50000", "initial_margin", "p.json:2")]
    [InlineData("\"maximum_leverage\": 3, ", "", "maximum_leverage", "p.json:3")]
    [InlineData("333334", "333334.5", "", "p.json:3")]
    [InlineData("\"SOLUSDT\"", "null", "null where a value is needed", "p.json:3 ($[1].symbol)")]
    public void A_wrong_entry_is_refused_with_its_place(string written, string wrong, string what, string where)
    {
        Assert.Contains(written, Json);
        var error = Assert.Throws<InputException>(() => Read("p.json", Json.Replace(written, wrong))).Error;
        Assert.Contains(what, error.What, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(where, error.Where);
    }

    [Fact]
    public void What_is_wrong_with_the_file_is_said()
    {
        Assert.Contains("no entries", Assert.Throws<InputException>(() => Read("p.json", "[]")).Message);
        Assert.Contains("empty", Assert.Throws<InputException>(() => Read("p.csv", "")).Message);
        Assert.Contains("missing column effective_at", Assert.Throws<InputException>(() => Read("p.csv", Csv.Replace(",effective_at", ""))).Message);
        Assert.Contains("'fee' is unknown", Assert.Throws<InputException>(() => Read("p.csv", Csv.Replace("venue", "fee"))).Message);
        Assert.Contains("two entries", Assert.Throws<InputException>(() => Read("p.csv", Csv + "BTCUSDT,60000,25000,10,2024-12-01T08:00:00Z,binance\n")).Message);
    }

    private static IReadOnlyList<VenueParameterEntry> Read(string name, string text)
    {
        using var folder = new TemporaryFolder();
        return VenueParameterFile.Read(folder.Write(name, text), "binance");
    }
}
