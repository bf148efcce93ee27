namespace Forecast.Core.Margin;

/// <summary>Parameters of what lies in a bracket of notional.</summary>
/// <param name="FromNotional">Where it begins, in quote currency.</param>
/// <param name="InitialPpm">Initial margin of what lies in it, ppm.</param>
/// <param name="MaintenancePpm">Maintenance margin, ppm.</param>
/// <param name="MaximumLeverage">Largest leverage of what lies in it.</param>
public sealed record SizeTier(decimal FromNotional, int InitialPpm, int MaintenancePpm, int MaximumLeverage);
