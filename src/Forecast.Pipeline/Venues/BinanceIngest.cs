using Forecast.Core.Market;
using Forecast.Sources;

namespace Forecast.Pipeline.Venues;

/// <summary>
/// Brings days of Binance into the lake: fetches what is not there yet and keeps what was fetched. Each of the two can be ended at any point and done again, so their sum can.
/// While one series is kept, the next ones are being fetched.
/// </summary>
public sealed class BinanceIngest(Workspace workspace)
{
    // A year of one-minute bars is kept at once; more would only need more memory.
    private const int MostBars = 500_000;

    private readonly Ingest _ingest = new(workspace);

    /// <summary>The periods that would be fetched for a series.</summary>
    public IReadOnlyList<ArchivePeriod> Plan(BinanceSeries series, DateOnly from, DateOnly to) => ArchivePlan.Of(from, to, LastCompleteDay(series.Product), series.Kind);

    /// <summary>The last day that is over.</summary>
    public DateOnly LastCompleteDay(BinanceProduct product) => ArchivePlan.LastCompleteDay(Instant.From(workspace.Clock.GetUtcNow()), product.Venue);

    /// <summary>Fetches and keeps; one report for each series, in their order.</summary>
    public async Task<IReadOnlyList<SeriesReport>> Run(BinanceRequest request, VenueLimits limits, IProgress<FetchProgress>? progress, CancellationToken stop)
    {
        workspace.Lake.Sweep();
        var reports = new List<SeriesReport>();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var fetcher = new BinanceFetcher(request.Series[0].Product, workspace.Landing, request.Addresses, limits, workspace.Clock);
        var fetches = request.Series.Select(s => fetcher.Fetch(s, Plan(s, request.From, request.To), progress, ended.Token)).ToArray();
        try
        {
            foreach (var fetch in fetches) reports.Add(await Keep(await fetch, stop));
        }
        catch
        {
            await ended.CancelAsync();
            await Task.WhenAll(fetches).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
        return reports;
    }

    private async Task<SeriesReport> Keep(SeriesFetch fetch, CancellationToken stop)
    {
        var (interval, rows, bars, first, last) = (fetch.Series.Interval!.Value, default(RowCounts), 0L, long.MaxValue, long.MinValue);
        var (added, corrected, refused, faulty) = (0, 0, new List<InputError>(), new List<IngestReport>());
        foreach (var delivery in LandedKlines.Read(fetch, MostBars))
        {
            stop.ThrowIfCancellationRequested();
            if (delivery.Bars is { Count: > 0 } b) (bars, first, last) = (bars + b.Count, Math.Min(first, b.OpenTime[0]), Math.Max(last, b.End(b.Count - 1)));
            var report = await _ingest.Keep(delivery, interval, stop);
            rows = new RowCounts(rows.Read + delivery.Rows.Read, rows.Good + delivery.Rows.Good, rows.Quarantined + delivery.Rows.Quarantined, rows.Duplicates + delivery.Rows.Duplicates);
            (added, corrected) = (added + report.New, corrected + report.Corrected);
            if (report.Delivery.Error is { } error) refused.Add(error with { Where = $"{fetch.Series}: {error.Where}" });
            else if (report.Faulty) faulty.Add(report);
        }
        var missing = bars > 0 ? ((last - first) / Duration.Microseconds(interval)) - bars : (long?)null;
        return new SeriesReport(fetch, rows, added, corrected, missing, refused, faulty);
    }
}
