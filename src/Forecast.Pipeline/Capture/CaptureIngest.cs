using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;
using Forecast.Storage.Db.Entities;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>
/// Keeps captures: trades, best quotes and books in the lake, rows that were set aside in the quarantine, bars of the book made from them. The files of an instrument are one
/// stream in the order of their receive times, so that a file without a snapshot goes on from the one before. Doing it again adds nothing, so an interrupted ingest is
/// simply done again.
/// </summary>
public sealed class CaptureIngest(Workspace workspace)
{
    private const string Interval = "capture";

    /// <summary>Ingests the files; folders stand for the captures in them.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="venue">Their venue; null where their names say it.</param>
    /// <param name="progress">Told how many files are done.</param>
    /// <param name="stop">Stops between batches.</param>
    /// <returns>The streams, and the files that were refused before it was seen of what they are.</returns>
    public async Task<(IReadOnlyList<CaptureStreamReport> Streams, IReadOnlyList<CaptureFileReport> Refused)> Keep(IReadOnlyList<string> paths, string? venue, IProgress<(int, int)> progress, CancellationToken stop)
    {
        var (files, refused, streams, done) = (new List<CaptureFile>(), new List<CaptureFileReport>(), new List<CaptureStreamReport>(), 0);
        void Take(string path, Action open)
        {
            try
            {
                open();
            }
            catch (InputException e)
            {
                refused.Add(new CaptureFileReport { Path = path, Error = e.Error });
            }
        }
        foreach (var path in paths)
        {
            Take(path, () =>
            {
                foreach (var file in Files(path)) Take(file, () => files.Add(NotAhead(CaptureFile.Open(file, venue))));
            });
        }
        foreach (var stream in files.DistinctBy(f => f.Input.Sha256).GroupBy(f => (f.Venue, f.Symbol)))
        {
            streams.Add(await Stream(stream.Key.Venue, stream.Key.Symbol, [.. stream.OrderBy(f => f.FirstReceivedAt)], () => progress.Report((++done, files.Count)), stop));
        }
        return (streams, refused);
    }

    private async Task<CaptureStreamReport> Stream(CaptureVenue venue, string symbol, IReadOnlyList<CaptureFile> files, Action fileDone, CancellationToken stop)
    {
        var (book, tops, reports, times) = (new BookSynchronizer(venue.Sequence), new TopComparison(), new List<CaptureFileReport>(), new List<long>());
        foreach (var file in files)
        {
            reports.Add(await Keep(file, batch =>
            {
                foreach (var message in batch)
                {
                    Follow(book, tops, message);
                    if (message.Kind != CaptureKind.Trade) times.Add(message.Time!.Value);
                }
                if (times.Count > 2) times = [times.Min(), times.Max()];
            }, stop));
            fileDone();
        }
        tops.End();
        var bars = times.Count > 0 ? new BookBars(workspace.Lake, venue, symbol).Make(times.Min(), times.Max()) : FactWrite.None;
        return new CaptureStreamReport(venue, symbol, reports, book, tops, bars);
    }

    private static void Follow(BookSynchronizer book, TopComparison tops, in CaptureMessage message)
    {
        if (message.Kind == CaptureKind.Quote) tops.Add(message.Quote);
        else if (message.Update is { } update && book.Apply(update) == BookOutcome.Applied) tops.Add(book.Book);
        else if (message.Snapshot is { } snapshot && book.Load(snapshot) == BookOutcome.Applied) tops.Add(book.Book);
    }

    private async Task<CaptureFileReport> Keep(CaptureFile file, Action<IReadOnlyList<CaptureMessage>> follow, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        var known = await db.SourceFiles.FindAsync([file.Input.Sha256, file.Venue.Name, file.Symbol, Interval], stop);
        using var written = new CaptureFacts(workspace.Lake, file, mayCorrect: known is null);
        InputError? error = null;
        try
        {
            foreach (var batch in written.Reader.Read())
            {
                stop.ThrowIfCancellationRequested();
                written.Keep(batch);
                follow(batch.Messages);
            }
            written.Reader.RequireMostlyGood();
            written.Commit();
        }
        catch (InputException e)
        {
            error = e.Error;
        }
        catch (CorruptPartException e)
        {
            error = new InputError(e.Message, $"the lake's facts of {file.Symbol}", "delete that part and its manifest, then ingest the file again");
        }
        var report = written.Report(error, known is not null);
        if (known is null && error is null)
        {
            var (good, quarantined) = (report.Kinds.Sum(k => (long)k.Rows.Good), report.Quarantined);
            db.SourceFiles.Add(new SourceFile
            {
                Sha256 = file.Input.Sha256,
                Venue = file.Venue.Name,
                Symbol = file.Symbol,
                Interval = Interval,
                FileName = Path.GetFileName(file.Input.Path),
                Rows = good + quarantined,
                Good = good,
                Quarantined = quarantined,
                Outcome = "kept",
                IngestedAt = Instant.From(workspace.Clock.GetUtcNow()),
            });
            await db.SaveChangesAsync(stop);
        }
        return report;
    }

    private static IEnumerable<string> Files(string path) => File.Exists(path) ? [path]
        : !Directory.Exists(path) ? throw new InputException("there is no such file or folder", path, "check the path")
        : Directory.EnumerateFiles(path).Where(f => CaptureVenue.All.Any(v => Path.GetFileName(f).StartsWith(v.Prefix, StringComparison.OrdinalIgnoreCase))).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } files
        ? files : throw new InputException("there is no capture in the folder", path, $"captures are named {string.Join(" or ", CaptureVenue.All.Select(v => v.Prefix + "…"))}; give other files one by one, with --venue");

    private CaptureFile NotAhead(CaptureFile file) => file.FirstReceivedAt <= Instant.From(workspace.Clock.GetUtcNow()) ? file
        : throw new InputException($"the first message was received at {Instant.Format(file.FirstReceivedAt)}, after the present", file.Input.Path, "correct the receive times, or this machine's clock");
}
