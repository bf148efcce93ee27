using System.Text.RegularExpressions;

namespace Forecast.Sources;

/// <summary>What the names of files and vendors say: the symbol of a file, and a venue's name here.</summary>
internal static partial class TradeFileName
{
    private static readonly Dictionary<string, string> Venues = new(StringComparer.Ordinal)
    {
        ["binance-futures"] = "binance-usdm",
        ["binance-delivery"] = "binance-coinm",
        ["gate-io"] = "gate",
    };

    /// <summary>Where the trades were made: what a capture's name says (<c>usdm_btcusdt_20240808_trades.csv.gz</c>), else the venue asked for.</summary>
    public static string Venue(string path, TradeFileOptions options) => Capture().Match(Path.GetFileName(path)) is { Success: true } capture
        ? capture.Groups[1].Value switch { "usdm" => "binance-usdm", "cm" => "binance-coinm", _ => "binance" } : options.Venue;

    /// <summary>The symbol asked for, or that of a capture's name, or that before <c>-trades-</c> or <c>-aggTrades-</c> in the file's name, or all of the name.</summary>
    /// <exception cref="InputException">The file's name is no symbol.</exception>
    public static string Symbol(string path, TradeFileOptions options)
    {
        var name = options.Symbol ?? (Capture().Match(Path.GetFileName(path)) is { Success: true } capture ? capture.Groups[2].Value : null) ?? Ending().Replace(Path.GetFileName(path), "");
        name = name.ToUpperInvariant();
        if (!VenueSymbol.IsName(options.Venue)) throw new InputException($"'{options.Venue}' is not a venue's name", "--venue", "use letters, digits, '.', '_' and '-', as in binance-usdm");
        return VenueSymbol.IsName(name) ? name
            : throw new InputException($"'{name}' is not a symbol", path, "name the file after its symbol, as BTCUSDT-trades-2024-01.zip, or say --symbol BTCUSDT");
    }

    /// <summary>The name here of a venue that Tardis names.</summary>
    public static string Venue(string exchange) => Venues.GetValueOrDefault(exchange, exchange);

    [GeneratedRegex(@"\A(spot|usdm|cm)_([a-z0-9_]+)_\d{8}_trades\.csv", RegexOptions.IgnoreCase)]
    private static partial Regex Capture();

    [GeneratedRegex(@"(-(agg)?trades(-[0-9-]+)?)?(\.csv)?(\.gz|\.zip)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Ending();
}
