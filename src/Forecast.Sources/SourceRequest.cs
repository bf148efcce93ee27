namespace Forecast.Sources;

/// <summary>What is asked of a source.</summary>
/// <param name="Interval">Length of the bars.</param>
/// <param name="Symbols">The symbols, in the order of delivery; null for all that the source has, in ordinal order.</param>
/// <param name="From">First UTC day, for sources that fetch; null for the source's own.</param>
public sealed record SourceRequest(TimeSpan Interval, IReadOnlyList<string>? Symbols = null, DateOnly? From = null);
