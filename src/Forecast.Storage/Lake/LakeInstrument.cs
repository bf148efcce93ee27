namespace Forecast.Storage.Lake;

/// <summary>An instrument that the lake has bars of.</summary>
/// <param name="Venue">Venue, as in the lake's layout.</param>
/// <param name="Symbol">Symbol at the venue.</param>
/// <param name="First">Open time of the earliest bar, Unix microseconds.</param>
/// <param name="Last">End of the latest bar, Unix microseconds.</param>
public sealed record LakeInstrument(string Venue, string Symbol, long First, long Last);
