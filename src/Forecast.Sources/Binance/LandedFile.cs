using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>A file of a series that lies complete and verified in the landing folder.</summary>
/// <param name="Series">Whose data it holds.</param>
/// <param name="Period">Which days.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="FromApi">Whether it came by the API and not from the archive.</param>
/// <param name="Reused">Whether it was there before.</param>
public sealed record LandedFile(BinanceSeries Series, ArchivePeriod Period, string Path, bool FromApi, bool Reused)
{
    /// <summary>The klines in it, cleaned; refused where they are not of the file's own period.</summary>
    public SourceDelivery ReadKlines()
    {
        var delivery = KlineFile.Read([Path], Series.Product.Venue, Series.Symbol, Series.Interval!.Value);
        if (delivery.Bars is not { Count: > 0 } bars) return delivery;
        var (start, end) = (Instant.From(Period.First), Instant.From(Period.Last.AddDays(1)));
        return bars.OpenTime[0] >= start && bars.End(bars.Count - 1) <= end ? delivery : delivery with
        {
            Bars = null,
            Gaps = null,
            Error = new InputError(
                $"it holds bars from {Instant.Format(bars.OpenTime[0])} to {Instant.Format(bars.End(bars.Count - 1))}, not of {Period} alone", Path,
                "its times are wrong: look at the file; delete it to have it downloaded again"),
        };
    }
}
