namespace Forecast.Sources;

/// <summary>Where an earlier run stopped collecting an instrument; null where it has nothing of a stream.</summary>
public readonly record struct FeedResume(FeedPosition? Trades, FeedPosition? Quotes, FeedPosition? Depth);
