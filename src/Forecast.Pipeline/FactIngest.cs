using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Db.Entities;
using Forecast.Storage.Lake;
using QuarantineLine = Forecast.Storage.Lake.QuarantinedRow;

namespace Forecast.Pipeline;

/// <summary>
/// Keeps the facts of files in the lake, the rows that were set aside in the quarantine, and a record of each file. Doing it again with the same file changes nothing, and one that was ingested before
/// corrects nothing: what it says was known, and may have been corrected since.
/// </summary>
public sealed class FactIngest(Workspace workspace)
{
    /// <summary>Rows set aside that a report shows.</summary>
    private const int Shown = 100;

    private const string Kept = "kept";

    /// <summary>Keeps a file; the reports are by instrument. Of an instrument that is refused, and of a file that turns out not to be whole, nothing is kept.</summary>
    /// <returns>The reports, and how many rows were no such facts or not asked for.</returns>
    public async Task<(IReadOnlyList<FactReport> Reports, int LeftOut)> Keep(FactFormat format, string path, FactRequest request, CancellationToken stop)
    {
        var reports = new Dictionary<(string, string, string), FactReport>();
        var writers = new Dictionary<(string, string, string), FactWriter>();
        var books = new Dictionary<(string Dataset, string Venue, string Symbol), (long First, long Last)>();
        var aside = new List<(string Venue, string Symbol, QuarantineLine[] Rows)>();
        try
        {
            var file = format.Read(path, request);
            await using var db = workspace.Database.CreateContext();
            foreach (var batch in file.Batches)
            {
                stop.ThrowIfCancellationRequested();
                var key = (batch.Dataset, batch.Venue, batch.Symbol);
                if (!reports.TryGetValue(key, out var report))
                {
                    var before = await db.SourceFiles.FindAsync([file.Input.Sha256, batch.Venue, batch.Symbol, batch.Dataset], stop);
                    var known = before is { Outcome: Kept };
                    // A file that was refused may be good the next time: what was of the future is of the past by then.
                    if (before is not null && !known) db.SourceFiles.Remove(before);
                    report = new FactReport(batch.Dataset, batch.Venue, batch.Symbol, path) { Sha256 = file.Input.Sha256, KnownBefore = known, Checksum = file.Checksum, AcceptedBecause = request.Policy.Reason(file.Checksum) };
                    writers[key] = workspace.Lake.OpenFacts(FactDatasetCatalog.All.Single(d => d.Name == batch.Dataset), batch.Venue, batch.Symbol, batch.Delay, mayCorrect: !known, staged: true);
                }
                aside.Add((batch.Venue, batch.Symbol, [.. batch.Quarantine.Select(q => new QuarantineLine(Path.GetFileName(path), q.Line, q.Rule, q.Detail, q.Raw))]));
                reports[key] = report.Error is null ? Keep(batch, writers[key], report) : report;
                if (reports[key].Error is not null || batch.Columns.Count == 0 || !(batch.Dataset == FactDatasetCatalog.BookUpdates.Name || batch.Dataset == FactDatasetCatalog.Quotes.Name)) continue;
                var (times, (first, last)) = (Times(batch), books.GetValueOrDefault(key, (long.MaxValue, long.MinValue)));
                books[key] = (Math.Min(first, times.Min()), Math.Max(last, times.Max()));
            }
            foreach (var (key, writer) in writers)
                if (reports[key].Error is null) writer.Commit();
            foreach (var (key, times) in books.Where(b => reports[b.Key].Error is null))
            {
                // Of other venues it is not known what a quantity counts.
                if (CaptureVenue.All.FirstOrDefault(v => v.Name == key.Venue) is not { } venue) continue;
                var bars = new BookBars(workspace.Lake, venue, key.Symbol, numbered: false).Make(times.First, times.Last);
                reports[key] = reports[key] with { BookBars = bars.New + bars.Corrected };
            }
            foreach (var (venue, symbol, rows) in aside) workspace.Lake.WriteQuarantine(venue, symbol, rows);
            foreach (var report in reports.Values.Where(r => !r.KnownBefore)) db.SourceFiles.Add(Record(report));
            await db.SaveChangesAsync(stop);
            return ([.. reports.Values], file.LeftOut);
        }
        catch (InputException e)
        {
            await Refused(format, path, e.Error, stop);
            return ([new FactReport(null, null, null, path) { Error = e.Error, Checksum = e.Checksum }], 0);
        }
        finally
        {
            foreach (var writer in writers.Values) writer.Dispose();
        }
    }

