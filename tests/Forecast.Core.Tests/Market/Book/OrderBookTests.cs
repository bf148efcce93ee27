using CsCheck;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.Core.Tests.Market.Book;

public sealed class OrderBookTests
{
    // Prices on a grid around 1000, most near the best, some thousands of levels away.
    private static readonly Gen<(bool Bid, double Price, double Quantity)> Change =
        Gen.Select(Gen.Bool, Gen.Frequency((4, Gen.Int[0, 12]), (1, Gen.Int[0, 4000])), Gen.Frequency((2, Gen.Const(0.0)), (3, Gen.Double[0.001, 50])))
            .Select((bid, distance, quantity) => (bid, bid ? 1000 - (distance / 10.0) : 1000.1 + (distance / 10.0), quantity));

    private static BookUpdate Update(long id, IEnumerable<(bool Bid, double Price, double Quantity)> changes) => new(
        id, id, null, 0, 0, [.. changes.Where(c => c.Bid).Select(c => new BookLevel(c.Price, c.Quantity))], [.. changes.Where(c => !c.Bid).Select(c => new BookLevel(c.Price, c.Quantity))]);

    [Fact]
    public void Equals_a_dictionary_after_any_updates() => Change.Array[1, 8].Array[1, 300].Sample(updates =>
    {
        var (book, bids, asks) = (new OrderBook(), new SortedDictionary<double, double>(), new SortedDictionary<double, double>());
        var far = Enumerable.Range(1, 1500).Select(i => new BookLevel(1000 - (2.0 * i / 10), i)).ToArray();
        book.Load(new BookSnapshot(0, null, 0, far, []));
        foreach (var level in far) bids[level.Price] = level.Quantity;
        for (var n = 0; n < updates.Length; n++)
        {
            book.Apply(Update(n + 1, updates[n]));
            foreach (var (bid, price, quantity) in updates[n])
            {
                if (quantity > 0) (bid ? bids : asks)[price] = quantity;
                else (bid ? bids : asks).Remove(price);
            }
            Assert.Equal(bids.Count > 0 ? bids.Last().Key : null, book.Bids.Best?.Price);
            Assert.Equal(asks.Count > 0 ? asks.First().Key : null, book.Asks.Best?.Price);
        }
        Assert.Equal(bids.Reverse().Select(p => new BookLevel(p.Key, p.Value)), Enumerable.Range(0, book.Bids.Count).Select(i => book.Bids[i]));
        Assert.Equal(asks.Select(p => new BookLevel(p.Key, p.Value)), Enumerable.Range(0, book.Asks.Count).Select(i => book.Asks[i]));
        Assert.All(far, level => Assert.Equal(bids.GetValueOrDefault(level.Price), book.Bids.QuantityAt(level.Price)));
        Assert.Equal(0, book.Bids.QuantityAt(3.14));
    }, iter: 60, threads: 1);

    [Fact]
    public void Says_whether_it_is_crossed_locked_or_ordinary()
    {
        var book = new OrderBook();
        Assert.True(book is { IsCrossed: false, IsLocked: false, IsOrdinary: false, Mid: null, Bids.Best: null });
        book.Load(new BookSnapshot(7, null, 0, [new(10, 1), new(9, 2)], [new(11, 3)]));
        Assert.True(book is { IsCrossed: false, IsLocked: false, IsOrdinary: true, Mid: 10.5, LastUpdateId: 7 });
        book.Apply(new BookUpdate(8, 8, null, 0, 0, [new(11, 1)], []));
        Assert.True(book is { IsCrossed: false, IsLocked: true, IsOrdinary: false });
        book.Apply(new BookUpdate(9, 9, null, 0, 0, [new(11.5, 1)], []));
        Assert.True(book is { IsCrossed: true, IsLocked: false, IsOrdinary: false });
        book.Clear();
        Assert.True(book is { IsCrossed: false, LastUpdateId: null, Bids.Count: 0, Asks.Count: 0 });
    }

    [Fact]
    public void Is_known_down_to_the_worst_price_of_its_snapshot()
    {
        var book = new OrderBook();
        book.Load(new BookSnapshot(1, null, 0, [new(9, 2), new(10, 1)], []));
        book.Apply(new BookUpdate(2, 2, null, 0, 0, [new(5, 1)], [new(20, 1)]));
        Assert.True(book.Bids.IsKnown(9.5) && book.Bids.IsKnown(9) && !book.Bids.IsKnown(5));
        Assert.True(book.Asks.IsKnown(1e9));
        Assert.Equal(new BookLevel(10, 1), book.Bids[0]);
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(-1.0, 1.0)]
    [InlineData(double.NaN, 1.0)]
    [InlineData(1.0, -1.0)]
    [InlineData(1.0, double.PositiveInfinity)]
    public void Refuses_a_bad_level_and_stays_as_it_was(double price, double quantity)
    {
        var book = new OrderBook();
        book.Load(new BookSnapshot(1, null, 0, [new(10, 1)], [new(11, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => book.Apply(new BookUpdate(2, 2, null, 0, 0, [new(10, 5)], [new(price, quantity)])));
        Assert.Equal((1.0, 1L), (book.Bids.QuantityAt(10), book.LastUpdateId!.Value));
    }
}
