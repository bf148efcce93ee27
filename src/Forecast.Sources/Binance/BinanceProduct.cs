namespace Forecast.Sources;

/// <summary>
/// A market of Binance: where its archive and its REST API are, and what they allow. Reference: the venue's API documentation, "General endpoints" and "Limits", and the README of its
/// public archive.
/// </summary>
/// <param name="Id">As in <c>--product ID</c>.</param>
/// <param name="Venue">Venue in the lake.</param>
/// <param name="ArchiveFolder">Folder below <c>/data</c> of the archive.</param>
/// <param name="ApiHost">Base address of the REST API.</param>
/// <param name="ApiPath">Path of its version that serves market data.</param>
/// <param name="MostKlines">Most klines that a request may ask for.</param>
/// <param name="KlinesWeight">What such a request counts against the limit.</param>
/// <param name="AggregateTradesWeight">What a request for 1000 aggregate trades counts.</param>
/// <param name="WeightLimit">Request weight that an address may use in a minute.</param>
public sealed record BinanceProduct(string Id, string Venue, string ArchiveFolder, Uri ApiHost, string ApiPath, int MostKlines, int KlinesWeight, int AggregateTradesWeight, int WeightLimit)
{
    public static readonly BinanceProduct Spot = new("spot", "binance", "spot", new("https://api.binance.com"), "/api/v3", 1000, 2, 4, 6000);

    public static readonly BinanceProduct UsdMargined = new("usdm", "binance-usdm", "futures/um", new("https://fapi.binance.com"), "/fapi/v1", 1500, 10, 20, 2400);

    public static readonly BinanceProduct CoinMargined = new("coinm", "binance-coinm", "futures/cm", new("https://dapi.binance.com"), "/dapi/v1", 1500, 10, 20, 2400);

    public static IReadOnlyList<BinanceProduct> All { get; } = [Spot, UsdMargined, CoinMargined];
}
