using System.Collections.Concurrent;
using Forecast.Pipeline.Steps;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>
/// Runs the steps of a night for its instruments. The ledger says what is missing: what is done is not done again, what was interrupted is done anew,
/// and a result is committed together with its ledger row.
/// </summary>
public sealed class Conductor(Workspace workspace, PipelineSettings settings)
{
    private readonly Ledger _ledger = new(workspace.Database, workspace.Clock);

    /// <summary>Plans every step of every instrument at <paramref name="asOf"/>, from what was there at <paramref name="replayAt"/> where given, then runs what is not done, several instruments at a time.</summary>
    public async Task<IReadOnlyList<InstrumentOutcome>> Run(IReadOnlyList<(string Venue, string Symbol)> instruments, long asOf, long? replayAt, IProgress<(int Done, int All)>? progress, CancellationToken stop)
    {
        var done = 0;
        var days = instruments.Select(i => new InstrumentDay(workspace, settings, i.Venue, i.Symbol, asOf, replayAt)).ToArray();
        var unreadable = new ConcurrentDictionary<InstrumentDay, string>();
        var keys = await Keys(days, unreadable, stop);
        var items = await _ledger.Plan([.. days.Where(keys.ContainsKey).SelectMany(d => keys[d])], stop);
        var byKey = items.ToDictionary(i => (i.Venue, i.Symbol, i.Step, i.DataVersion));
        var outcomes = new ConcurrentDictionary<InstrumentDay, InstrumentOutcome>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop };
        await Parallel.ForEachAsync(days, options, async (day, token) =>
        {
            if (!keys.ContainsKey(day)) outcomes[day] = new InstrumentOutcome(day.Venue, day.Symbol, 0, new Dictionary<string, long>(), unreadable[day]);
            else outcomes[day] = await RunInstrument(day, [.. keys[day].Select(k => byKey[(k.Venue, k.Symbol, k.Step, k.DataVersion)])], token);
            progress?.Report((Interlocked.Increment(ref done), days.Length));
        });
        return [.. days.Select(d => outcomes[d])];
    }

    private async Task<InstrumentOutcome> RunInstrument(InstrumentDay day, IReadOnlyList<WorkItem> items, CancellationToken stop)
    {
        var ran = 0;
        var done = new Dictionary<string, long>();
        foreach (var (step, item) in StepCatalog.All.Zip(items))
        {
            stop.ThrowIfCancellationRequested();
            var claim = await _ledger.Claim(item.Id, stop);
            while (claim.Outcome == ClaimOutcome.Busy)
            {
                // Another process is at it; what it commits is ours to read.
                await Task.Delay(TimeSpan.FromMilliseconds(200), workspace.Clock, stop);
                claim = await _ledger.Claim(item.Id, stop);
            }
            if (claim.Outcome == ClaimOutcome.Failed)
                return new InstrumentOutcome(day.Venue, day.Symbol, ran, done, $"an earlier run failed on the same input: {item.Error ?? step.Name}");
            if (claim.Outcome == ClaimOutcome.Done && step.Dataset is not null && !day.Holds(step.Dataset, item.ResultHash!))
            {
                // Another lake than the ledger's, or one that was deleted: the same input makes the same table again.
                step.Run(day, item.Id, stop);
                ran++;
            }
            if (claim.Outcome == ClaimOutcome.Claimed)
            {
                try
                {
                    var result = step.Run(day, item.Id, stop);
                    await _ledger.Commit(claim, db => { result.Write(db); return Task.CompletedTask; }, result.Hash, stop);
                    ran++;
                }
                catch (Exception e) when (e is InstrumentException or ArgumentException or InvalidDataException)
                {
                    // The input is at fault: the same input would fail again.
                    await _ledger.Fail(claim, e.Message, retryable: false, stop);
                    return new InstrumentOutcome(day.Venue, day.Symbol, ran + 1, done, e.Message);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    await _ledger.Fail(claim, e.GetBaseException().Message, retryable: true, CancellationToken.None);
                    return new InstrumentOutcome(day.Venue, day.Symbol, ran + 1, done, $"{step.Name}: {e.GetBaseException().Message}; run it again");
                }
            }
            done[step.Name] = item.Id;
        }
        return new InstrumentOutcome(day.Venue, day.Symbol, ran, done, null);
    }

    // Bars that cannot be read keep one instrument away, not the others.
    private async Task<IReadOnlyDictionary<InstrumentDay, WorkKey[]>> Keys(InstrumentDay[] days, ConcurrentDictionary<InstrumentDay, string> unreadable, CancellationToken stop)
    {
        var keys = new ConcurrentDictionary<InstrumentDay, WorkKey[]>();
        await Parallel.ForEachAsync(days, stop, (day, _) =>
        {
            try
            {
                keys[day] = [.. StepCatalog.All.Select(s => new WorkKey("nightly", s.Name, day.Venue, day.Symbol, day.AsOf,
                    StepVersion.Of(s.Name, day), settings.Hash, workspace.CodeVersion))];
            }
            catch (CorruptPartException e)
            {
                unreadable[day] = e.Message;
            }
            return ValueTask.CompletedTask;
        });
        return keys;
    }
}
