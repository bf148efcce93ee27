namespace Forecast.Sources;

/// <summary>A hole in what was collected, or a time in which it cannot be used as it is.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="Reason">Why.</param>
/// <param name="From">Time of the last message before it, Unix microseconds.</param>
/// <param name="Until">Time of the first message behind it.</param>
/// <param name="FromId">First missing number; null where the venue's numbers do not say what is missing.</param>
/// <param name="ToId">Last missing number.</param>
/// <param name="NoticedAt">When it was noticed, by the recorder's clock.</param>
public readonly record struct FeedGap(FeedGapKind Kind, FeedGapReason Reason, long From, long Until, long? FromId, long? ToId, long NoticedAt);
