using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>One instrument of a collector's run: what came, and what the lake kept of it.</summary>
public sealed record CollectedSymbol(FeedCounts Counts, CollectedRows Trades, CollectedRows Quotes, CollectedRows BookUpdates, CollectedRows Gaps)
{
    /// <summary>Trades that lie in the quarantine as bad prints.</summary>
    public int BadPrints { get; init; }

    /// <summary>What was done to the bars of the order book.</summary>
    public FactWrite BookBars { get; init; } = FactWrite.None;

    /// <summary>Rows of the feed that the lake did not have.</summary>
    public long New => Trades.New + Quotes.New + BookUpdates.New;
}
