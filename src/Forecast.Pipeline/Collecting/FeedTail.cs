using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>Where the facts of the lake end, so that a collector that starts can say what was missed since.</summary>
internal static class FeedTail
{
    // The last row by time need not have the last number, but it is not far from it.
    private const long Near = 60_000_000;

    public static FeedResume Of(Lake lake, string venue, string symbol) => new(
        Last(lake, FactDatasetCatalog.Trades, venue, symbol), Last(lake, FactDatasetCatalog.Quotes, venue, symbol), Last(lake, FactDatasetCatalog.BookUpdates, venue, symbol));

    private static FeedPosition? Last(Lake lake, FactDataset dataset, string venue, string symbol)
    {
        if (lake.LastTime(dataset, venue, symbol) is not { } last || lake.ReadFacts(dataset, venue, symbol, last - Near) is not { } rows) return null;
        var (ids, times) = (rows.Longs(dataset.Key[0]), rows.Longs(dataset.Time));
        // A snapshot says what the book was, not that all updates before it came.
        var updates = rows.Columns.FirstOrDefault(c => c.Name == "is_snapshot")?.Values as sbyte[];
        var found = (FeedPosition?)null;
        for (var i = 0; i < ids.Length; i++)
        {
            if (updates?[i] != 1 && !(ids[i] <= found?.Id)) found = new FeedPosition(ids[i], times[i]);
        }
        return found;
    }
}
