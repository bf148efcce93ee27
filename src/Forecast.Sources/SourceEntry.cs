namespace Forecast.Sources;

/// <summary>A line of <see cref="SourceCatalog"/>.</summary>
/// <param name="Id">As in <c>--source ID</c>.</param>
/// <param name="Description">One sentence for the help text.</param>
/// <param name="Open">Makes the source; refuses a location that it cannot use with an <see cref="InputException"/>.</param>
public sealed record SourceEntry(string Id, string Description, Func<SourceLocation, IMarketDataSource> Open);
