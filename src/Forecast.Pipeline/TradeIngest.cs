using System.Threading.Channels;
using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Db.Entities;
using Forecast.Storage.Lake;
using QuarantineLine = Forecast.Storage.Lake.QuarantinedRow;
using Instrument = (string Venue, string Symbol);

namespace Forecast.Pipeline;

/// <summary>
/// Keeps a file of trades: good rows in the lake, each once, rows that were set aside in the quarantine, and a record of the file. One thread reads while another
/// writes. Nothing of a file is in the lake before it has proven itself whole at its end; doing it again changes nothing.
/// </summary>
public sealed class TradeIngest(Workspace workspace)
{
    /// <summary>Keeps one file.</summary>
    public async Task<TradeIngestReport> Keep(string path, TradeFileOptions options, IProgress<long>? rows, CancellationToken stop)
    {
        TradeFile opened;
        try
        {
            opened = TradeFile.Open(path, options);
        }
        catch (InputException e)
        {
            return new TradeIngestReport(TradeFileReport.Refused(path, e.Error), [], false);
        }
        using var file = opened;
        var writers = new Dictionary<Instrument, FactWriter>();
        var written = new Dictionary<Instrument, FactWrite>();
        try
        {
            try
            {
                await Write(file, writers, written, rows, stop);
            }
            catch (InputException)
            {
                // The report has the reason.
            }
            var report = file.Report;
            if (report.Error is null && report.LastTime > Instant.From(workspace.Clock.GetUtcNow()))
                report = report with { Error = new InputError($"the last trade is of {Instant.Format(report.LastTime.Value)}, after the present", path, "correct the unit or the zone of its times, or the clock") };
            Instrument first = written.Count > 0 ? written.Keys.Min() : (options.Venue, options.Symbol ?? "unknown");
            var known = report.Input is { } input && await Known(input.Sha256, first, report, stop);
            var kept = report.Error is null ? written.ToDictionary(w => w.Key, w => Commit(writers[w.Key], w.Value, corrections: !known)) : [];
            report = SetAside(report, options, kept);
            workspace.Lake.WriteQuarantine(first.Venue, first.Symbol, [.. report.Quarantine.Select(q => new QuarantineLine(Path.GetFileName(path), q.Line, q.Rule, q.Detail, q.Raw))]);
            if (!known && report.Input is not null) await Record(first, report, stop);
            return new TradeIngestReport(report, [.. kept.Select(k => new TradeWrite(k.Key.Venue, k.Key.Symbol, k.Value)).OrderBy(w => w.Venue).ThenBy(w => w.Symbol)], known);
        }
        finally
        {
            foreach (var writer in writers.Values) writer.Dispose();
        }
    }

    private async Task Write(TradeFile file, Dictionary<Instrument, FactWriter> writers, Dictionary<Instrument, FactWrite> written, IProgress<long>? rows, CancellationToken stop)
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
                if (!writers.TryGetValue(instrument, out var writer))
                {
                    var dataset = batch.FirstId is null ? FactDatasetCatalog.Trades : FactDatasetCatalog.AggregateTrades;
                    writers.Add(instrument, writer = workspace.Lake.OpenFacts(dataset, batch.Venue, batch.Symbol, TimeSpan.FromMicroseconds(SourceCatalog.Delay(batch.Venue)), staged: true));
                    written.Add(instrument, FactWrite.None);
                }
                written[instrument] += writer.Write(Table(batch));
                rows?.Report(batch.Count);
                file.Recycle(batch);
            }
        }
        finally
        {
            await ended.CancelAsync();
            await reading;
        }
    }

    private static LakeTable Table(TradeBatch batch)
    {
        var columns = new List<LakeColumn>
        {
            new("trade_id", batch.Id), new("time", batch.Time), new("price", batch.Price), new("quantity", batch.Quantity), new("taker_side", batch.TakerSide),
        };
        if (batch.FirstId is not null) columns.Add(new("first_trade_id", batch.FirstId));
        if (batch.LastId is not null) columns.Add(new("last_trade_id", batch.LastId));
        if (batch.ReceivedAt is not null) columns.Add(new("received_at", batch.ReceivedAt));
        return new LakeTable(columns);
    }

    // A file that was here before said all it had to say: rows that differ from it since are its corrections.
    private static FactWrite Commit(FactWriter writer, FactWrite write, bool corrections)
    {
        writer.Commit(corrections);
        return corrections ? write : write with { Known = write.Known + write.Corrected, Corrected = 0 };
    }

    private async Task<bool> Known(string sha256, Instrument instrument, TradeFileReport report, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        return await db.SourceFiles.FindAsync([sha256, instrument.Venue, instrument.Symbol, Kind(report)], stop) is { Outcome: "kept" };
    }

    // Rows that contradict earlier ones of their file are found only when held against them; then they go where the other bad ones are.
    private static TradeFileReport SetAside(TradeFileReport report, TradeFileOptions options, Dictionary<Instrument, FactWrite> kept)
    {
        var places = kept.Where(k => k.Value.Conflicting.Count > 0).ToDictionary(k => k.Key, k => k.Value.Conflicting.ToHashSet());
        if (places.Count == 0) return report;
        var contradicting = TradeRows.Find(report.Path, options, places);
        var rows = report.Rows;
        return report with
        {
            Rows = rows with { Good = rows.Good - contradicting.Count, Quarantined = rows.Quarantined + contradicting.Count },
            Quarantine = [.. report.Quarantine.Concat(contradicting).OrderBy(q => q.Line)],
        };
    }

    private async Task Record(Instrument instrument, TradeFileReport report, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        var key = new object[] { report.Input!.Sha256, instrument.Venue, instrument.Symbol, Kind(report) };
        var there = await db.SourceFiles.FindAsync(key, stop);
        if (there is not null) db.SourceFiles.Remove(there);
        db.SourceFiles.Add(new SourceFile
        {
            Sha256 = report.Input.Sha256, Venue = instrument.Venue, Symbol = instrument.Symbol, Interval = Kind(report), FileName = Path.GetFileName(report.Path), Rows = report.Rows.Read,
            Good = report.Rows.Good, Quarantined = report.Rows.Quarantined, Outcome = report.Error is null ? "kept" : "refused", Error = report.Error?.ToString(),
            IngestedAt = Instant.From(workspace.Clock.GetUtcNow()),
        });
        await db.SaveChangesAsync(stop);
    }

    private static string Kind(TradeFileReport report) => report.Aggregates ? "aggregates" : "trades";
}
