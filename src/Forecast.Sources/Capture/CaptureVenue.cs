using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>A venue whose captures can be read.</summary>
/// <param name="Name">As in the lake's layout.</param>
/// <param name="Prefix">How the names of its files begin.</param>
/// <param name="Sequence">How it numbers the updates of a book.</param>
/// <param name="HasTradeSequence">Whether its trades have consecutive numbers, so that a missing one is seen.</param>
public sealed record CaptureVenue(string Name, string Prefix, BookSequence Sequence, bool HasTradeSequence)
{
    public static IReadOnlyList<CaptureVenue> All { get; } =
    [
        new("binance", "spot_", BookSequence.Consecutive, HasTradeSequence: true),
        new("binance-usdm", "usdm_", BookSequence.Linked, HasTradeSequence: true),
        new("binance-coinm", "cm_", BookSequence.Linked, HasTradeSequence: true),
        new("hyperliquid", "hyperliquid_", BookSequence.Consecutive, HasTradeSequence: false),
    ];

    /// <summary>The venue of a name, or else of a file's name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static CaptureVenue Of(string? name, string path) =>
        (name is null ? All.FirstOrDefault(v => Path.GetFileName(path).StartsWith(v.Prefix, StringComparison.OrdinalIgnoreCase)) : All.FirstOrDefault(v => v.Name == name))
        ?? throw new InputException(
            name is null ? "the file's name does not say which venue it is from" : $"there is no reader of captures of '{name}'", path,
            $"give --venue {string.Join(" or ", All.Select(v => v.Name))}, or let the name begin with {string.Join(" or ", All.Select(v => v.Prefix))}");

    /// <summary>What a contract is worth in quote currency where quantities are contracts (COIN-M: 100 for BTC, 10 for others); null where they are in base currency.</summary>
    public double? ContractValue(string symbol) => Name == "binance-coinm" ? symbol.StartsWith("BTC", StringComparison.Ordinal) ? 100 : 10 : null;

    internal ICaptureParser Parser() => Name == "hyperliquid" ? new HyperliquidCaptureParser() : new BinanceCaptureParser();
}
