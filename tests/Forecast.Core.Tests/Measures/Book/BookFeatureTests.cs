using CsCheck;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures.Book;

public sealed class BookFeatureTests
{
    // Mid 100: bids 99.99 × 2, 99.95 × 3, 99.80 × 5, 99.00 × 10; asks 100.01 × 1, 100.05 × 4, 100.30 × 6.
    private static OrderBook Small()
    {
        var book = new OrderBook();
        book.Load(new BookSnapshot(1, null, 0, [new(99.99, 2), new(99.95, 3), new(99.80, 5), new(99.00, 10)], [new(100.01, 1), new(100.05, 4), new(100.30, 6)]));
        return book;
    }

    [Fact]
    public void Spread_and_microprice_and_queue_imbalance_by_hand()
    {
        var book = Small();
        Assert.Equal(0.02, Spread.Absolute(book)!.Value, 1e-12);
        Assert.Equal(0.0002, Spread.Relative(book)!.Value, 1e-12);
        Assert.Equal(((99.99 * 1) + (100.01 * 2)) / 3, Microprice.Of(book)!.Value, 1e-12); // more rests at the bid: nearer to the ask
        Assert.Equal(1.0 / 3, QueueImbalance.Of(book)!.Value, 1e-12);
    }

    [Fact]
    public void Depth_by_hand_and_absent_beyond_what_is_known()
    {
        var book = Small();
        Assert.Equal((5.0, 5.0), (BookDepth.OfBids(book, 5.5)!.Value, BookDepth.OfAsks(book, 5.5)!.Value));
        Assert.Equal((10.0, 5.0), (BookDepth.OfBids(book, 25)!.Value, BookDepth.OfAsks(book, 25)!.Value));
        Assert.Null(BookDepth.OfAsks(book, 31));
        Assert.Equal(10, BookDepth.OfBids(book, 99));
        Assert.Null(BookDepth.OfBids(book, 101));
    }

    [Fact]
    public void Impact_by_hand()
    {
        var book = Small();
        // 1 × 100.01 + 4 × 100.05 = 500.21 through two levels: bought at 500.21 / 5.
        var buy = PriceImpact.Of(book, true, 500.21);
        Assert.Equal((500.21 / 5 / 100) - 1, buy.Impact!.Value, 1e-12);
        Assert.Equal(500.21, buy.Filled, 1e-9);
        // 2 × 99.99 and half of the next level.
        var size = (2 * 99.99) + (1.5 * 99.95);
        Assert.Equal(1 - (size / 3.5 / 100), PriceImpact.Of(book, false, size).Impact!.Value, 1e-12);
        var far = PriceImpact.Of(book, true, 2000);
        Assert.Null(far.Impact);
        Assert.Equal((1 * 100.01) + (4 * 100.05) + (6 * 100.30), far.Filled, 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => PriceImpact.Of(book, true, 0));
    }

    [Fact]
    public void Impact_of_inverse_contracts_is_counted_in_contracts()
    {
        var book = new OrderBook();
        book.Load(new BookSnapshot(1, null, 0, [new(60000, 10)], [new(60010, 5), new(60020, 5)]));
        // 800 in contracts of 100: 5 at 60 010, 3 at 60 020; in coin 500/60010 + 300/60020.
        var price = 800 / ((500 / 60010.0) + (300 / 60020.0));
        Assert.Equal((price / 60005) - 1, PriceImpact.Of(book, true, 800, 100).Impact!.Value, 1e-12);
        Assert.Equal((null, 1000.0), PriceImpact.Of(book, true, 1001, 100) is var r ? (r.Impact, r.Filled) : default);
    }

    [Fact]
    public void Levels_behind_the_known_ones_do_not_fill()
    {
        var book = Small();
        book.Apply(new BookUpdate(2, 2, null, 0, 0, [], [new(100.50, 1000)]));
        Assert.Null(PriceImpact.Of(book, true, 2000).Impact);
    }

    /// <summary>The cases of Cont, Kukanov and Stoikov: additions, cancellations and moves of each side.</summary>
    [Theory]
    [InlineData(100, 5, 101, 4, 3)] // bid queue grew by 3
    [InlineData(100, 1, 101, 4, -1)] // bid queue shrank by 1
    [InlineData(100, 2, 101, 9, -5)] // ask queue grew by 5
    [InlineData(100, 2, 101, 1, 3)] // ask queue shrank by 3
    [InlineData(100.5, 7, 101, 4, 7)] // bid up: all that rests there is new
    [InlineData(99, 7, 101, 4, -2)] // bid down: what rested before is gone
    [InlineData(100, 2, 100.5, 6, -6)] // ask down
    [InlineData(100, 2, 102, 6, 4)] // ask up
    [InlineData(101, 3, 102, 5, 7)] // both up
    public void Order_flow_imbalance_by_hand(double bid, double bidQuantity, double ask, double askQuantity, double expected) =>
        Assert.Equal(expected, OrderFlowImbalance.Step(new TopOfBook(100, 2, 101, 4), new TopOfBook(bid, bidQuantity, ask, askQuantity)));

    [Fact]
    public void Every_feature_is_absent_where_the_book_is_empty_one_sided_or_crossed()
    {
        var book = new OrderBook();
        Assert.All(BookFeatureCatalog.All, f => Assert.Null(f.Compute(book, null)));
        book.Load(new BookSnapshot(1, null, 0, [new(10, 1)], []));
        Assert.All(BookFeatureCatalog.All, f => Assert.Null(f.Compute(book, null)));
        book.Load(new BookSnapshot(1, null, 0, [new(12, 1)], [new(11, 1)]));
        Assert.All(BookFeatureCatalog.All.Where(f => f.Name != "mid"), f => Assert.Null(f.Compute(book, null)));
    }

    [Fact]
    public void Sides_are_mirrors_and_depth_and_impact_grow() => Gen.Select(Gen.Select(Gen.Int[1, 200], Gen.Double[0.1, 9]).Array[1, 30], Gen.Select(Gen.Int[1, 200], Gen.Double[0.1, 9]).Array[1, 30]).Sample((below, above) =>
    {
        var (book, mirror) = (new OrderBook(), new OrderBook());
        BookLevel[] Levels((int Step, double Quantity)[] side, int sign) => [.. side.Select(l => new BookLevel(1000 + (sign * l.Step / 8.0), l.Quantity))];
        book.Load(new BookSnapshot(1, null, 0, Levels(below, -1), Levels(above, 1)));
        mirror.Load(new BookSnapshot(1, null, 0, Levels(above, -1), Levels(below, 1)));
        Assert.Equal(-QueueImbalance.Of(book)!.Value, QueueImbalance.Of(mirror)!.Value, 1e-12);
        Assert.InRange(Microprice.Of(book)!.Value, book.Bids[0].Price - 1e-9, book.Asks[0].Price + 1e-9);
        var depths = new[] { 5.0, 10, 25, 50, 100 }.Select(d => BookDepth.OfBids(book, d)).TakeWhile(d => d is not null).ToArray();
        Assert.Equal(depths.Order(), depths);
        var costs = new[] { 1.0, 10, 100, 1e3, 1e4 }.Select(n => PriceImpact.Of(book, true, n)).ToArray();
        Assert.All(costs.Zip(costs.Skip(1)), pair => Assert.True(pair.First.Filled <= pair.Second.Filled && !(pair.Second.Impact < pair.First.Impact - 1e-12)));
    }, iter: 300, threads: 1);
}
