using CsCheck;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures.Book;

public sealed class BookBarBuilderTests
{
    private const long Second = 1_000_000, Minute = 60 * Second, Start = 1_700_000_100 * Second; // on the 5-minute grid

    private static readonly string[] Names = [.. BookFeatureCatalog.All.Select(f => f.Name)];

    private static BookBarBuilder Builder(double silence = 3600) => new(TimeSpan.FromMinutes(5), BookSequence.Consecutive, silence: TimeSpan.FromSeconds(silence));

    private static BookUpdate Update(long id, long at, BookLevel[] bids, BookLevel[] asks) => new(id, id, null, Start + at, Start + at, bids, asks);

    private static BookSnapshot Snapshot(long id, long at) => new(id, Start + at, Start + at, [new(99, 2), new(98, 5)], [new(101, 4), new(102, 5)]);

    private static double? Mean(BookBar bar, string feature) => bar.Means[Array.IndexOf(Names, feature)];

    private static double? Ending(BookBar bar, string feature) => bar.Ends[Array.IndexOf(Names, feature)];

    [Fact]
    public void Weighs_by_time_and_sums_the_flow_by_hand()
    {
        var builder = Builder();
        builder.Add(Snapshot(1, 0));
        builder.Add(Update(2, 3 * Minute, [new(100, 1)], [])); // bid up: e = +1; spread 2 → 1
        builder.Add(Update(3, 4 * Minute, [], [new(101, 6)])); // ask queue + 2: e = −2
        builder.Add(Update(4, 6 * Minute, [new(100, 0)], [])); // in the next bar: bid down: e = −1
        var bar = Assert.Single(builder.Take());
        Assert.Equal((Start, 1.0, -1.0, 3, 0), (bar.OpenTime, bar.Coverage, bar.BookImbalance!.Value, bar.Updates, bar.Quotes));
        Assert.Equal((3 * 2 + 2 * 1) / 5.0, Mean(bar, "spread")!.Value, 1e-12);
        Assert.Equal(1, Ending(bar, "spread"));
        Assert.Equal((3 * 100 + 2 * 100.5) / 5.0, Mean(bar, "mid")!.Value, 1e-12);
        Assert.Equal((1.0 - 6) / 7, Ending(bar, "queue_imbalance")!.Value, 1e-12);
        Assert.Null(bar.QuoteImbalance);
        Assert.False(bar.Gap || bar.Crossed || bar.Locked);
        builder.End();
        var last = Assert.Single(builder.Take());
        Assert.Equal((Start + 5 * Minute, 0.2, -1.0, 2.0), (last.OpenTime, last.Coverage, last.BookImbalance!.Value, Ending(last, "spread")!.Value));
        Assert.Equal(1, Mean(last, "spread"));
    }

    [Fact]
    public void A_gap_takes_the_flow_and_keeps_the_prices()
    {
        var builder = Builder();
        builder.Add(Snapshot(1, 0));
        builder.Add(Update(2, Minute, [new(99, 3)], []));
        builder.Add(Update(4, 2 * Minute, [new(97, 1)], []));
        builder.Add(new BookSnapshot(4, Start + 7 * Minute, Start + 7 * Minute, [new(99, 1)], [new(100, 1)]));
        builder.Add(Update(5, 8 * Minute, [new(99, 2)], []));
        builder.Add(Update(6, 16 * Minute, [], []));
        var bars = builder.Take();
        Assert.Equal([true, true, false], bars.Select(b => b.Gap));
        Assert.Equal([0.2, 0.6, 1.0], bars.Select(b => b.Coverage));
        Assert.Equal([null, null, 0.0], bars.Select(b => b.BookImbalance));
        Assert.Equal([null, null, 1.0 / 3], bars.Select(b => Mean(b, "queue_imbalance")));
        Assert.Equal([2.0, 1, 1], bars.Select(b => Mean(b, "spread")!.Value));
        Assert.Equal([null, 1.0, 1.0], bars.Select(b => Ending(b, "spread")));
        Assert.Equal(1, builder.Synchronizer.Counts.Gaps);
    }

    [Fact]
    public void A_crossed_book_and_a_crossed_quote_take_the_flow()
    {
        var builder = Builder();
        builder.Add(Snapshot(1, 0));
        builder.Add(Update(2, Minute, [new(103, 3)], []));
        builder.Add(Snapshot(2, 2 * Minute));
        builder.Add(Quote(7, 6 * Minute, 99, 101));
        builder.Add(Quote(8, 7 * Minute, 102, 101));
        builder.Add(Quote(9, 11 * Minute, 101, 101));
        builder.Add(Quote(10, 16 * Minute, 100, 101));
        var bars = builder.Take();
        Assert.Equal([true, true, false], bars.Select(b => b.Crossed));
        Assert.Equal([false, false, true], bars.Select(b => b.Locked));
        Assert.Null(bars[0].BookImbalance);
        Assert.Null(bars[1].QuoteImbalance);
        Assert.NotNull(bars[2].QuoteImbalance);
        Assert.Equal([2.0, 2, 2], bars.Select(b => Mean(b, "spread")!.Value));
        Assert.Equal((0.8, 1L), (bars[0].Coverage, builder.Synchronizer.Counts.Crossed));
    }

