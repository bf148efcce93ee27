namespace Forecast.Sources;

/// <summary>How far a stream of an instrument is kept already.</summary>
/// <param name="Id">Number of the last trade, quote or update.</param>
/// <param name="Time">Its time, Unix microseconds.</param>
public readonly record struct FeedPosition(long Id, long Time);
