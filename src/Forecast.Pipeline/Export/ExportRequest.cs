namespace Forecast.Pipeline.Export;

/// <summary>Which instruments and days leave the program.</summary>
/// <param name="Interval">Of the bars.</param>
/// <param name="From">First instant; null: all there is.</param>
/// <param name="Until">Rows lie before it; null: all there is.</param>
/// <param name="Symbols">Null for all.</param>
/// <param name="Venue">Null for all.</param>
public sealed record ExportRequest(TimeSpan Interval, long? From, long? Until, IReadOnlyList<string>? Symbols, string? Venue);
