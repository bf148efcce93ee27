namespace Forecast.Pipeline;

/// <summary>How an instrument's night ended.</summary>
/// <param name="Venue">Venue.</param>
/// <param name="Symbol">Symbol.</param>
/// <param name="StepsRun">Steps that were run now; 0 where all was done before.</param>
/// <param name="Items">Work item of every step that is done, by step name.</param>
/// <param name="Error">Why it is not delivered; null where it is.</param>
public sealed record InstrumentOutcome(string Venue, string Symbol, int StepsRun, IReadOnlyDictionary<string, long> Items, string? Error);
