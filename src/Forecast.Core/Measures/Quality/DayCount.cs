namespace Forecast.Core.Measures;

/// <summary>The bars of a UTC day.</summary>
/// <param name="Day">00:00 UTC, Unix microseconds.</param>
/// <param name="Present">Bars that are there.</param>
/// <param name="Expected">Bars of the day's grid, from the series' first bar to its last.</param>
public readonly record struct DayCount(long Day, int Present, int Expected);
