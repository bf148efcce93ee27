using Forecast.Core.Market;
using Forecast.Pipeline;
using Forecast.Sources;
using Forecast.SystemTests.Jobs;
using Xunit;

namespace Forecast.SystemTests.Pipeline;

public sealed class MarketDayTests : IDisposable
{
    private static readonly long AsOf = Instant.Parse("2023-03-01");

    private readonly SmallWorkspace _small = new(null, instruments: 3);
    private readonly PipelineSettings _settings;

    public MarketDayTests()
    {
        _settings = new PipelineSettings(TimeSpan.FromMinutes(15), PipelineSettings.DefaultHorizons, PolicyFile.Read(_small["data/policy.json"]));
        foreach (var delivery in SourceCatalog.Open("sample", new SourceLocation(_small["data"], null)).Load(new SourceRequest(_settings.Interval)))
            Ingested(delivery.Bars!.Until(AsOf + Duration.Day));
    }

    public void Dispose() => _small.Dispose();

    [Fact]
    public void Whoever_is_in_the_lake_is_in_the_pool_and_days_of_the_same_bars_share_it()
    {
        var (one, other) = (Day(AsOf), Day(AsOf));
        Assert.Equal(["ALPHA-SIM", "BRAVO-SIM", "CHARLIE-SIM"], one.Hours("simulated", "ALPHA-SIM").Panel.Members.Select(m => m.Symbol));
        Assert.Same(one.Hours("simulated", "ALPHA-SIM"), other.Hours("simulated", "ALPHA-SIM"));
        var earlier = Day(AsOf - Duration.Day);
        Assert.NotEqual(one.Version, earlier.Version);
        Assert.NotSame(one.Hours("simulated", "ALPHA-SIM"), earlier.Hours("simulated", "ALPHA-SIM"));
    }

    [Fact]
    public void Bars_after_the_as_of_and_another_market_change_nothing_and_another_instrument_everything()
    {
        var before = Day(AsOf);
        var (version, own) = (before.Version, new InstrumentDay(before, "simulated", "ALPHA-SIM").BarVersion);
        var bars = before.Bars("simulated", "ALPHA-SIM");
        Ingested(Named(bars, "binance", "ALPHAUSDT"));
        Assert.Equal(version, Day(AsOf).Version);
        Ingested(Named(bars, "simulated", "ZULU-SIM"));
        var after = Day(AsOf);
        Assert.NotEqual(version, after.Version);
        Assert.Equal(own, new InstrumentDay(after, "simulated", "ALPHA-SIM").BarVersion);
        Assert.Equal(4, after.Hours("simulated", "ALPHA-SIM").Panel.Members.Count);
        Assert.Single(new MarketDay(_small.Workspace, _settings, false, AsOf).Hours("binance", "ALPHAUSDT").Panel.Members);
    }

    private MarketDay Day(long asOf) => new(_small.Workspace, _settings, true, asOf);

    private static BarSeries Named(BarSeries bars, string venue, string symbol) => new()
    {
        Venue = venue, Symbol = symbol, Interval = bars.Interval, OpenTime = bars.OpenTime, Open = bars.Open, High = bars.High, Low = bars.Low, Close = bars.Close,
        Volume = bars.Volume, QuoteVolume = bars.QuoteVolume, Trades = bars.Trades, TakerBuyBase = bars.TakerBuyBase, TakerBuyQuote = bars.TakerBuyQuote,
    };

    private void Ingested(BarSeries bars) => _small.Workspace.Lake.WriteBars(bars, TimeSpan.Zero);
}
