namespace Forecast.Sources;

/// <summary>What became of the messages of one instrument. Read while they grow, the numbers may be of slightly different moments.</summary>
public sealed class FeedCounts(string symbol)
{
    public string Symbol { get; } = symbol;

    /// <summary>All that could be read and are of this instrument: trades, quotes and updates below, no public prints, duplicates and crossed quotes.</summary>
    public long Messages { get; internal set; }

    public long Trades { get; internal set; }

    public long Quotes { get; internal set; }

    public long BookUpdates { get; internal set; }

    public long BookSnapshots { get; internal set; }

    /// <summary>Fills that the venue does not count as public prints; they are not kept.</summary>
    public long NonPublic { get; internal set; }

    /// <summary>Messages that came before; they are not kept again.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Holes in trades, quotes or updates.</summary>
    public long Gaps { get; internal set; }

    /// <summary>Quotes or books with a bid above an ask.</summary>
    public long Crossed { get; internal set; }

    /// <summary>Of those, quotes; they are not kept.</summary>
    public long CrossedQuotes { get; internal set; }

    /// <summary>Snapshots that made a broken book whole again.</summary>
    public long Resyncs { get; internal set; }

    /// <summary>Longest time from the venue's stamp to the recorder's, microseconds; below 0 where the recorder's clock is behind. Null where no message was stamped.</summary>
    public long? LongestLag { get; internal set; }

    /// <summary>Why this instrument's book could not be had.</summary>
    public string? Fault { get; internal set; }
}