    [Fact]
    public void Depth_that_was_unknown_for_a_moment_has_no_mean()
    {
        var builder = Builder();
        builder.Add(new BookSnapshot(1, Start, Start, [new(99.99, 1), new(99.9, 1)], [new(100.01, 1), new(100.1, 1)]));
        builder.Add(Update(2, Minute, [], [new(100.01, 0)])); // the mid moves up: 10 basis points from it are no longer known
        builder.Add(Update(3, 2 * Minute, [], [new(100.01, 1)]));
        builder.Add(Update(4, 5 * Minute, [], []));
        var bar = Assert.Single(builder.Take());
        Assert.Null(Mean(bar, "ask_depth_10bp"));
        Assert.NotNull(Mean(bar, "bid_depth_5bp"));
        Assert.Equal(2, Ending(bar, "ask_depth_10bp"));
    }

    [Fact]
    public void A_message_counts_when_it_was_known_and_the_clock_never_goes_back()
    {
        var builder = Builder();
        builder.Add(Snapshot(1, 0));
        builder.Add(new BookUpdate(2, 2, null, Start + Minute, Start + 6 * Minute, [new(100, 1)], []));
        builder.Add(new BookUpdate(3, 3, null, Start + 2 * Minute, Start + 2 * Minute, [new(100, 3)], []));
        builder.End();
        var bars = builder.Take();
        Assert.Equal([2.0, 1], bars.Select(b => Ending(b, "spread")!.Value));
        Assert.Equal([0.0, 3], bars.Select(b => b.BookImbalance!.Value));
    }

    [Fact]
    public void A_pause_of_the_recording_is_not_covered()
    {
        var builder = new BookBarBuilder(TimeSpan.FromMinutes(5), BookSequence.Consecutive);
        const long Hours = 360 * Minute;
        foreach (var (id, at) in new[] { (1, 0), (2, 5 * Second), (900, Hours), (901, Hours + 4 * Second) }) builder.Add(Snapshot(id, at));
        builder.End();
        var bars = builder.Take();
        Assert.Equal([Start, Start + Hours], bars.Select(b => b.OpenTime));
        Assert.Equal([5.0 / 300, 4.0 / 300], bars.Select(b => b.Coverage));
        Assert.All(bars, b => Assert.Equal(2.0, Ending(b, "spread")));
    }

    [Fact]
    public void Numbers_that_a_recorder_made_prove_nothing()
    {
        var builder = new BookBarBuilder(TimeSpan.FromMinutes(5), BookSequence.Consecutive, numbered: false);
        builder.Add(Snapshot(1, 0));
        builder.Add(Update(2, 5 * Second, [new(99, 3)], []));
        builder.Add(Update(3, 12 * Minute, [new(99, 4)], []));
        builder.End();
        Assert.Equal([5.0 / 300, 0.0], builder.Take().Select(b => b.Coverage));
    }

    [Fact]
    public void A_quiet_instrument_is_covered_where_its_numbers_say_that_nothing_is_missing()
    {
        var builder = new BookBarBuilder(TimeSpan.FromMinutes(5), BookSequence.Consecutive);
        builder.Add(Snapshot(1, 0));
        builder.Add(Update(2, 12 * Minute, [new(99, 3)], []));
        builder.End();
        Assert.Equal([1.0, 1.0, 0.4], builder.Take().Select(b => b.Coverage));
    }

    [Fact]
    public void A_quote_after_a_pause_shows_no_book_and_the_update_that_follows_on_it_does()
    {
        var builder = new BookBarBuilder(TimeSpan.FromMinutes(5), BookSequence.Consecutive);
        builder.Add(Snapshot(1, 0));
        builder.Add(Quote(1, Second, 99, 101));
        builder.Add(Quote(2, Minute, 99, 101));
        builder.Add(Quote(3, Minute + 8 * Second, 99, 101));
        builder.Add(Update(2, Minute + 9 * Second, [new(99, 3)], []));
        builder.Add(Quote(4, Minute + 12 * Second, 99, 101));
        builder.End();
        Assert.Equal((1.0 + 3) / 300, Assert.Single(builder.Take()).Coverage, 1e-12);
    }

    /// <summary>Whatever comes after the end of a bar, the bar is the same; and cutting the stream anywhere changes only the bar that is open there.</summary>
    [Fact]
    public void Bars_know_nothing_of_what_comes_after() => Gen.Select(Gen.ULong, Gen.Int[1, 99]).Sample((seed, cut) =>
    {
        var (whole, part) = (Builder(), Builder());
        var (random, at) = (new SplitMix64(seed), 0L);
        foreach (var builder in new[] { whole, part }) builder.Add(Snapshot(0, 0));
        for (var i = 1; i <= 100; i++)
        {
            at += random.Next(20) * Second;
            var id = random.Next(40) == 0 ? i + 1000 : i;
            var update = Update(id, at, [new(90 + random.Next(10), random.Next(4))], [new(101 + random.Next(9), random.Next(4))]);
            var quote = Quote(i, at, 99, 100 + random.Next(3));
            whole.Add(update);
            whole.Add(quote);
            if (i > cut) continue;
            part.Add(update);
            part.Add(quote);
        }
        var (all, some) = (whole.Take(), part.Take());
        Assert.Equal(all.Take(some.Count).Select(Text), some.Select(Text));
    }, iter: 100, threads: 1);

    private static BestQuote Quote(long id, long at, double bid, double ask) => new(id, Start + at, Start + at, bid, 1, ask, 1);

    private static string Text(BookBar bar) => $"{bar} {string.Join(';', bar.Means)} {string.Join(';', bar.Ends)}".Replace("System.Nullable`1[System.Double][]", "", StringComparison.Ordinal);
}
