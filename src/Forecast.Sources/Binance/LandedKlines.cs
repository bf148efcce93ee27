using System.Security.Cryptography;
using System.Text;

namespace Forecast.Sources;

/// <summary>Reads the klines of a series out of its landed files.</summary>
public static class LandedKlines
{
    /// <summary>
    /// The good files' bars, joined until there are <paramref name="mostBars"/> of them or no more files; and each file that is refused by itself. The rows and hashes of a joined delivery are
    /// those of its files.
    /// </summary>
    public static IEnumerable<SourceDelivery> Read(SeriesFetch fetch, int mostBars)
    {
        var (good, bars) = (new List<SourceDelivery>(), 0);
        foreach (var delivery in fetch.Files.Select(f => f.ReadKlines()))
        {
            if (delivery.Bars is null) yield return delivery;
            else
            {
                good.Add(delivery);
                if ((bars += delivery.Bars.Count) < mostBars) continue;
                yield return Joined(fetch.Series, good);
                (good, bars) = ([], 0);
            }
        }
        if (good.Count > 0) yield return Joined(fetch.Series, good);
    }

    /// <summary>A delivery without bars, with the rows of <paramref name="parts"/>.</summary>
    internal static SourceDelivery Of(BinanceSeries series, IReadOnlyList<SourceDelivery> parts) => new()
    {
        Symbol = series.Symbol,
        Venue = series.Product.Venue,
        Simulated = false,
        Delay = TimeSpan.FromMicroseconds(SourceCatalog.Delay(series.Product.Venue)),
        Rows = parts.Select(p => p.Rows).Aggregate(default(RowCounts), (a, b) => new(a.Read + b.Read, a.Good + b.Good, a.Quarantined + b.Quarantined, a.Duplicates + b.Duplicates)),
        Quarantine = [.. parts.SelectMany(p => p.Quarantine)],
        Flagged = [.. parts.SelectMany(p => p.Flagged)],
    };

    private static SourceDelivery Joined(BinanceSeries series, IReadOnlyList<SourceDelivery> parts)
    {
        if (parts is [var only]) return only;
        var bars = BarSeriesJoin.Of([.. parts.Select(p => p.Bars!)]);
        var hashes = string.Join('\n', parts.Select(p => p.Input!.Sha256));
        return Of(series, parts) with
        {
            Bars = bars,
            Gaps = GapReport.Of(bars),
            Input = new InputFile($"{parts.Count} files from {Path.GetFileName(parts[0].Input!.Path)} to {Path.GetFileName(parts[^1].Input!.Path)}", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashes)))),
            Checksum = parts.Min(p => p.Checksum),
        };
    }
}
