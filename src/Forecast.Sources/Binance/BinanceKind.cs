namespace Forecast.Sources;

/// <summary>A kind of market data in Binance's archive.</summary>
/// <param name="Id">As in <c>--kinds ID</c>.</param>
/// <param name="ArchiveFolder">Its folder, and for all but klines the middle of its files' names.</param>
/// <param name="Monthly">Whether the archive has files of a month.</param>
/// <param name="Daily">Whether the archive has files of a day.</param>
/// <param name="Api">Whether the REST API serves, without a key, the days that the archive does not have yet.</param>
/// <param name="LargestBytes">No file of the archive is larger; what is, is something else.</param>
public sealed record BinanceKind(string Id, string ArchiveFolder, bool Monthly, bool Daily, bool Api, long LargestBytes)
{
    private const long MB = 1_000_000, GB = 1000 * MB;

    public static readonly BinanceKind Klines = new("klines", "klines", Monthly: true, Daily: true, Api: true, 100 * MB);

    /// <summary>Single trades; the API gives past ones to holders of a key alone.</summary>
    public static readonly BinanceKind Trades = new("trades", "trades", Monthly: true, Daily: true, Api: false, 20 * GB);

    public static readonly BinanceKind AggregateTrades = new("agg-trades", "aggTrades", Monthly: true, Daily: true, Api: true, 20 * GB);

    public static IReadOnlyList<BinanceKind> All { get; } = [Klines, Trades, AggregateTrades];
}
