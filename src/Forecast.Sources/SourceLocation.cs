namespace Forecast.Sources;

/// <summary>Where sources find their input.</summary>
/// <param name="DataRoot">The repository's <c>data</c> folder: the sample's specification lies in it.</param>
/// <param name="Path">A data folder or a single file given by the user; null where none was.</param>
/// <param name="Venue">The venue that files are from.</param>
public sealed record SourceLocation(string DataRoot, string? Path = null, string Venue = "binance");
