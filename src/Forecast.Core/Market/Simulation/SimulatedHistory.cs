namespace Forecast.Core.Market;

/// <summary>What the simulated market yields for an instrument: what everyone sees, and the truth behind it.</summary>
public sealed record SimulatedHistory(BarSeries Bars, IntegratedVariance Variance);