    private FactReport Keep(FactBatch batch, FactWriter writer, FactReport report)
    {
        report = report with
        {
            Rows = new RowCounts(
                report.Rows.Read + batch.Rows.Read, report.Rows.Good + batch.Rows.Good, report.Rows.Quarantined + batch.Rows.Quarantined, report.Rows.Duplicates + batch.Rows.Duplicates),
            Quarantine = report.Quarantine.Count < Shown ? [.. report.Quarantine, .. batch.Quarantine.Take(Shown - report.Quarantine.Count)] : report.Quarantine,
        };
        if (batch.Columns.Count == 0) return report;
        if (AheadOfClock(batch, report.File) is { } fault) return Refused(report, fault);
        try
        {
            var written = writer.Write(new LakeTable([.. batch.Columns.Select(c => new LakeColumn(c.Name, c.Values))]));
            return written.Conflicting.Count == 0 ? report with { New = report.New + written.New, Corrected = report.Corrected + written.Corrected }
                : Refused(report, new InputError($"{written.Conflicting.Count} rows of {batch.Symbol} contradict others of the file", report.File, "find out which of them are right and remove the others"));
        }
        catch (CorruptPartException e)
        {
            return Refused(report, new InputError(e.Message, $"the lake's {batch.Dataset} of {batch.Symbol}", "delete that part and its manifest, then ingest the source file again"));
        }
    }

    private static long[] Times(FactBatch batch) => (long[])batch.Columns.Single(c => c.Name == "time").Values;

    private static FactReport Refused(FactReport report, InputError error) => report with { Error = error, New = 0, Corrected = 0 };

    // A fact of the future cannot be known; a file that says so has wrong times.
    private InputError? AheadOfClock(FactBatch batch, string path)
    {
        var last = Times(batch).Max();
        return last <= Instant.From(workspace.Clock.GetUtcNow()) ? null
            : new InputError($"the last row is of {Instant.Format(last)}, after the present", path, "remove the rows that are not over yet, or correct their times or zone");
    }

    private async Task Refused(FactFormat format, string path, InputError error, CancellationToken stop)
    {
        var sha256 = Hash.Of($"{Path.GetFileName(path)}\n{error}");
        await using var db = workspace.Database.CreateContext();
        if (await db.SourceFiles.FindAsync([sha256, FactBatch.Unattributed, FactBatch.Unattributed, format.Id], stop) is not null) return;
        db.SourceFiles.Add(new SourceFile
        {
            Sha256 = sha256, Venue = FactBatch.Unattributed, Symbol = FactBatch.Unattributed, Interval = format.Id, FileName = Path.GetFileName(path), Rows = 0, Good = 0, Quarantined = 0, Outcome = "refused", Error = error.ToString(),
            IngestedAt = Instant.From(workspace.Clock.GetUtcNow()),
        });
        await db.SaveChangesAsync(stop);
    }

    private SourceFile Record(FactReport report) => new()
    {
        Sha256 = report.Sha256!, Venue = report.Venue!, Symbol = report.Symbol!, Interval = report.Dataset!, FileName = Path.GetFileName(report.File), Rows = report.Rows.Good + report.Rows.Quarantined,
        Good = report.Rows.Good, Quarantined = report.Rows.Quarantined, Outcome = report.Error is null ? Kept : "refused", Error = report.Error?.ToString() ?? TradeIngest.Accepted(report.AcceptedBecause), IngestedAt = Instant.From(workspace.Clock.GetUtcNow()),
    };
}
