using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Db.Entities;

namespace Forecast.Pipeline;

/// <summary>The main job: ingest → measure → train → score → evaluate → recommend, for every instrument.</summary>
public sealed class Nightly(Workspace workspace)
{
    /// <summary>Runs the night to its end; what was done before is not done again.</summary>
    public async Task<NightlyOutcome> Run(NightlyRequest request, IProgress<(int Done, int All)>? progress, CancellationToken stop)
    {
        var (settings, started) = (Settings(request.Interval), Instant.From(workspace.Clock.GetUtcNow()));
        var plan = await Prepare(request, progress, stop);
        var outcomes = await RunInstruments(plan.Instruments, request.Interval, plan.AsOf, progress, stop);
        var outcome = new NightlyOutcome(plan.AsOf, settings, plan.Ingested, outcomes);
        await Record(request, outcome, started, stop);
        return outcome;
    }

    // Written when the run ends: of a run that was killed, the work items tell how far it came.
    internal async Task Record(NightlyRequest request, NightlyOutcome outcome, long started, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        db.PipelineRuns.Add(new PipelineRun
        {
            Kind = "nightly",
            AsOf = outcome.AsOf,
            Source = request.Source,
            SettingsHash = outcome.Settings.Hash,
            CodeVersion = workspace.CodeVersion,
            StartedAt = started,
            FinishedAt = Instant.From(workspace.Clock.GetUtcNow()),
            Outcome = outcome.Partial ? "partial" : outcome.NothingToDo ? "nothing to do" : "done",
        });
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Ingests what the source has and says what there is to do.</summary>
    /// <exception cref="InvalidDataException">No instrument has a complete UTC day of bars.</exception>
    public async Task<NightlyPlan> Prepare(NightlyRequest request, IProgress<(int Done, int All)>? progress, CancellationToken stop)
    {
        workspace.Lake.Sweep();
        var location = new SourceLocation(Path.Combine(workspace.Root, "data"), request.Data, Landing: workspace.Landing) { Clock = workspace.Clock };
        var source = SourceCatalog.Open(request.Source, request.Binance is { } addresses ? location with { Binance = addresses } : location);
        var wanted = new SourceRequest(request.Interval, request.Symbols, request.From);
        await source.Fetch(wanted, progress, stop);
        var reports = new List<IngestReport>();
        var delivered = new List<(string Venue, string Symbol, long Last)>();
        var ingest = new Ingest(workspace);
        foreach (var delivery in source.Load(wanted))
        {
            stop.ThrowIfCancellationRequested();
            reports.Add(await ingest.Keep(delivery, request.Interval, stop));
            if (reports[^1].Delivery.Error is null && delivery.Bars is { Count: > 0 } bars) delivered.Add((delivery.Venue, delivery.Symbol, bars.End(bars.Count - 1)));
        }
        if (delivered.Count == 0)
            throw new InvalidDataException($"nothing could be ingested: {string.Join("; ", reports.Select(r => r.Delivery.Error?.ToString() ?? $"{r.Delivery.Symbol} has no rows"))}");
        await Register(delivered.Select(d => (d.Venue, d.Symbol)), stop);
        // The day that at least half of the instruments have reached: one file that runs ahead of the others must not make all of them stale.
        var reached = delivered.Select(d => Instant.FloorDay(d.Last)).OrderDescending().ToArray();
        return new NightlyPlan(request.AsOf ?? reached[(reached.Length - 1) / 2], [.. delivered.Select(d => (d.Venue, d.Symbol)).Order()], reports);
    }

    /// <summary>Runs the steps of some instruments at an as-of.</summary>
    public Task<IReadOnlyList<InstrumentOutcome>> RunInstruments(IReadOnlyList<(string Venue, string Symbol)> instruments, TimeSpan interval, long asOf, IProgress<(int Done, int All)>? progress, CancellationToken stop) =>
        new Conductor(workspace, Settings(interval)).Run(instruments, asOf, progress, stop);

    private PipelineSettings Settings(TimeSpan interval) => new(interval, PipelineSettings.DefaultHorizons, PolicyFile.Read(Path.Combine(workspace.Root, "data", "policy.json")));

    // The catalogue's facts go to the database as they are now; a recommendation of an instrument without facts says what is missing.
    private async Task Register(IEnumerable<(string Venue, string Symbol)> instruments, CancellationToken stop)
    {
        var catalog = InstrumentCatalog.Read(Path.Combine(workspace.Root, "data", "instruments.json"));
        await using var db = workspace.Database.CreateContext();
        foreach (var (venue, symbol) in instruments)
        {
            if (catalog.Find(venue, symbol) is not { } facts) continue;
            var row = await db.Instruments.FindAsync([venue, symbol], stop);
            if (row is null)
            {
                db.Instruments.Add(new InstrumentRow
                {
                    Venue = venue, Symbol = symbol, Class = facts.Class, QuoteCurrency = facts.QuoteCurrency, Tick = facts.Tick, Lot = facts.Lot,
                    ContractMultiplier = facts.ContractMultiplier, Listed = facts.Listed, Delisted = facts.Delisted, MarginClass = facts.MarginClass,
                });
            }
            else
            {
                (row.Class, row.QuoteCurrency, row.Tick, row.Lot) = (facts.Class, facts.QuoteCurrency, facts.Tick, facts.Lot);
                (row.ContractMultiplier, row.Listed, row.Delisted, row.MarginClass) = (facts.ContractMultiplier, facts.Listed, facts.Delisted, facts.MarginClass);
            }
        }
        await db.SaveChangesAsync(stop);
    }
}
