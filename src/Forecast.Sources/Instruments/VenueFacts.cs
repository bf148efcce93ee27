namespace Forecast.Sources;

/// <summary>What a venue's data means.</summary>
/// <param name="Venue">The venue, as in the lake's layout.</param>
/// <param name="WritesEmptyBars">
/// True where the venue writes a bar for an interval without a trade: then an absent bar is absent data. False where it writes none: then an absent bar says
/// that nothing traded.
/// </param>
/// <param name="Perpetuals">Of a spot market: the venue whose perpetuals have its symbols.</param>
/// <param name="CoinMargined">Of a venue of perpetuals: the one beside it where they are margined in the coin, as <c>BTCUSD_PERP</c>.</param>
public sealed record VenueFacts(string Venue, bool WritesEmptyBars, string? Perpetuals = null, string? CoinMargined = null);
