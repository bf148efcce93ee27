using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>Days by the REST API, written into the landing folder as the archive would write them, under another name until the day is whole.</summary>
internal sealed class ApiDownload(VenueHttp http, BinanceProduct product, string landing)
{
    private readonly KlinePages _klines = new(http, product);
    private readonly AggregateTradePages _trades = new(http, product);

    /// <summary>The day's file, and whether it was there before; null where the venue has nothing of that day.</summary>
    /// <exception cref="InputException">It cannot be had, or the answer is not of that day.</exception>
    public async Task<LandedFile?> Fetch(BinanceSeries series, ArchivePeriod day, CancellationToken stop)
    {
        var target = Path.Join(landing, series.ApiFile(day));
        if (File.Exists(target)) return new LandedFile(series, day, target, FromApi: true, Reused: true);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var (temporary, rows) = (target + ".partial", 0);
        await using (var file = new StreamWriter(new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None)))
        {
            await foreach (var row in Rows(series, day, stop))
            {
                await file.WriteAsync(row);
                await file.WriteAsync('\n');
                rows++;
            }
        }
        if (rows > 0) File.Move(temporary, target, overwrite: true);
        else File.Delete(temporary);
        return rows > 0 ? new LandedFile(series, day, target, FromApi: true, Reused: false) : null;
    }

    /// <summary>The first day with data, on or after <paramref name="from"/>; null where there is none.</summary>
    public Task<DateOnly?> FirstDay(BinanceSeries series, DateOnly from, CancellationToken stop) =>
        _klines.FirstDay(series.Symbol, series.Interval is null ? "1d" : series.Spelled, from, stop);

    private IAsyncEnumerable<string> Rows(BinanceSeries series, ArchivePeriod day, CancellationToken stop)
    {
        var (start, end) = (Instant.From(day.First) / 1000, (Instant.From(day.Last.AddDays(1)) / 1000) - 1);
        return series.Kind == BinanceKind.Klines ? _klines.Rows(series, start, end, stop) : _trades.Rows(series, start, end, stop);
    }
}
