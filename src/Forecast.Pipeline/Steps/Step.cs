namespace Forecast.Pipeline.Steps;

/// <summary>A step of an instrument's day; it loads, computes in Core and saves.</summary>
/// <param name="Name">Name in the ledger.</param>
/// <param name="Does">One sentence for people.</param>
/// <param name="Dataset">Dataset of the table that it leaves in the lake; null where its result is rows alone.</param>
/// <param name="Version">The identity of what it reads.</param>
/// <param name="Run">Runs it for one instrument and as-of; the work item's id keys the rows that it writes, and the token ends it before its time.</param>
public sealed record Step(string Name, string Does, string? Dataset, Func<InstrumentDay, string> Version, Func<InstrumentDay, long, CancellationToken, StepResult> Run);
