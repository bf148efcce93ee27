using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Brings series of one product into the landing folder: what the plan asks for, and where the archive lacks a file, its days one by one, and a day that it lacks too by the API. One file
/// that cannot be had keeps none of the others away. It may be ended at any point and run again.
/// </summary>
public sealed class BinanceFetcher : IDisposable
{
    // The archive states no limit; this is far above what four downloads at a time can ask for.
    private const int ArchiveRequests = 100_000;

    // A file that the venue replaces is replaced within weeks of its last day.
    private const int DaysOfReplacement = 45;

    private readonly VenueHttp _archive, _api;
    private readonly SemaphoreSlim _parallel;
    private readonly ArchiveDownload _download;
    private readonly ApiDownload _days;
    private readonly Lock _lock = new();
    private FetchProgress _at;

    /// <param name="product">Of every series that will be asked for.</param>
    /// <param name="landing">Folder for what comes.</param>
    /// <param name="refresh">Ask of every file that is here whether the venue has replaced it, and not of those of the last weeks alone.</param>
    public BinanceFetcher(BinanceProduct product, string landing, BinanceAddresses addresses, VenueLimits limits, TimeProvider clock, bool refresh = false)
    {
        _archive = new VenueHttp(addresses.Archive, ArchiveRequests, limits, clock, compressed: false);
        _api = new VenueHttp(addresses.ApiOf(product), product.WeightLimit, limits, clock, compressed: true);
        _parallel = new SemaphoreSlim(limits.Parallel);
        var folder = Path.Combine(landing, "binance");
        _download = new ArchiveDownload(_archive, folder, refresh ? DateOnly.MinValue : Instant.Day(Instant.From(clock.GetUtcNow())).AddDays(-DaysOfReplacement));
        _days = new ApiDownload(_api, product, folder);
    }

    /// <summary>Fetches the planned periods of a series, several at a time.</summary>
    public async Task<SeriesFetch> Fetch(BinanceSeries series, IReadOnlyList<ArchivePeriod> plan, IProgress<FetchProgress>? progress, CancellationToken stop)
    {
        Report(0, plan.Count, 0, progress);
        var work = new Work(this, series, progress, plan.Count > 0 ? plan[0].First : default, stop);
        var parts = await Task.WhenAll(plan.Select(work.Period));
        return new SeriesFetch(
            series, [.. parts.SelectMany(p => p.Files)], [.. parts.SelectMany(p => p.Failures)], [.. parts.SelectMany(p => p.Absent)], [.. parts.SelectMany(p => p.Warnings)]);
    }

    public void Dispose()
    {
        _archive.Dispose();
        _api.Dispose();
        _parallel.Dispose();
    }

    private void Report(int done, int more, long bytes, IProgress<FetchProgress>? progress)
    {
        lock (_lock)
        {
            _at = new FetchProgress(_at.Done + done, _at.All + more, _at.Bytes + bytes);
            progress?.Report(_at);
        }
    }

    /// <summary>What a period, or a part of it, brought.</summary>
    private sealed class Part
    {
        public List<LandedFile> Files { get; } = [];

        public List<InputError> Failures { get; } = [];

        public List<DateOnly> Absent { get; } = [];

        public List<string> Warnings { get; } = [];
    }

    private sealed class Work(BinanceFetcher owner, BinanceSeries series, IProgress<FetchProgress>? progress, DateOnly from, CancellationToken stop) : IProgress<long>
    {
        private readonly Lazy<Task<DateOnly?>> _listed = new(() => owner._days.FirstDay(series, from, stop));

        public async Task<Part> Period(ArchivePeriod period)
        {
            await owner._parallel.WaitAsync(stop);
            var part = new Part();
            try
            {
                if (!period.Monthly) await Day(period, part);
                else if (await Archived(period, part) is { } file) part.Files.Add(file);
                else if (part.Failures.Count == 0) await Days(period, part);
            }
            finally
            {
                owner._parallel.Release();
                owner.Report(1, 0, 0, progress);
            }
            return part;
        }

        public void Report(long value) => owner.Report(0, 0, value, progress);

        private async Task Days(ArchivePeriod month, Part part)
        {
            var listed = await Listed(month, part);
            foreach (var day in month.Days())
            {
                if (day.First < listed) part.Absent.Add(day.First);
                else await Day(day, part);
            }
        }

        private async Task Day(ArchivePeriod day, Part part)
        {
            var before = part.Failures.Count;
            var file = series.Kind.Daily ? await Archived(day, part) : null;
            if (file is null && part.Failures.Count == before && series.Kind.Api) file = await Attempt(day, part, () => owner._days.Fetch(series, day, stop));
            if (file is not null) part.Files.Add(file);
            else if (part.Failures.Count == before) part.Absent.Add(day.First);
        }

        // A month without a file lies mostly before the symbol was listed: then its days need not be asked for one by one. Where the API does not say, they are.
        private async Task<DateOnly> Listed(ArchivePeriod month, Part part)
        {
            try
            {
                return await _listed.Value ?? DateOnly.MaxValue;
            }
            catch (InputException e) when (e.Error.Remedy == VenueFault.WrongRequest)
            {
                part.Failures.Add(e.Error with { Where = $"{series}, {month}: {e.Error.Where}" });
                return DateOnly.MaxValue;
            }
            catch (InputException)
            {
                return DateOnly.MinValue;
            }
        }

        private Task<LandedFile?> Archived(ArchivePeriod period, Part part) => Attempt(period, part, () => owner._download.Fetch(series, period, this, part.Warnings.Add, stop));

        private async Task<LandedFile?> Attempt(ArchivePeriod period, Part part, Func<Task<LandedFile?>> fetch)
        {
            try
            {
                return await fetch();
            }
            catch (InputException e)
            {
                part.Failures.Add(e.Error with { Where = $"{series}, {period}: {e.Error.Where}" });
                return null;
            }
        }
    }
}
