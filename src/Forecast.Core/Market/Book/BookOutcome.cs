namespace Forecast.Core.Market;

/// <summary>What became of an update or a snapshot.</summary>
public enum BookOutcome
{
    /// <summary>The book includes it.</summary>
    Applied,

    /// <summary>Kept until a snapshot comes.</summary>
    Buffered,

    /// <summary>The book, or the buffer, includes it already: a duplicate, or one from before the snapshot.</summary>
    Old,

    /// <summary>Updates before it are missing: the book is broken, and this update kept until a snapshot comes.</summary>
    Gap,

    /// <summary>A snapshot from before the updates that are kept, so that some between are missing: another is needed.</summary>
    Stale,

    /// <summary>The book was crossed with it: the book is broken.</summary>
    Crossed,
}
