using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>What is known of venues. One that is not here is not known: an absent bar of it may be either.</summary>
public static class VenueCatalog
{
    public static IReadOnlyList<VenueFacts> All { get; } =
    [
        new("binance", WritesEmptyBars: true, Perpetuals: "binance-usdm"),
        new("binance-coinm", WritesEmptyBars: true),
        new("binance-usdm", WritesEmptyBars: true, CoinMargined: "binance-coinm"),
        new("binanceus", WritesEmptyBars: true),
        new("bitmex", WritesEmptyBars: true),
        new("kraken", WritesEmptyBars: false),
        new(SimulatedMarket.Venue, WritesEmptyBars: true),
    ];

    /// <summary>The facts of a venue; null where none are known.</summary>
    public static VenueFacts? Find(string venue) => All.FirstOrDefault(v => v.Venue == venue);
}
