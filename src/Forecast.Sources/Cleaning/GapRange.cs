namespace Forecast.Sources;

/// <summary>A stretch without bars: the open time of the first missing bar, the end of the last, and how many are missing.</summary>
public readonly record struct GapRange(long From, long To, long Bars);
