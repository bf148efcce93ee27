namespace Forecast.Pipeline;

/// <summary>What a night is asked to do.</summary>
/// <param name="Source">Id in the <c>SourceCatalog</c>.</param>
/// <param name="Data">Folder or file of the source; null where it needs none.</param>
/// <param name="Interval">Interval of the bars.</param>
/// <param name="Symbols">Instruments; null for all of the source.</param>
/// <param name="AsOf">Origin of the forecasts; null for the end of the last complete UTC day in the data.</param>
/// <param name="KnownAt">Repeat the night as it was at this instant: nothing is ingested, and nothing read that was not in the lake by then; null for a night of now.</param>
public sealed record NightlyRequest(string Source, string? Data, TimeSpan Interval, IReadOnlyList<string>? Symbols, long? AsOf, long? KnownAt = null);
