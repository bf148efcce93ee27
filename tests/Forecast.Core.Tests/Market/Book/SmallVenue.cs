using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Market.Book;

/// <summary>A venue with forty prices that numbers its updates, and knows its own book after each.</summary>
internal sealed class SmallVenue
{
    private readonly List<double[]> _states = [];

    public SmallVenue(BookSequence sequence, int updates, SplitMix64 random)
    {
        var state = new double[40];
        Array.Fill(state, 1, 15, 10);
        var last = 100L;
        for (var n = 0; n < updates; n++)
        {
            // Numbers of other instruments lie between those of a linked venue.
            var first = last + 1 + (sequence == BookSequence.Linked ? random.Next(4) : 0);
            var changes = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => random.Next(40)).Where(p => p is not (19 or 20)).Distinct()
                .Select(p => (Price: p, Quantity: random.Next(3) == 0 ? 0.0 : 1 + random.Next(9))).ToArray();
            foreach (var (price, quantity) in changes) state[price] = quantity;
            var end = first + random.Next(3);
            Updates.Add(new BookUpdate(first, end, sequence == BookSequence.Linked ? last : null, 0, 0, Levels(changes, bid: true), Levels(changes, bid: false)));
            _states.Add([.. state]);
            last = end;
        }
    }

    public List<BookUpdate> Updates { get; } = [];

    /// <summary>The book as it is after an update; or, with <paramref name="random"/>, sometimes at a number within the next, whose levels then have values of their own.</summary>
    public BookSnapshot Snapshot(int update, SplitMix64? random)
    {
        var (state, last) = ((double[])_states[update].Clone(), Updates[update].LastUpdateId);
        if (random is not null && update + 1 < Updates.Count)
        {
            var next = Updates[update + 1];
            last += random.Next((int)(next.LastUpdateId - last));
            if (last >= next.FirstUpdateId) foreach (var level in next.Bids.Concat(next.Asks)) state[(int)level.Price - 1] = random.Next(5);
        }
        var all = state.Select((quantity, price) => (price, quantity)).Where(l => l.quantity > 0).ToArray();
        return new BookSnapshot(last, null, 0, [.. Levels(all, bid: true).Reverse()], Levels(all, bid: false));
    }

    /// <summary>A book that says that it is synchronised is the venue's, wherever it stands at the end of an update.</summary>
    public void Check(BookSynchronizer sync)
    {
        if (sync.State != BookSyncState.Synchronised)
        {
            Assert.Equal(0, sync.Book.Bids.Count + sync.Book.Asks.Count);
            return;
        }
        var at = Updates.FindLastIndex(u => u.LastUpdateId <= sync.Book.LastUpdateId);
        if (at < 0 || (at + 1 < Updates.Count && Updates[at + 1].FirstUpdateId <= sync.Book.LastUpdateId)) return;
        Assert.Equal(_states[at], Enumerable.Range(0, 40).Select(p => (p < 20 ? sync.Book.Bids : sync.Book.Asks).QuantityAt(p + 1)));
    }

    private static BookLevel[] Levels(IEnumerable<(int Price, double Quantity)> levels, bool bid) => [.. levels.Where(l => l.Price < 20 == bid).Select(l => new BookLevel(l.Price + 1, l.Quantity))];
}
