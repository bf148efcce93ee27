using System.Globalization;
using Forecast.Sources;

namespace Forecast.SystemTests.Sources.Binance;

/// <summary>A landing folder with a server to fetch from, on a day of March 2024, with short waits between repetitions.</summary>
internal sealed class VenueSite(BinanceServer server, TemporaryFolder folder)
{
    public const string February = "/data/spot/monthly/klines/BTCUSDT/15m/BTCUSDT-15m-2024-02.zip";

    public string Now { get; init; } = "2024-03-09T08:00:00Z";

    public BinanceAddresses? Addresses { get; init; }

    public VenueLimits Limits { get; init; } = new()
    {
        FirstDelay = TimeSpan.FromMilliseconds(10), Patience = TimeSpan.FromSeconds(5), BreakAfter = 6, BreakFor = TimeSpan.FromSeconds(30),
    };

    public async Task<SeriesFetch> Fetch(string symbol, string from, string to, TimeSpan? interval = null, BinanceProduct? product = null, IProgress<FetchProgress>? progress = null, bool refresh = false)
    {
        var clock = new ShiftedClock(DateTimeOffset.Parse(Now, CultureInfo.InvariantCulture));
        var series = new BinanceSeries(product ?? BinanceProduct.Spot, BinanceKind.Klines, symbol, interval ?? Klines.Quarter);
        var complete = ArchivePlan.LastCompleteDay(Core.Market.Instant.From(clock.GetUtcNow()), series.Product.Venue);
        using var fetcher = new BinanceFetcher(series.Product, folder["landing"], Addresses ?? server.Addresses, Limits, clock, refresh);
        return await fetcher.Fetch(series, ArchivePlan.Of(DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(to, CultureInfo.InvariantCulture), complete, series.Kind), progress, CancellationToken.None);
    }
}
