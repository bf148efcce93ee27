using System.Text.RegularExpressions;

namespace Forecast.Sources;

/// <summary>
/// The venue and symbol of a derivative under the names that the lake uses: files of many venues write one pair in one way, venues do not. A perpetual of Binance is of
/// its USD-M or COIN-M market.
/// </summary>
internal static partial class VenueSymbol
{
    private static readonly string[] Known = ["binance", "bitmex", "bybit", "deribit", "gate", "hyperliquid", "kraken", "okx"];

    /// <param name="venue">As the file or the user says it.</param>
    /// <param name="written">As the file writes the pair: <c>BTC-USDT</c>, <c>BTC/USDT</c>, <c>BTCUSDT</c>, <c>BTCUSDCM</c> (margined in coin), <c>BTCUSD_PERP</c>.</param>
    public static (string Venue, string Symbol) OfPerpetual(string venue, string written)
    {
        (venue, written) = (venue.ToLowerInvariant() is "gateio" or "gate.io" ? "gate" : venue.ToLowerInvariant(), written.ToUpperInvariant());
        if (Linear().Match(written) is { Success: true } linear)
        {
            var (coin, quote) = (linear.Groups[1].Value, linear.Groups[2].Value);
            return venue switch
            {
                "binance" or "binance-usdm" => ("binance-usdm", coin + quote),
                "bybit" => (venue, coin + quote),
                "gate" => (venue, $"{coin}_{quote}"),
                "okx" => (venue, $"{coin}-{quote}-SWAP"),
                _ => (venue, written),
            };
        }
        if (Inverse().Match(written) is { Success: true } inverse)
        {
            var coin = inverse.Groups[1].Value;
            return venue switch
            {
                "binance" or "binance-coinm" => ("binance-coinm", $"{coin}USD_PERP"),
                "bybit" => (venue, $"{coin}USD"),
                "gate" => (venue, $"{coin}_USD"),
                "okx" => (venue, $"{coin}-USD-SWAP"),
                _ => (venue, written),
            };
        }
        // What is left of Binance are dated futures: BTCUSDT_240628 and BTCUSD_240628.
        return venue == "binance" ? (IsCoinMargined(written) ? "binance-coinm" : "binance-usdm", written) : (venue, written);
    }

    /// <summary>Whether a symbol of Binance is of the COIN-M market: <c>BTCUSD_PERP</c>, <c>BTCUSD_240628</c>.</summary>
    public static bool IsCoinMargined(string symbol) => CoinMargined().IsMatch(symbol);

    /// <summary>The one venue that a file's name names between its separators; null where it names none or several.</summary>
    public static string? VenueIn(string path) =>
        Path.GetFileName(path).ToLowerInvariant().Split('_', '-', '.').Intersect(Known).ToArray() is [var one] ? one : null;

    /// <summary>Whether the lake can keep the name.</summary>
    public static bool IsName(string name) => Name().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal);

    [GeneratedRegex(@"\A([A-Z0-9]+?)[-_/]?(USDT|USDC)\z")]
    private static partial Regex Linear();

    [GeneratedRegex(@"\A([A-Z0-9]+?)(?:USDCM|USD_PERP|[-/]USD)\z")]
    private static partial Regex Inverse();

    [GeneratedRegex(@"\A[A-Z0-9]+USD_(?:PERP|[0-9]{6})\z")]
    private static partial Regex CoinMargined();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Name();
}
