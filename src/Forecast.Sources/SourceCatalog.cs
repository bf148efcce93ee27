using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>The sources, in the order in which they are shown.</summary>
public static class SourceCatalog
{
    public static IReadOnlyList<SourceEntry> All { get; } =
    [
        new("sample", "the simulated market of data/sample/market.json, marked SIMULATED wherever it shows", location => new SampleSource(location)),
        new("files", "klines files: a folder DIR/<interval>/<SYMBOL>.csv.gz (or .csv, .zip), or one such file", location => new FilesSource(location)),
    ];

    /// <summary>The source called <paramref name="id"/>.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static IMarketDataSource Open(string id, SourceLocation location)
    {
        var entry = All.FirstOrDefault(e => e.Id == id)
            ?? throw new InputException($"there is no source '{id}'", "--source", $"choose one of {string.Join(", ", All.Select(e => e.Id))}");
        return entry.Open(location);
    }

    /// <summary>Whether <paramref name="venue"/> writes bars in which nothing was traded, so that a bar that is not there is missing.</summary>
    public static bool WritesEveryBar(string venue) => venue != "kraken";

    /// <summary>Whether <paramref name="venue"/> numbers an instrument's trades by ones, so that a hole in the numbers is a trade that is missing.</summary>
    public static bool CountsTrades(string venue) => venue.StartsWith("binance", StringComparison.Ordinal);

    /// <summary>
    /// Microseconds after its end at which a bar of <paramref name="venue"/> could be known. A simulated bar is there at once; a venue closes and
    /// publishes a bar within seconds of its end, and ten seconds leave room for the way to us.
    /// </summary>
    public static long Delay(string venue) => venue == SimulatedMarket.Venue ? 0 : 10_000_000;
}
