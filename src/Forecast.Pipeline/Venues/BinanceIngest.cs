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
    private readonly TradeIngest _trades = new(workspace);

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
        using var fetcher = new BinanceFetcher(request.Series[0].Product, workspace.Landing, request.Addresses, limits, workspace.Clock, request.Refresh);
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

    private Task<SeriesReport> Keep(SeriesFetch fetch, CancellationToken stop) => fetch.Series.Kind == BinanceKind.Klines ? KeepKlines(fetch, stop) : KeepTrades(fetch, stop);

    private async Task<SeriesReport> KeepKlines(SeriesFetch fetch, CancellationToken stop)
    {
        var (interval, sum, bars, first, last) = (fetch.Series.Interval!.Value, new Sum(), 0L, long.MaxValue, long.MinValue);
        foreach (var delivery in LandedKlines.Read(fetch, MostBars))
        {
            stop.ThrowIfCancellationRequested();
            if (delivery.Bars is { Count: > 0 } b) (bars, first, last) = (bars + b.Count, Math.Min(first, b.OpenTime[0]), Math.Max(last, b.End(b.Count - 1)));
            var report = await _ingest.Keep(delivery, interval, stop);
            sum.Add(report.Delivery.Rows, report.New, report.Corrected, report.Delivery.Error is { } e ? e with { Where = $"{fetch.Series}: {e.Where}" } : null, report.Delivery.Quarantine, report.KnownBefore);
            sum.Doubt(report.Withdrawn, report.Delivery.Flagged);
        }
        return sum.Report(fetch, bars > 0 ? ((last - first) / Duration.Microseconds(interval)) - bars : null);
    }

    private async Task<SeriesReport> KeepTrades(SeriesFetch fetch, CancellationToken stop)
    {
        var (sum, missing) = (new Sum(), (long?)null);
        foreach (var file in fetch.Files)
        {
            stop.ThrowIfCancellationRequested();
            var options = new TradeFileOptions { Venue = fetch.Series.Product.Venue, Symbol = fetch.Series.Symbol, Format = fetch.Series.Kind == BinanceKind.Trades ? "binance-trades" : "binance-agg-trades" };
            try
            {
                var report = await _trades.Keep(file.Path, options, stop);
                var (added, corrected) = (report.Writes.Sum(w => (long)w.Write.New), report.Writes.Sum(w => (long)w.Write.Corrected));
                sum.Add(report.File.Rows, added, corrected, report.File.Error is { } e ? Named(e, file) : null, report.File.Quarantine, report.KnownBefore);
                sum.Doubt(0, report.File.Flagged);
                if (report.File.Error is null) missing = (missing ?? 0) + report.File.MissingIds;
            }
            catch (InputException e)
            {
                sum.Add(default, 0, 0, Named(e.Error, file), [], false);
            }
        }
        return sum.Report(fetch, missing);
    }

    private static InputError Named(InputError error, LandedFile file) => error with { Where = $"{file.Series}, {file.Period}: {error.Where}" };

    private sealed class Sum
    {
        private readonly List<InputError> _refused = [];
        private readonly List<SetAside> _faulty = [];
        private RowCounts _rows;
        private readonly List<QuarantinedRow> _flagged = [];
        private long _new, _corrected;
        private int _withdrawn;

        public void Add(RowCounts rows, long added, long corrected, InputError? error, IReadOnlyList<QuarantinedRow> quarantine, bool known)
        {
            _rows = new RowCounts(_rows.Read + rows.Read, _rows.Good + rows.Good, _rows.Quarantined + rows.Quarantined, _rows.Duplicates + rows.Duplicates);
            (_new, _corrected) = (_new + added, _corrected + corrected);
            if (error is not null) _refused.Add(error);
            if (rows.Quarantined > 0) _faulty.Add(new SetAside(rows, quarantine, known));
        }

        public void Doubt(int withdrawn, IReadOnlyList<QuarantinedRow> flagged)
        {
            _withdrawn += withdrawn;
            _flagged.AddRange(flagged);
        }

        public SeriesReport Report(SeriesFetch fetch, long? missing) => new(fetch, _rows, _new, _corrected, missing, _refused, _faulty) { Withdrawn = _withdrawn, Flagged = _flagged };
    }
}
