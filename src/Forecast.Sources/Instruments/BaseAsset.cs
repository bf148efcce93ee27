using System.Text.RegularExpressions;

namespace Forecast.Sources;

/// <summary>The coin that a symbol is of: <c>BTC</c> of <c>BTCUSDT</c>, <c>BTC-USD-SWAP</c>, <c>BTC_USDT</c> and <c>BTCUSD_PERP</c>.</summary>
public static partial class BaseAsset
{
    /// <summary>The symbol itself where it has no quote currency that is known.</summary>
    public static string Of(string symbol) => Pair().Match(symbol) is { Success: true } pair ? pair.Groups[1].Value : symbol;

    [GeneratedRegex(@"\A([A-Z0-9]+?)[-_/]?(?:USDT|USDC|USD)(?:[-_][A-Z0-9]+)?\z")]
    private static partial Regex Pair();
}
