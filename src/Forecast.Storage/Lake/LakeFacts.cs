namespace Forecast.Storage.Lake;

/// <summary>What the lake has of one kind of fact of one instrument.</summary>
/// <param name="Dataset">Its folder.</param>
/// <param name="Venue">Venue, as in the lake's layout.</param>
/// <param name="Symbol">Symbol at the venue.</param>
/// <param name="Rows">Rows of first versions; those of parts that were just joined count twice.</param>
/// <param name="Parts">Files.</param>
/// <param name="First">Least time, Unix microseconds.</param>
/// <param name="Last">Greatest time.</param>
public sealed record LakeFacts(string Dataset, string Venue, string Symbol, long Rows, int Parts, long First, long Last);
