using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>The venues that can be collected live.</summary>
public static class FeedVenueCatalog
{
    public static IReadOnlyList<FeedVenue> All { get; } =
    [
        new("binance", new("wss://stream.binance.com:9443"), new("https://api.binance.com"), "/api/v3/depth", BookSequence.Consecutive, 1024),
        new("binance-usdm", new("wss://fstream.binance.com"), new("https://fapi.binance.com"), "/fapi/v1/depth", BookSequence.Linked, 200),
        new("binance-coinm", new("wss://dstream.binance.com"), new("https://dapi.binance.com"), "/dapi/v1/depth", BookSequence.Linked, 200),
    ];
}
