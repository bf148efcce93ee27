using System.Collections.Concurrent;
using Forecast.Pipeline.Steps;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;

namespace Forecast.Pipeline;

/// <summary>
/// Runs the steps of a night for its instruments. The ledger says what is missing: what is done is not done again, what was interrupted is done anew,
/// and a result is committed together with its ledger row.
/// </summary>
public sealed class Conductor(Workspace workspace, PipelineSettings settings)
{
    private readonly Ledger _ledger = new(workspace.Database, workspace.Clock);

    /// <summary>Plans every step of every instrument at <paramref name="asOf"/>, then runs what is not done, several instruments at a time.</summary>
    public async Task<IReadOnlyList<InstrumentOutcome>> Run(IReadOnlyList<(string Venue, string Symbol)> instruments, long asOf, IProgress<(int Done, int All)>? progress, CancellationToken stop)
    {
        var done = 0;
        var days = instruments.Select(i => new InstrumentDay(workspace, settings, i.Venue, i.Symbol, asOf)).ToArray();
        var keys = await Keys(days, stop);
        var items = await _ledger.Plan([.. keys.Values.SelectMany(k => k)], stop);
        var byKey = items.ToDictionary(i => (i.Venue, i.Symbol, i.Step, i.DataVersion));
        var outcomes = new ConcurrentDictionary<InstrumentDay, InstrumentOutcome>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop };
        await Parallel.ForEachAsync(days, options, async (day, token) =>
        {
            outcomes[day] = await RunInstrument(day, [.. keys[day].Select(k => byKey[(k.Venue, k.Symbol, k.Step, k.DataVersion)])], token);
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
            if (claim.Outcome == ClaimOutcome.Failed) return new InstrumentOutcome(day.Venue, day.Symbol, ran, done, item.Error ?? $"{step.Name} failed before");
            if (claim.Outcome == ClaimOutcome.Claimed)
            {
                try
                {
                    var result = step.Run(day, item.Id);
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
                    await _ledger.Fail(claim, e.Message, retryable: true, CancellationToken.None);
                    return new InstrumentOutcome(day.Venue, day.Symbol, ran + 1, done, $"{step.Name}: {e.Message}; run it again");
                }
            }
            done[step.Name] = item.Id;
        }
        return new InstrumentOutcome(day.Venue, day.Symbol, ran, done, null);
    }

    private async Task<Dictionary<InstrumentDay, WorkKey[]>> Keys(InstrumentDay[] days, CancellationToken stop)
    {
        var keys = new ConcurrentDictionary<InstrumentDay, WorkKey[]>();
        await Parallel.ForEachAsync(days, stop, (day, _) =>
        {
            var current = day.CurrentParameter();
            var marginClass = day.MarginClass();
            var inForce = current is null ? "none" : $"{current.EffectiveAt},{current.InitialMarginPpm},{current.MaintenanceMarginPpm},{current.MaximumLeverage}";
            keys[day] = [.. StepCatalog.All.Select(s => new WorkKey("nightly", s.Name, day.Venue, day.Symbol, day.AsOf,
                s.Name == "recommend" ? Hash.Of($"{day.DataVersion}\n{inForce}\n{marginClass}")[..32] : day.DataVersion, settings.Hash, workspace.CodeVersion))];
            return ValueTask.CompletedTask;
        });
        return days.ToDictionary(d => d, d => keys[d]);
    }
}
