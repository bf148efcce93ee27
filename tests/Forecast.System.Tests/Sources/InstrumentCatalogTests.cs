using System.Text.Json;
using Forecast.Core.Market;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class InstrumentCatalogTests
{
    private const string One = """{ "symbol": "A", "venue": "v", "class": "crypto-spot", "quoteCurrency": "USDT", "tick": 0.01, "lot": 1, "contractMultiplier": 1, "listed": "2020-08-11", "delisted": null, "marginClass": "major" }""";

    internal static InstrumentCatalog Catalog { get; } = InstrumentCatalog.Read(Path.Combine(Repository.Data, "instruments.json"));

    [Fact]
    public void Facts_are_found_by_venue_and_symbol_and_none_are_invented()
    {
        Assert.Equal(
            new Instrument("SOLUSDT", "binance", "crypto-spot", "USDT", 0.01m, 0.001m, 1, new DateOnly(2020, 8, 11), null, "large"), Catalog.Find("binance", "SOLUSDT"));
        Assert.Null(Catalog.Find("binance", "ALPHA-SIM"));
        Assert.Null(Catalog.Find("binance", "NEWUSDT"));
        Assert.All(Catalog.All, i => Assert.Contains(i.MarginClass, new[] { "major", "large", "long-tail" }));
        Assert.Equal(["BTCUSDT", "ETHUSDT"], Catalog.All.Where(i => i is { Venue: "binance", MarginClass: "major" }).Select(i => i.Symbol));
    }

    [Fact]
    public void Sample_instruments_trade_on_the_ticks_and_lots_of_the_catalogue()
    {
        using var market = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Data, "sample", "market.json")));
        var specified = market.RootElement.GetProperty("instruments").EnumerateArray()
            .Select(i => (i.GetProperty("symbol").GetString()!, i.GetProperty("tick").GetDecimal(), i.GetProperty("lot").GetDecimal()));
        Assert.Equal(specified, Catalog.All.Where(i => i.Venue == SimulatedMarket.Venue).Select(i => (i.Symbol, i.Tick, i.Lot)));
    }

    [Theory]
    [InlineData("\"tick\": 0.01", "\"tick\": 0", "tick is 0", "instruments[1] (A)")]
    [InlineData("\"lot\": 1", "\"lot\": -1", "lot is -1", "instruments[1] (A)")]
    [InlineData("\"symbol\": \"A\"", "\"symbol\": \"B\"", "there twice", "instruments[1] (B)")]
    [InlineData("\"symbol\": \"A\"", "\"symbol\": \" \"", "symbol is empty", "instruments[1]")]
    [InlineData("\"2020-08-11\"", "\"11.08.2020\"", "listed is '11.08.2020'", "instruments[1] (A)")]
    [InlineData("\"delisted\": null", "\"delisted\": \"2019-01-01\"", "before it was listed", "instruments[1] (A)")]
    [InlineData("\"lot\": 1", "\"lot\": 1, \"leverage\": 5", "unknown field 'leverage'", "instruments[1]")]
    [InlineData("\"lot\": 1,", "", "missing 'lot'", "instruments[1]")]
    [InlineData("\"lot\": 1", "\"lot\": \"one\"", "wrong kind", "instruments[1].lot")]
    [InlineData("\"marginClass\": \"major\"", "\"marginClass\": null", "null", "instruments[1].marginClass")]
    public void A_wrong_entry_is_refused_with_file_and_entry(string written, string wrong, string what, string where)
    {
        using var folder = new TemporaryFolder();
        string File(string second) => folder.Write("instruments.json", $$"""{ "instruments": [ {{One.Replace("\"A\"", "\"B\"")}}, {{second}} ] }""");
        Assert.Equal(2, InstrumentCatalog.Read(File(One)).All.Count);
        Assert.Contains(written, One);
        var error = Assert.Throws<InputException>(() => InstrumentCatalog.Read(File(One.Replace(written, wrong)))).Error;
        Assert.Contains(what, error.What);
        Assert.Contains("instruments.json", error.Where);
        Assert.Contains(where, error.Where);
    }

    [Fact]
    public void An_absent_file_says_so() => Assert.Contains("no such file", Assert.Throws<InputException>(() => InstrumentCatalog.Read("/nowhere/instruments.json")).Message);
}
