using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;
using Forecast.Storage.Db.Entities;
using Forecast.Storage.Lake;
using QuarantineLine = Forecast.Storage.Lake.QuarantinedRow;

namespace Forecast.Pipeline;

/// <summary>
/// Keeps what a source delivers: good bars in the lake, rows that were set aside in the quarantine, and a record of the input. Doing it again with the
/// same input changes nothing, so an interrupted ingest is simply done again.
/// </summary>
public sealed class Ingest(Workspace workspace)
{
    private const string Kept = "kept";

    /// <summary>Keeps one delivery.</summary>
    public async Task<IngestReport> Keep(SourceDelivery delivery, TimeSpan interval, CancellationToken stop)
    {
        var sha256 = delivery.Input?.Sha256 ?? (delivery.Bars is { } made ? BarHash.Of(made) : Hash.Of($"{delivery.Venue}\n{delivery.Symbol}\n{delivery.Error}"));
        var file = delivery.Input is null ? delivery.Venue : Path.GetFileName(delivery.Input.Path);
        await using var db = workspace.Database.CreateContext();
        var spelled = Duration.Format(interval);
        var known = await db.SourceFiles.FindAsync([sha256, delivery.Venue, delivery.Symbol, spelled], stop);
        var keptBefore = known?.Outcome == Kept;
        var (written, withdrawn) = ((LakeWrite?)null, 0);
        try
        {
            if (AheadOfClock(delivery) is { } fault) delivery = delivery with { Bars = null, Error = fault };
            // A file that was kept before says nothing new: where it differs now, a later file corrected it.
            written = delivery.Bars is { } bars ? workspace.Lake.WriteBars(bars, delivery.Delay, mayCorrect: !keptBefore) : null;
            // Also where nothing is new: an ingest that was killed here has written the bars and not yet looked at them.
            if (written is not null && !keptBefore) withdrawn = PrintReview.Withdraw(workspace.Lake, delivery, file);
        }
        catch (CorruptPartException e)
        {
            // One damaged file of the lake keeps its instrument away, not the others.
            delivery = delivery with { Bars = null, Error = new InputError(e.Message, $"the lake's bars of {delivery.Symbol}", "delete that part and its manifest, then ingest the source file again") };
        }
        workspace.Lake.WriteQuarantine(delivery.Venue, delivery.Symbol, Lines(delivery.Quarantine));
        workspace.Lake.WriteFlagged(delivery.Venue, delivery.Symbol, Lines(delivery.Flagged));
        if (!keptBefore)
        {
            // A file that was refused may be good the next time: what ended after the present is over by then.
            if (known is not null) db.SourceFiles.Remove(known);
            var rows = delivery.Input is null && delivery.Bars is { } all ? (Good: all.Count, Quarantined: 0) : (delivery.Rows.Good, delivery.Rows.Quarantined);
            db.SourceFiles.Add(new SourceFile
            {
                Sha256 = sha256,
                Venue = delivery.Venue,
                Symbol = delivery.Symbol,
                Interval = spelled,
                FileName = file,
                Rows = rows.Good + rows.Quarantined,
                Good = rows.Good,
                Quarantined = rows.Quarantined,
                Outcome = delivery.Error is null ? Kept : "refused",
                Error = delivery.Error?.ToString() ?? TradeIngest.Accepted(delivery.AcceptedBecause),
                IngestedAt = Instant.From(workspace.Clock.GetUtcNow()),
            });
            await db.SaveChangesAsync(stop);
        }
        return new IngestReport(delivery with { Bars = null }, written?.New ?? 0, written?.Corrected ?? 0, known is not null, withdrawn, delivery.Bars is { } kept ? DayCounts.Of(kept) : []);

        QuarantineLine[] Lines(IReadOnlyList<Forecast.Sources.QuarantinedRow> rows) => [.. rows.Select(q => new QuarantineLine(Path.GetFileName(q.File), q.Line, q.Rule, q.Detail, q.Raw, q.Time))];
    }

    // A bar that is not over yet cannot be known; a whole file that says so has wrong times.
    private InputError? AheadOfClock(SourceDelivery delivery)
    {
        if (delivery.Bars is not { Count: > 0 } bars || bars.End(bars.Count - 1) <= Instant.From(workspace.Clock.GetUtcNow())) return null;
        return new InputError($"the last bar ends at {Instant.Format(bars.End(bars.Count - 1))}, after the present", delivery.Input?.Path ?? delivery.Symbol, "remove the bars that are not over yet, or correct their times");
    }
}
