using Forecast.Core.Market;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

public sealed class SampleSourceTests
{
    [Fact]
    public void The_sample_is_six_instruments_over_two_whole_years()
    {
        var deliveries = Load(Repository.Data, Klines.Quarter).ToArray();
        Assert.Equal(6, deliveries.Length);
        foreach (var delivery in deliveries)
        {
            Assert.True(delivery.Simulated);
            Assert.Equal(SimulatedMarket.Venue, delivery.Venue);
            Assert.Equal((Instant.Parse("2023-01-01"), Instant.Parse("2025-01-01")), (delivery.Bars!.OpenTime[0], delivery.Bars.End(delivery.Bars.Count - 1)));
            Assert.Equal(0, delivery.Gaps!.MissingBars);
            // A price of a few ticks would move in steps that no volatility model means.
            Assert.True(delivery.Bars.Low.Min() > 1000 * (double)InstrumentCatalogTests.Catalog.Find(delivery.Venue, delivery.Symbol)!.Tick, delivery.Symbol);
        }
    }

    [Fact]
    public void A_few_symbols_are_the_same_as_among_all()
    {
        var all = Load(Repository.Data, Klines.Quarter).Single(d => d.Symbol == "DELTA-SIM").Bars!;
        var alone = Load(Repository.Data, Klines.Quarter, "DELTA-SIM").Single().Bars!;
        Assert.Equal(all.Close, alone.Close);
        Assert.Equal(all.TakerBuyQuote, alone.TakerBuyQuote);
    }

    [Fact]
    public void Coarser_bars_are_made_of_the_fine_ones()
    {
        var (fine, coarse) = (Load(Repository.Data, Klines.Quarter, "ALPHA-SIM").Single().Bars!, Load(Repository.Data, TimeSpan.FromHours(1), "ALPHA-SIM").Single().Bars!);
        Assert.Equal((fine.Count / 4, fine.Close[3], fine.High[..4].Max()), (coarse.Count, coarse.Close[0], coarse.High[0]));
        Assert.Contains("15m", Assert.Throws<InputException>(() => Load(Repository.Data, TimeSpan.FromMinutes(5))).Message);
    }

    [Theory]
    [InlineData("\"seed\": 20230101,", "", "missing 'seed'", "market.json")]
    [InlineData("\"seed\": 20230101,", "\"seed\": 20230101, \"sed\": 1,", "unknown field 'sed'", "market.json:2")]
    [InlineData("\"seed\": 20230101,", "\"seed\": 20230101, \"seed\": 1,", "'seed' is there twice", "market.json:2")]
    [InlineData("\"15m\"", "\"15x\"", "15x", "market.json")]
    [InlineData("\"2023-01-01\"", "\"1.1.2023\"", "1.1.2023", "market.json")]
    [InlineData("\"leverage\": -0.15", "\"leverage\": -5", "-5", "market.json")]
    [InlineData("\"tick\": 0.01", "\"tick\": -0.01", "tick", "market.json")]
    [InlineData("\"seed\": 20230101,", "\"seed\": 20230101,,", "", "market.json:2")]
    public void A_wrong_specification_is_refused_with_file_and_field(string written, string wrong, string what, string where)
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(Path.Combine(Repository.Data, "sample", "market.json"));
        Assert.Contains(written, text);
        folder.Write("sample/market.json", text.Replace(written, wrong));
        var error = Assert.Throws<InputException>(() => Load(folder.Path, Klines.Quarter)).Error;
        Assert.Contains(what, error.What);
        Assert.Contains(where, error.Where);
    }

    private static IEnumerable<SourceDelivery> Load(string data, TimeSpan interval, params string[] symbols) =>
        SourceCatalog.Open("sample", new SourceLocation(data)).Load(new SourceRequest(interval, symbols.Length > 0 ? symbols : null));
}
