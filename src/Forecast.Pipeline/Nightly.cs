using Forecast.Core.Market;
using Forecast.Pipeline.Registry;
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
        var knownAt = request.KnownAt ?? Instant.From(workspace.Clock.GetUtcNow());
        var outcomes = await RunInstruments(plan.Instruments, request.Interval, plan.AsOf, progress, stop, request.KnownAt);
        var outcome = new NightlyOutcome(plan.AsOf, settings, plan.Ingested, outcomes, knownAt, request.KnownAt is not null)
        {
            NotReviewed = request.KnownAt is null ? await Review(plan.Instruments, request.Interval, stop) : null,
        };
        await Record(request, outcome, started, stop);
        return outcome;
    }

    /// <summary>Proposes a challenger from the newest nights of markets like those of some instruments, where one has earned it; returns why there is no review, else null.</summary>
    public async Task<string?> Review(IEnumerable<(string Venue, string Symbol)> instruments, TimeSpan interval, CancellationToken stop)
    {
        string? fault = null;
        foreach (var scope in instruments.Select(i => ModelAliases.ScopeOf(i.Venue)).Distinct().Order(StringComparer.Ordinal)) fault = await new NightReview(workspace).Run(scope, Settings(interval), stop) ?? fault;
        return fault;
    }

    // Written when the run ends: of a run that was killed, the work items tell how far it came.
    internal async Task Record(NightlyRequest request, NightlyOutcome outcome, long started, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        db.PipelineRuns.Add(new PipelineRun
        {
            Kind = request.KnownAt is null ? "nightly" : "replay",
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
        if (request.KnownAt is { } then) return await Remember(request, then, stop);
        workspace.Lake.Sweep();
        workspace.Fits.Sweep();
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
        return await Plan(request, delivered, reports, stop);
    }

    // A replay takes the instruments that the lake had, and ingests nothing.
    private async Task<NightlyPlan> Remember(NightlyRequest request, long then, CancellationToken stop)
    {
        var simulated = request.Source == "sample";
        var there = workspace.Lake.Instruments(request.Interval, then)
            .Where(i => i.Venue == SimulatedMarket.Venue == simulated && request.Symbols?.Contains(i.Symbol) != false).Select(i => (i.Venue, i.Symbol, i.Last)).ToArray();
        if (there.Length == 0)
            throw new InvalidDataException($"at {Instant.Format(then)} the lake had no {Duration.Format(request.Interval)} bars of {(request.Symbols is null ? (simulated ? "the simulated market" : "a venue; --source sample is the simulated market") : string.Join(", ", request.Symbols))}; choose a later --known-at");
        return await Plan(request, there, [], stop);
    }

    private async Task<NightlyPlan> Plan(NightlyRequest request, IReadOnlyList<(string Venue, string Symbol, long Last)> instruments, IReadOnlyList<IngestReport> reports, CancellationToken stop)
    {
        await Register(instruments.Select(d => (d.Venue, d.Symbol)), stop);
        // The day that at least half of the instruments have reached: one file that runs ahead of the others must not make all of them stale.
        var reached = instruments.Select(d => Instant.FloorDay(d.Last)).OrderDescending().ToArray();
        return new NightlyPlan(request.AsOf ?? reached[(reached.Length - 1) / 2], [.. instruments.Select(d => (d.Venue, d.Symbol)).Order()], reports);
    }

    /// <summary>Runs the steps of some instruments at an as-of.</summary>
    public Task<IReadOnlyList<InstrumentOutcome>> RunInstruments(IReadOnlyList<(string Venue, string Symbol)> instruments, TimeSpan interval, long asOf, IProgress<(int Done, int All)>? progress, CancellationToken stop, long? replayAt = null) =>
        new Conductor(workspace, Settings(interval)).Run(instruments, asOf, replayAt, progress, stop);

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
