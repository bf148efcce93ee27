namespace Forecast.Core.Margin;

/// <summary>How instruments of one class are margined.</summary>
/// <param name="Name">Key that instruments refer to: <c>major</c>, <c>large</c>, <c>long-tail</c>.</param>
/// <param name="PeriodDays">Margin period of risk in days: 1 or 2.</param>
/// <param name="ConfidencePpm">One-sided confidence in ppm: 990000 or 995000.</param>
/// <param name="FloorPpm">Initial margin never aims below this.</param>
/// <param name="MaximumLeverage">Leverage is never offered above this.</param>
public sealed record MarginClass(string Name, int PeriodDays, int ConfidencePpm, int FloorPpm, int MaximumLeverage);
