using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>One row of a capture; <see cref="Kind"/> says which property holds it.</summary>
public readonly record struct CaptureMessage
{
    public CaptureKind Kind { get; init; }

    /// <summary>Its line in the file, from 1; 0 where it is not from a file.</summary>
    public int Line { get; init; }

    public Trade Trade { get; init; }

    public BestQuote Quote { get; init; }

    public BookUpdate? Update { get; init; }

    public BookSnapshot? Snapshot { get; init; }

    /// <summary>When it reached the recorder, Unix microseconds by the recorder's clock.</summary>
    public long ReceivedAt => Kind switch
    {
        CaptureKind.Trade => Trade.ReceivedAt,
        CaptureKind.Quote => Quote.ReceivedAt,
        CaptureKind.BookUpdate => Update!.ReceivedAt,
        CaptureKind.BookSnapshot => Snapshot!.ReceivedAt,
        _ => 0,
    };

    /// <summary>Exchange time, Unix microseconds; null where the venue gives none.</summary>
    public long? Time => Kind switch
    {
        CaptureKind.Trade => Trade.Time,
        CaptureKind.Quote => Quote.Time,
        CaptureKind.BookUpdate => Update!.Time,
        CaptureKind.BookSnapshot => Snapshot!.Time,
        _ => null,
    };

    /// <summary>The venue's number of it.</summary>
    public long Id => Kind switch
    {
        CaptureKind.Trade => Trade.Id,
        CaptureKind.Quote => Quote.UpdateId,
        CaptureKind.BookUpdate => Update!.LastUpdateId,
        CaptureKind.BookSnapshot => Snapshot!.LastUpdateId,
        _ => 0,
    };

    /// <summary>Whether two rows say the same, whenever they were received.</summary>
    public bool Says(in CaptureMessage other) => Kind == other.Kind && Kind switch
    {
        CaptureKind.Trade => Trade with { ReceivedAt = 0 } == other.Trade with { ReceivedAt = 0 },
        CaptureKind.Quote => Quote with { ReceivedAt = 0 } == other.Quote with { ReceivedAt = 0 },
        CaptureKind.BookUpdate => (Update!.FirstUpdateId, Update.LastUpdateId, Update.PreviousUpdateId, Update.Time) == (other.Update!.FirstUpdateId, other.Update.LastUpdateId, other.Update.PreviousUpdateId, other.Update.Time)
            && Update.Bids.AsSpan().SequenceEqual(other.Update.Bids) && Update.Asks.AsSpan().SequenceEqual(other.Update.Asks),
        CaptureKind.BookSnapshot => (Snapshot!.LastUpdateId, Snapshot.Time) == (other.Snapshot!.LastUpdateId, other.Snapshot.Time)
            && Snapshot.Bids.AsSpan().SequenceEqual(other.Snapshot.Bids) && Snapshot.Asks.AsSpan().SequenceEqual(other.Snapshot.Asks),
        _ => true,
    };
}
