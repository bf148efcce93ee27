using System.Threading.Channels;
using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Db.Entities;
using Forecast.Storage.Lake;
using Instrument = (string Venue, string Symbol);
using Row = Forecast.Sources.QuarantinedRow;

namespace Forecast.Pipeline;

/// <summary>
/// Keeps a file of trades: good rows in the lake, each once, rows that were set aside in the quarantine, and a record of the file. One thread reads while another
/// writes. Nothing of a file is in the lake before it has proven itself whole at its end; doing it again changes nothing.
/// </summary>
public sealed class TradeIngest(Workspace workspace)
{
    /// <summary>Keeps one file.</summary>
    public async Task<TradeIngestReport> Keep(string path, TradeFileOptions options, CancellationToken stop)
    {
        TradeFile opened;
        try
        {
            opened = TradeFile.Open(path, options);
        }
        catch (InputException e)
        {
            return new TradeIngestReport(TradeFileReport.Refused(path, e), [], false);
        }
        using var file = opened;
        var streams = new Dictionary<Instrument, TradeStream>();
        try
        {
            try
            {
                await Write(file, streams, stop);
            }
            catch (InputException)
            {
                // The report has the reason.
            }
            var report = file.Report;
            if (report.Error is null && report.LastTime > Instant.From(workspace.Clock.GetUtcNow()))
                report = report with { Error = new InputError($"the last trade is of {Instant.Format(report.LastTime.Value)}, after the present", path, "correct the unit or the zone of its times, or the clock") };
            Instrument first = streams.Count > 0 ? streams.Keys.Min() : (options.Venue, options.Symbol ?? "unknown");
            var known = report.Input is { } input && await Known(input.Sha256, first, report, stop);
            var kept = report.Error is null ? streams.ToDictionary(s => s.Key, s => s.Value.Commit(corrections: !known)) : [];
            if (report.Error is null) report = SetAside(report, options, streams);
            else workspace.Lake.WriteQuarantine(first.Venue, first.Symbol, Lines(report.Quarantine));
            if (!known && report.Input is not null) await Record(first, report, stop);
            return new TradeIngestReport(report, [.. kept.Select(k => new TradeWrite(k.Key.Venue, k.Key.Symbol, k.Value)).OrderBy(w => w.Venue).ThenBy(w => w.Symbol)], known);
        }
        finally
        {
            foreach (var stream in streams.Values) stream.Dispose();
        }
    }

    private async Task Write(TradeFile file, Dictionary<Instrument, TradeStream> streams, CancellationToken stop)
    {
        var channel = Channel.CreateBounded<TradeBatch>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = Task.Run(
            async () =>
            {
                try
                {
                    foreach (var batch in file.Batches()) await channel.Writer.WriteAsync(batch, ended.Token);
                    channel.Writer.Complete();
                }
                catch (Exception e)
                {
                    channel.Writer.Complete(e);
                }
            },
            CancellationToken.None);
        try
        {
            await foreach (var batch in channel.Reader.ReadAllAsync(stop))
            {
                var instrument = (batch.Venue, batch.Symbol);
                if (!streams.TryGetValue(instrument, out var stream))
                {
                    var dataset = batch.FirstId is null ? FactDatasetCatalog.Trades : FactDatasetCatalog.AggregateTrades;
                    streams.Add(instrument, stream = new TradeStream(workspace.Lake.OpenFacts(dataset, batch.Venue, batch.Symbol, TimeSpan.FromMicroseconds(SourceCatalog.Delay(batch.Venue)), staged: true)));
                }
                if (stream.Add(batch) is { } done) file.Recycle(done);
            }
            foreach (var stream in streams.Values) stream.Add(null);
        }
        finally
        {
            await ended.CancelAsync();
            await reading;
        }
    }

    // Rows that only their neighbours show to be bad were good rows of the file so far; now they go where the other bad ones are, with line and text.
    private TradeFileReport SetAside(TradeFileReport report, TradeFileOptions options, Dictionary<Instrument, TradeStream> streams)
    {
        var found = TradeRows.Find(report.Path, options, streams.ToDictionary(s => s.Key, s => (IReadOnlyDictionary<int, (string, string)>)s.Value.SetAside));
        var flagged = TradeRows.Find(report.Path, options, streams.ToDictionary(s => s.Key, s => (IReadOnlyDictionary<int, (string, string)>)s.Value.Flagged));
        foreach (var (instrument, rows) in flagged) workspace.Lake.WriteFlagged(instrument.Venue, instrument.Symbol, Lines(rows));
        // What the reader set aside belongs to the file's one instrument, or to the first of several: of a row that cannot be read nobody knows whose it was.
        if (streams.Count > 0) found[streams.Keys.Min()] = [.. report.Quarantine.Concat(found[streams.Keys.Min()]).OrderBy(q => q.Line)];
        foreach (var (instrument, rows) in found) workspace.Lake.WriteQuarantine(instrument.Venue, instrument.Symbol, Lines(rows));
        var later = streams.Values.Sum(s => s.SetAside.Count);
        return report with
        {
            Rows = report.Rows with { Good = report.Rows.Good - later, Quarantined = report.Rows.Quarantined + later },
            Quarantine = [.. found.Values.SelectMany(q => q).OrderBy(q => q.Line)],
            Flagged = [.. flagged.Values.SelectMany(q => q).OrderBy(q => q.Line)],
        };
    }

    private static Storage.Lake.QuarantinedRow[] Lines(IEnumerable<Row> rows) => [.. rows.Select(q => new Storage.Lake.QuarantinedRow(Path.GetFileName(q.File), q.Line, q.Rule, q.Detail, q.Raw, q.Time))];

    private async Task<bool> Known(string sha256, Instrument instrument, TradeFileReport report, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        return await db.SourceFiles.FindAsync([sha256, instrument.Venue, instrument.Symbol, Kind(report)], stop) is { Outcome: "kept" };
    }

    private async Task Record(Instrument instrument, TradeFileReport report, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        var key = new object[] { report.Input!.Sha256, instrument.Venue, instrument.Symbol, Kind(report) };
        if (await db.SourceFiles.FindAsync(key, stop) is { } refused) db.SourceFiles.Remove(refused);
        db.SourceFiles.Add(new SourceFile
        {
            Sha256 = report.Input.Sha256, Venue = instrument.Venue, Symbol = instrument.Symbol, Interval = Kind(report), FileName = Path.GetFileName(report.Path), Rows = report.Rows.Read,
            Good = report.Rows.Good, Quarantined = report.Rows.Quarantined, Outcome = report.Error is null ? "kept" : "refused", Error = report.Error?.ToString() ?? Accepted(report.AcceptedBecause),
            IngestedAt = Instant.From(workspace.Clock.GetUtcNow()),
        });
        await db.SaveChangesAsync(stop);
    }

    /// <summary>What is written down of a file that was kept although its checksum is another.</summary>
    internal static string? Accepted(string? reason) => reason is null ? null : $"accepted: {reason}";

    private static string Kind(TradeFileReport report) => report.Aggregates ? "aggregates" : "trades";
}
