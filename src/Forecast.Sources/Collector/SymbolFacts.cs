using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>What was collected of one instrument since the last batch, each in the order in which it came.</summary>
public sealed class SymbolFacts
{
    public List<Trade> Trades { get; } = [];

    public List<BestQuote> Quotes { get; } = [];

    public List<BookUpdate> BookUpdates { get; } = [];

    public List<BookSnapshot> BookSnapshots { get; } = [];

    public List<FeedGap> Gaps { get; } = [];
}
