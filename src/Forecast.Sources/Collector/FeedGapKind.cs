namespace Forecast.Sources;

/// <summary>What a gap is a gap of.</summary>
public enum FeedGapKind
{
    /// <summary>Trades did not come.</summary>
    Trades,

    /// <summary>Best quotes may not have come; or one came crossed and was not kept.</summary>
    Quotes,

    /// <summary>Updates of the book did not come.</summary>
    Depth,

    /// <summary>The updates that came make no book that can be read.</summary>
    Book,
}
