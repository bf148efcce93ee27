using Forecast.Core.Numerics;

namespace Forecast.Core.Market;

/// <summary>
/// Keeps an <see cref="OrderBook"/> in step with a venue that gives a snapshot on request and a stream of numbered updates. Updates are kept until a snapshot comes, those that it
/// includes are dropped, and from there each must follow the one before; where one does not, or the book is crossed, the book is emptied and a new snapshot asked for. So the
/// book is right or absent, never wrong.
/// <para>Rule, with L the snapshot's number and U, u, pu those of the update: dropped where u ≤ L; the first one applied must leave nothing out, which is U ≤ L + 1 for
/// <see cref="BookSequence.Consecutive"/> and pu ≤ L for <see cref="BookSequence.Linked"/> (implied by the venue's U ≤ L ≤ u, and true also where L belongs to another
/// instrument); then U = previous u + 1, or pu = previous u.</para>
/// <para>Pure: no clock, no network. Feed it in the order of arrival. Not safe for several threads.</para>
/// <para>Reference: Binance, "How to manage a local order book correctly", spot and futures documentation.</para>
/// </summary>
public sealed class BookSynchronizer
{
    private readonly BookSequence _sequence;
    private readonly int _capacity;
    private readonly Queue<BookUpdate> _buffer = new();
    private long? _bufferedTo;
    private bool _linked, _everSynchronised;
    private BookSyncCounts _counts;

    /// <param name="sequence">How the venue numbers updates.</param>
    /// <param name="capacity">How many updates are kept while a snapshot is awaited; the oldest go first.</param>
    public BookSynchronizer(BookSequence sequence, int capacity = 10_000) => (_sequence, _capacity) = (sequence, Guard.AtLeast(capacity, 1));

    /// <summary>The book; empty unless <see cref="BookSyncState.Synchronised"/>.</summary>
    public OrderBook Book { get; } = new();

    public BookSyncState State { get; private set; }

    /// <summary>Whether the venue should be asked for a snapshot (again).</summary>
    public bool NeedsSnapshot => State != BookSyncState.Synchronised;

    public BookSyncCounts Counts => _counts;

    /// <summary>The gap found last; null where there was none.</summary>
    public BookGap? LastGap { get; private set; }

    /// <summary>How many updates are kept for a snapshot.</summary>
    public int Buffered => _buffer.Count;

    /// <summary>The next update of the stream.</summary>
    public BookOutcome Apply(BookUpdate update)
    {
        if (State != BookSyncState.Synchronised) return Keep(update);
        var last = Book.LastUpdateId!.Value;
        if (update.LastUpdateId <= last) return Dropped();
        if (!Follows(update, last, exactly: _linked)) return Miss(update, last);
        var outcome = Change(update);
        if (outcome == BookOutcome.Crossed) Keep(update);
        return outcome;
    }

    /// <summary>A snapshot: in answer to <see cref="NeedsSnapshot"/>, or unasked. One from before what the book includes is dropped.</summary>
    public BookOutcome Load(BookSnapshot snapshot)
    {
        if (State == BookSyncState.Synchronised && snapshot.LastUpdateId < Book.LastUpdateId) return Dropped();
        while (_buffer.TryPeek(out var old) && old.LastUpdateId <= snapshot.LastUpdateId)
        {
            _buffer.Dequeue();
            Dropped();
        }
        if (_buffer.TryPeek(out var first) && !Follows(first, snapshot.LastUpdateId, exactly: false))
        {
            _counts = _counts with { Stale = _counts.Stale + 1 };
            return BookOutcome.Stale;
        }
        Book.Load(snapshot);
        if (Book.IsCrossed) return Break();
        if (NeedsSnapshot && _everSynchronised) _counts = _counts with { Resyncs = _counts.Resyncs + 1 };
        (State, _linked, _everSynchronised) = (BookSyncState.Synchronised, false, true);
        while (_buffer.TryPeek(out var update))
        {
            if (Change(update) == BookOutcome.Crossed) return BookOutcome.Crossed;
            _buffer.Dequeue();
        }
        _bufferedTo = null;
        return BookOutcome.Applied;
    }

    /// <summary>The stream was cut (a connection was lost): whatever comes next has nothing to do with what came before.</summary>
    public void Restart()
    {
        Book.Clear();
        _buffer.Clear();
        (_bufferedTo, State) = (null, _everSynchronised ? BookSyncState.Broken : BookSyncState.WaitingForSnapshot);
    }

    private bool Follows(BookUpdate update, long last, bool exactly) => (_sequence, exactly) switch
    {
        (BookSequence.Consecutive, true) => update.FirstUpdateId == last + 1,
        (BookSequence.Consecutive, false) => update.FirstUpdateId <= last + 1,
        (_, true) => update.PreviousUpdateId == last,
        _ => update.PreviousUpdateId <= last,
    };

    private BookOutcome Change(BookUpdate update)
    {
        Book.Apply(update);
        (_linked, _counts) = (true, _counts with { Applied = _counts.Applied + 1 });
        return Book.IsCrossed ? Break() : BookOutcome.Applied;
    }

    private BookOutcome Break()
    {
        _counts = _counts with { Crossed = _counts.Crossed + 1 };
        State = BookSyncState.Broken;
        Book.Clear();
        return BookOutcome.Crossed;
    }

    private BookOutcome Keep(BookUpdate update)
    {
        if (_bufferedTo is { } last)
        {
            if (update.LastUpdateId <= last) return Dropped();
            if (!Follows(update, last, exactly: true)) return Miss(update, last);
        }
        if (_buffer.Count == _capacity)
        {
            _buffer.Dequeue();
            _counts = _counts with { Forgotten = _counts.Forgotten + 1 };
        }
        _buffer.Enqueue(update);
        _bufferedTo = update.LastUpdateId;
        return BookOutcome.Buffered;
    }

    /// <summary>What was kept is of no use: a snapshot that it could continue could not be continued over the gap. The update behind the gap is kept.</summary>
    private BookOutcome Miss(BookUpdate update, long last)
    {
        LastGap = _sequence == BookSequence.Consecutive ? new BookGap(last + 1, update.FirstUpdateId, update.Time) : new BookGap(last, update.PreviousUpdateId, update.Time);
        _counts = _counts with { Gaps = _counts.Gaps + 1 };
        State = BookSyncState.Broken;
        Book.Clear();
        _buffer.Clear();
        _bufferedTo = null;
        Keep(update);
        return BookOutcome.Gap;
    }

    private BookOutcome Dropped()
    {
        _counts = _counts with { Old = _counts.Old + 1 };
        return BookOutcome.Old;
    }
}
