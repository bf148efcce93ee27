using CsCheck;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Market.Book;

public sealed class BookSynchronizerTests
{
    private static BookUpdate Spot(long first, long last, params BookLevel[] bids) => new(first, last, null, 0, 0, bids, []);

    private static BookUpdate Futures(long first, long last, long previous, params BookLevel[] bids) => new(first, last, previous, 0, 0, bids, []);

    private static BookSnapshot Snapshot(long last) => new(last, null, 0, [new(10, 1)], [new(11, 1)]);

    [Fact]
    public void Spot_drops_what_the_snapshot_includes_and_goes_on_from_the_first_that_overlaps()
    {
        var sync = new BookSynchronizer(BookSequence.Consecutive);
        Assert.Equal(BookSyncState.WaitingForSnapshot, sync.State);
        foreach (var update in new[] { Spot(90, 95, new BookLevel(10, 9)), Spot(96, 100, new BookLevel(10, 8)), Spot(101, 105, new BookLevel(10, 7)) }) Assert.Equal(BookOutcome.Buffered, sync.Apply(update));
        Assert.Equal(BookOutcome.Applied, sync.Load(Snapshot(102)));
        Assert.Equal((7.0, 105L, BookSyncState.Synchronised, 0), (sync.Book.Bids[0].Quantity, sync.Book.LastUpdateId!.Value, sync.State, sync.Buffered));
        Assert.Equal(BookOutcome.Applied, sync.Apply(Spot(106, 106, new BookLevel(10, 6))));
        Assert.Equal(BookOutcome.Old, sync.Apply(Spot(106, 106, new BookLevel(10, 5))));
        Assert.Equal(new BookSyncCounts(2, 3, 0, 0, 0, 0, 0), sync.Counts);
        Assert.Equal(6, sync.Book.Bids[0].Quantity);
    }

    [Fact]
    public void Futures_follow_by_the_previous_number_whatever_lies_between()
    {
        var sync = new BookSynchronizer(BookSequence.Linked);
        sync.Apply(Futures(50, 60, 40));
        Assert.Equal(BookOutcome.Applied, sync.Load(Snapshot(55)));
        Assert.Equal(BookOutcome.Applied, sync.Apply(Futures(75, 80, 60)));
        Assert.Equal(BookOutcome.Gap, sync.Apply(Futures(95, 99, 90)));
        Assert.Equal(new BookGap(80, 90, 0), sync.LastGap);
        Assert.True(sync is { State: BookSyncState.Broken, NeedsSnapshot: true, Book.Bids.Count: 0, Buffered: 1 });
    }

    [Fact]
    public void A_snapshot_between_the_numbers_of_an_instrument_is_good() // the numbers of futures are shared by all instruments
    {
        var sync = new BookSynchronizer(BookSequence.Linked);
        sync.Apply(Futures(50, 60, 40));
        Assert.Equal(BookOutcome.Applied, sync.Load(Snapshot(70)));
        Assert.Equal(BookOutcome.Applied, sync.Apply(Futures(75, 80, 60)));
    }

    [Fact]
    public void A_gap_is_reported_and_a_new_snapshot_mends_it()
    {
        var sync = new BookSynchronizer(BookSequence.Consecutive);
        sync.Load(Snapshot(100));
        Assert.Equal(BookOutcome.Applied, sync.Apply(Spot(101, 101)));
        Assert.Equal(BookOutcome.Gap, sync.Apply(Spot(103, 104)));
        Assert.Equal(new BookGap(102, 103, 0), sync.LastGap);
        Assert.Equal(BookOutcome.Stale, sync.Load(Snapshot(101)));
        Assert.True(sync.NeedsSnapshot);
        Assert.Equal(BookOutcome.Buffered, sync.Apply(Spot(105, 105, new BookLevel(10, 3))));
        Assert.Equal(BookOutcome.Applied, sync.Load(Snapshot(102)));
        Assert.Equal((3.0, 105L), (sync.Book.Bids[0].Quantity, sync.Book.LastUpdateId!.Value));
        Assert.Equal(new BookSyncCounts(3, 0, 1, 0, 1, 1, 0), sync.Counts);
    }

    [Fact]
    public void A_gap_while_waiting_throws_away_what_could_not_be_continued()
    {
        var sync = new BookSynchronizer(BookSequence.Consecutive);
        sync.Apply(Spot(1, 1));
        sync.Apply(Spot(2, 2));
        Assert.Equal(BookOutcome.Gap, sync.Apply(Spot(4, 4)));
        Assert.Equal(BookOutcome.Stale, sync.Load(Snapshot(2)));
        Assert.Equal(BookOutcome.Applied, sync.Load(Snapshot(3)));
        Assert.Equal(4, sync.Book.LastUpdateId);
    }

    [Fact]
    public void A_crossed_book_is_emptied_and_a_later_snapshot_mends_it()
    {
        var sync = new BookSynchronizer(BookSequence.Consecutive);
        sync.Load(Snapshot(100));
        Assert.Equal(BookOutcome.Crossed, sync.Apply(Spot(101, 101, new BookLevel(12, 1))));
        Assert.True(sync is { State: BookSyncState.Broken, Book.Bids.Count: 0 });
        Assert.Equal(BookOutcome.Buffered, sync.Apply(Spot(102, 102, new BookLevel(12, 0))));
        Assert.Equal(BookOutcome.Crossed, sync.Load(Snapshot(100)));
        Assert.Equal(2, sync.Buffered);
        Assert.Equal(BookOutcome.Applied, sync.Load(Snapshot(101)));
        Assert.Equal((10.0, 102L, 2L), (sync.Book.Bids[0].Price, sync.Book.LastUpdateId!.Value, sync.Counts.Crossed));
    }

