namespace Forecast.Core.Market;

/// <summary>Whether a book can be read.</summary>
public enum BookSyncState
{
    /// <summary>Nothing is wrong, but no snapshot has come yet; updates are kept until it does.</summary>
    WaitingForSnapshot,

    /// <summary>The book is what the venue has at its last update.</summary>
    Synchronised,

    /// <summary>An update was missing, or the book was crossed; a new snapshot is needed, and updates are kept until it comes.</summary>
    Broken,
}
