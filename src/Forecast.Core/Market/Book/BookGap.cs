namespace Forecast.Core.Market;

/// <summary>A place where updates are missing.</summary>
/// <param name="Expected">The number that the next update was to begin with (consecutive) or to name as the previous one (linked).</param>
/// <param name="Got">The number that it had instead; null where it named none.</param>
/// <param name="Time">Exchange time of the update that did not follow, Unix microseconds.</param>
public readonly record struct BookGap(long Expected, long? Got, long Time);
