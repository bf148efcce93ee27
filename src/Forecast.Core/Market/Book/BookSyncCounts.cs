namespace Forecast.Core.Market;

/// <summary>What became of the messages of a book since it was opened.</summary>
/// <param name="Applied">Updates that changed the book.</param>
/// <param name="Old">Updates and snapshots dropped because the book or the buffer had them already.</param>
/// <param name="Gaps">Times that updates were missing.</param>
/// <param name="Crossed">Times that the book was crossed.</param>
/// <param name="Resyncs">Snapshots that made the book whole again after it had been.</param>
/// <param name="Stale">Snapshots that were too old to use.</param>
/// <param name="Forgotten">Updates dropped because the buffer was full.</param>
public readonly record struct BookSyncCounts(long Applied, long Old, long Gaps, long Crossed, long Resyncs, long Stale, long Forgotten);
