using Forecast.Sources;

namespace Forecast.Pipeline;

/// <summary>One instrument of a collector's run: what came, and what the lake kept of it.</summary>
public sealed record CollectedSymbol(FeedCounts Counts, CollectedRows Trades, CollectedRows Quotes, CollectedRows BookUpdates, CollectedRows Gaps)
{
    /// <summary>Rows of the feed that the lake did not have.</summary>
    public long New => Trades.New + Quotes.New + BookUpdates.New;
}
