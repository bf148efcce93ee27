using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.SystemTests.Sources.Binance;
using Xunit;

namespace Forecast.SystemTests.Sources;

/// <summary>What every source keeps to, by being in the catalogue.</summary>
public sealed class SourceCatalogTests
{
    public static TheoryData<string> Ids => [.. SourceCatalog.All.Select(e => e.Id)];

    [Fact]
    public void Ids_are_unique_and_described() => Assert.All(SourceCatalog.All.GroupBy(e => e.Id), g => Assert.True(g.Single().Description.Length > 10));

    [Fact]
    public void An_unknown_id_lists_the_known_ones() =>
        Assert.Contains("sample, files", Assert.Throws<InputException>(() => SourceCatalog.Open("oracle", new SourceLocation("unused"))).Message);

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_source_delivers_valid_bars_the_same_each_time(string id)
    {
        using var folder = new TemporaryFolder();
        await using var server = await BinanceServer.Start();
        var location = Location(folder, server);
        var source = SourceCatalog.Open(id, location);
        Assert.Equal(id, source.Id);
        var (first, second) = (await Load(source), await Load(SourceCatalog.Open(id, location)));
        Assert.NotEmpty(first);
        Assert.Equal(first.Select(d => d.Symbol).Order(StringComparer.Ordinal), first.Select(d => d.Symbol));
        foreach (var (a, b) in first.Zip(second))
        {
            Assert.Null(a.Error);
            Assert.Equal((a.Symbol, a.Venue, Klines.Quarter), (a.Bars!.Symbol, a.Bars.Venue, a.Bars.Interval));
            Assert.Equal(a.Rows.Good, a.Bars.Validated().Count);
            Assert.Equal(a.Rows.Read, a.Rows.Good + a.Rows.Quarantined);
            Assert.Equal(SourceCatalog.Delay(a.Venue), Duration.Microseconds(a.Delay));
            Assert.Equal(a.Venue == SimulatedMarket.Venue, a.Simulated);
            Assert.Equal(64, a.Input!.Sha256.Length);
            Assert.NotNull(a.Gaps);
            Assert.Equal(a.Bars.OpenTime, b.Bars!.OpenTime);
            Assert.Equal(a.Bars.Close, b.Bars.Close);
            Assert.Equal(a.Bars.Volume, b.Bars.Volume);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_symbol_that_a_source_lacks_is_an_error_beside_the_others(string id)
    {
        using var folder = new TemporaryFolder();
        await using var server = await BinanceServer.Start();
        var source = SourceCatalog.Open(id, Location(folder, server));
        var known = (await Load(source))[0].Symbol;
        var deliveries = await Load(source, "ABSENT", known);
        Assert.Equal(["ABSENT", known], deliveries.Select(d => d.Symbol));
        Assert.Null(deliveries[0].Bars);
        Assert.NotEmpty(deliveries[0].Error!.Remedy);
        Assert.NotNull(deliveries[1].Bars);
    }

    private static async Task<SourceDelivery[]> Load(IMarketDataSource source, params string[] symbols)
    {
        var request = new SourceRequest(Klines.Quarter, symbols.Length > 0 ? symbols : null, new(2024, 3, 1));
        await source.Fetch(request, null, CancellationToken.None);
        return [.. source.Load(request)];
    }

    // The venue serves every instrument that the catalogue has of it, on a day of March 2024.
    private static SourceLocation Location(TemporaryFolder folder, BinanceServer server)
    {
        foreach (var i in InstrumentCatalog.Read(Path.Combine(Repository.Data, "instruments.json")).All.Where(i => i.Venue == "binance")) server.Listed[i.Symbol] = new(2017, 8, 17);
        folder.Write("15m/AAA.csv", Klines.Text(Klines.Rows(40)));
        folder.Write("15m/BBB.csv", Klines.Text(Klines.Rows(40)));
        return new SourceLocation(Repository.Data, folder.Path, Landing: folder["landing"]) { Binance = server.Addresses, Clock = new ShiftedClock(new(2024, 3, 9, 8, 0, 0, TimeSpan.Zero)) };
    }
}
