namespace Forecast.Sources;

/// <summary>Margin parameters that a venue has in force from an instant on.</summary>
/// <param name="Venue">Venue.</param>
/// <param name="Symbol">Symbol.</param>
/// <param name="EffectiveAt">Unix microseconds.</param>
/// <param name="InitialMarginPpm">Initial margin, parts per million of the notional.</param>
/// <param name="MaintenanceMarginPpm">Maintenance margin, parts per million of the notional.</param>
/// <param name="MaximumLeverage">Largest leverage, a whole number.</param>
public sealed record VenueParameterEntry(string Venue, string Symbol, long EffectiveAt, int InitialMarginPpm, int MaintenanceMarginPpm, int MaximumLeverage);
