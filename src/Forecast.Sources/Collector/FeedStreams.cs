namespace Forecast.Sources;

/// <summary>What is collected of an instrument.</summary>
[Flags]
public enum FeedStreams
{
    None = 0,

    /// <summary>Every trade.</summary>
    Trades = 1,

    /// <summary>Every change of best bid and ask.</summary>
    Quotes = 2,

    /// <summary>The book: changes every 100 ms, and a snapshot where one is needed.</summary>
    Depth = 4,

    All = Trades | Quotes | Depth,
}
