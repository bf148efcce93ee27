namespace Forecast.Pipeline;

/// <summary>What there is to do after ingest.</summary>
/// <param name="AsOf">Origin of the forecasts.</param>
/// <param name="Instruments">Instruments with bars.</param>
/// <param name="Ingested">What became of the input.</param>
public sealed record NightlyPlan(long AsOf, IReadOnlyList<(string Venue, string Symbol)> Instruments, IReadOnlyList<IngestReport> Ingested);
