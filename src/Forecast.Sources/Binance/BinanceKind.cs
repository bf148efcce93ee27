namespace Forecast.Sources;

/// <summary>A kind of market data in Binance's archive.</summary>
/// <param name="Id">As in <c>--kinds ID</c>.</param>
/// <param name="ArchiveFolder">Its folder, and for all but klines the middle of its files' names.</param>
/// <param name="Monthly">Whether the archive has files of a month.</param>
/// <param name="Daily">Whether the archive has files of a day.</param>
/// <param name="Api">Whether the REST API serves, without a key, the days that the archive does not have yet.</param>
/// <param name="FuturesOnly">Whether only futures have it.</param>
/// <param name="LargestBytes">No file of the archive is larger; what is, is something else.</param>
public sealed record BinanceKind(string Id, string ArchiveFolder, bool Monthly, bool Daily, bool Api, bool FuturesOnly, long LargestBytes)
{
    private const long MB = 1_000_000;

    public static readonly BinanceKind Klines = new("klines", "klines", Monthly: true, Daily: true, Api: true, FuturesOnly: false, 100 * MB);

    public static IReadOnlyList<BinanceKind> All { get; } = [Klines];
}
