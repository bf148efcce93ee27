using Forecast.Core.Market;
using Forecast.Sources;
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
    public void A_source_delivers_valid_bars_the_same_each_time(string id)
    {
        using var folder = new TemporaryFolder();
        var location = Location(folder);
        var source = SourceCatalog.Open(id, location);
        Assert.Equal(id, source.Id);
        var (first, second) = (source.Load(new SourceRequest(Klines.Quarter)).ToArray(), SourceCatalog.Open(id, location).Load(new SourceRequest(Klines.Quarter)).ToArray());
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
    public void A_symbol_that_a_source_lacks_is_an_error_beside_the_others(string id)
    {
        using var folder = new TemporaryFolder();
        var source = SourceCatalog.Open(id, Location(folder));
        var known = source.Load(new SourceRequest(Klines.Quarter)).First().Symbol;
        var deliveries = source.Load(new SourceRequest(Klines.Quarter, ["ABSENT", known])).ToArray();
        Assert.Equal(["ABSENT", known], deliveries.Select(d => d.Symbol));
        Assert.Null(deliveries[0].Bars);
        Assert.NotEmpty(deliveries[0].Error!.Remedy);
        Assert.NotNull(deliveries[1].Bars);
    }

    private static SourceLocation Location(TemporaryFolder folder)
    {
        folder.Write("15m/AAA.csv", Klines.Text(Klines.Rows(40)));
        folder.Write("15m/BBB.csv", Klines.Text(Klines.Rows(40)));
        return new SourceLocation(Repository.Data, folder.Path);
    }
}
