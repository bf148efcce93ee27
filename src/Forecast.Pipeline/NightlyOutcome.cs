namespace Forecast.Pipeline;

/// <summary>How a night ended.</summary>
/// <param name="AsOf">Origin of the forecasts.</param>
/// <param name="Settings">What it depended on beside data and code.</param>
/// <param name="Ingested">What became of the input.</param>
/// <param name="Instruments">What became of the instruments.</param>
/// <param name="KnownAt">When the lake was read: a replay at this instant reads the same.</param>
/// <param name="Replay">Whether this was one.</param>
public sealed record NightlyOutcome(long AsOf, PipelineSettings Settings, IReadOnlyList<IngestReport> Ingested, IReadOnlyList<InstrumentOutcome> Instruments, long KnownAt, bool Replay)
{
    /// <summary>Why the champion was not held against its challengers; null where it was, or in a replay.</summary>
    public string? NotReviewed { get; init; }

    /// <summary>Whether an instrument was not delivered, or new input had rows that were set aside.</summary>
    public bool Partial => Instruments.Any(i => i.Error is not null) || Ingested.Any(i => i.Delivery.Error is not null || (i.Faulty && !i.KnownBefore));

    /// <summary>Whether everything was done before.</summary>
    public bool NothingToDo => !Partial && Instruments.All(i => i.StepsRun == 0) && Ingested.All(i => i is { New: 0, Corrected: 0 });
}