    [Fact]
    public void A_snapshot_that_is_crossed_is_not_used()
    {
        var sync = new BookSynchronizer(BookSequence.Consecutive);
        Assert.Equal(BookOutcome.Crossed, sync.Load(new BookSnapshot(5, null, 0, [new(11, 1)], [new(10, 1)])));
        Assert.True(sync.NeedsSnapshot && sync.Book.Bids.Count == 0);
    }

    [Fact]
    public void A_snapshot_older_than_the_book_is_dropped_and_a_newer_one_taken()
    {
        var sync = new BookSynchronizer(BookSequence.Consecutive);
        sync.Load(Snapshot(100));
        sync.Apply(Spot(101, 110, new BookLevel(10, 4)));
        Assert.Equal(BookOutcome.Old, sync.Load(Snapshot(105)));
        Assert.Equal(4, sync.Book.Bids[0].Quantity);
        Assert.Equal(BookOutcome.Applied, sync.Load(Snapshot(115)));
        Assert.Equal(BookOutcome.Old, sync.Apply(Spot(111, 113)));
        Assert.Equal(BookOutcome.Applied, sync.Apply(Spot(114, 120)));
        Assert.Equal(0, sync.Counts.Resyncs);
    }

    [Fact]
    public void The_buffer_is_bounded()
    {
        var sync = new BookSynchronizer(BookSequence.Consecutive, capacity: 3);
        for (var i = 1; i <= 10; i++) sync.Apply(Spot(i, i));
        Assert.Equal((3, 7L), (sync.Buffered, sync.Counts.Forgotten));
        Assert.Equal(BookOutcome.Stale, sync.Load(Snapshot(6)));
        Assert.Equal(BookOutcome.Applied, sync.Load(Snapshot(7)));
    }

    [Fact]
    public void After_a_cut_connection_nothing_of_before_counts()
    {
        var sync = new BookSynchronizer(BookSequence.Consecutive);
        sync.Load(Snapshot(100));
        sync.Restart();
        Assert.True(sync is { State: BookSyncState.Broken, Book.LastUpdateId: null });
        Assert.Equal(BookOutcome.Buffered, sync.Apply(Spot(7, 7)));
        Assert.Equal(BookOutcome.Applied, sync.Load(Snapshot(7)));
        Assert.Equal(1, sync.Counts.Resyncs);
    }

    /// <summary>Messages cut, doubled, swapped, with snapshots early, late and between: the book is the venue's, or it is said not to be; and a good snapshot mends it.</summary>
    [Theory]
    [InlineData(BookSequence.Consecutive)]
    [InlineData(BookSequence.Linked)]
    public void Is_right_or_broken_never_wrong(BookSequence sequence) => Gen.Select(Gen.ULong, Gen.Int[0, 30]).Sample((seed, faults) =>
    {
        var venue = new SmallVenue(sequence, 60, new SplitMix64(seed));
        var random = new SplitMix64(seed ^ 0x9E37);
        var sync = new BookSynchronizer(sequence, 1 + random.Next(40));
        for (var i = 0; i < venue.Updates.Count; i++)
        {
            var kind = random.Next(100) < faults ? random.Next(4) : 4;
            if (kind == 0) continue;
            if (kind == 1 && i > 0) sync.Apply(venue.Updates[random.Next(i)]);
            if (kind == 2 && i + 1 < venue.Updates.Count) sync.Apply(venue.Updates[i + 1]);
            if (kind == 3) sync.Restart();
            sync.Apply(venue.Updates[i]);
            venue.Check(sync);
            if (sync.NeedsSnapshot ? random.Next(3) == 0 : random.Next(20) == 0)
            {
                sync.Load(venue.Snapshot(Math.Clamp(i - 3 + random.Next(7), 0, venue.Updates.Count - 1), random));
                venue.Check(sync);
            }
        }
        sync.Load(venue.Snapshot(venue.Updates.Count - 1, null));
        Assert.Equal(BookSyncState.Synchronised, sync.State);
        venue.Check(sync);
    }, iter: 1500, threads: 1);

    [Theory]
    [InlineData(BookSequence.Consecutive)]
    [InlineData(BookSequence.Linked)]
    public void Every_lost_update_is_reported(BookSequence sequence) => Gen.Select(Gen.ULong, Gen.Int[1, 38]).Sample((seed, lost) =>
    {
        var venue = new SmallVenue(sequence, 40, new SplitMix64(seed));
        var sync = new BookSynchronizer(sequence);
        sync.Apply(venue.Updates[0]);
        sync.Load(venue.Snapshot(0, null));
        for (var i = 1; i < 40; i++)
        {
            if (i != lost) Assert.Equal(i < lost ? BookOutcome.Applied : i == lost + 1 ? BookOutcome.Gap : BookOutcome.Buffered, sync.Apply(venue.Updates[i]));
        }
        Assert.Equal((1L, BookSyncState.Broken), (sync.Counts.Gaps, sync.State));
    }, iter: 300, threads: 1);
}
