namespace Forecast.Sources;

/// <summary>What a venue's data means.</summary>
/// <param name="Venue">The venue, as in the lake's layout.</param>
/// <param name="WritesEmptyBars">
/// True where the venue writes a bar for an interval without a trade: then an absent bar is absent data. False where it writes none: then an absent bar says
/// that nothing traded.
/// </param>
public sealed record VenueFacts(string Venue, bool WritesEmptyBars);
