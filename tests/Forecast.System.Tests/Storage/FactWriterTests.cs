using CsCheck;
using Forecast.Core.Market;
using Forecast.Storage.Lake;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Forecast.SystemTests.Storage;

public sealed class FactWriterTests : IDisposable
{
    private const string Venue = "binance", Symbol = "BTCUSDT";
    private static readonly long Start = Instant.Parse("2024-08-05T23:00:00Z");
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 9, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Lake _lake;

    public FactWriterTests() => _lake = new Lake(_folder.Path, _clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Facts_come_back_bit_for_bit_a_part_a_day_and_writing_again_writes_nothing()
    {
        var rows = Trades(0, 3000);

        Assert.Equal((3000, 0, 0, 2), Counts(Write(rows)));
        Assert.Equal((0, 3000, 0, 0), Counts(Write(rows)));

        AssertEqual(rows, Read());
        Assert.Equal(["2024-08-05", "2024-08-06"], Directory.GetDirectories(Path.Combine(_folder.Path, "trades", "venue=binance", "symbol=BTCUSDT")).Select(Path.GetFileName).Order());
        Assert.Equal([new DateOnly(2024, 8, 5), new DateOnly(2024, 8, 6)], _lake.FactDays(FactDatasetCatalog.Trades, Venue, Symbol));
    }

    [Fact]
    public void Overlap_adds_only_what_is_missing_in_whatever_order_it_comes()
    {
        Assert.Equal((1000, 0, 0, 1), Counts(Write(Trades(1000, 1000))));
        Assert.Equal((500, 1000, 0, 2), Counts(Write(Trades(500, 1500))));
        Assert.Equal((500, 700, 0, 1), Counts(Write(Shuffled(Trades(0, 1200)))));

        AssertEqual(Trades(0, 2000), Read());
    }

    [Fact]
    public void A_repeated_row_is_known_and_a_contradiction_in_one_file_is_not_kept()
    {
        var rows = Trades(0, 5);
        var writer = Open();
        var doubled = new LakeTable([.. rows.Columns.Select(c => c.Pick([0, 1, 1, 2, 3, 4]))]);
        Assert.Equal((5, 1, 0, 1), Counts(writer.Write(doubled)));

        var contradicting = WithPrice(rows, 3, 99);
        var second = writer.Write(contradicting);
        Assert.Equal([3], second.Conflicting);
        Assert.Equal((0, 4, 0, 0), Counts(second));

        var inOneBatch = new LakeTable([.. Join(Trades(10, 1), WithPrice(Trades(10, 1), 0, 7)).Columns]);
        Assert.Equal([1], Open().Write(inOneBatch).Conflicting);
        Assert.Equal(6, Read()!.Rows);
    }

    [Fact]
    public void A_correction_is_a_new_version_known_when_it_came_and_the_old_answer_stays()
    {
        Write(Trades(0, 100));
        var before = Instant.From(_clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromHours(1));
        var corrected = WithPrice(Trades(0, 100), 42, 77);
        Assert.Equal((0, 99, 1, 1), Counts(Write(corrected)));
        _clock.Advance(TimeSpan.FromHours(1));

        AssertEqual(corrected, Read());
        AssertEqual(Trades(0, 100), Read(knownAt: before));
        AssertEqual(Trades(0, 100), _lake.ReadFacts(FactDatasetCatalog.Trades, Venue, Symbol, ingestedBy: before));
        // The old file once more: it was ingested before, so it says nothing new.
        Assert.Equal((0, 100, 0, 0), Counts(Open(mayCorrect: false).Write(Trades(0, 100))));
        AssertEqual(corrected, Read());
    }

    [Fact]
    public void A_late_row_is_new_but_was_not_there_before_it_was_ingested()
    {
        Write(Trades(0, 10));
        var before = Instant.From(_clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromDays(3));
        Write(Trades(10, 10));

        Assert.Equal(20, Read()!.Rows);
        Assert.Equal(10, _lake.ReadFacts(FactDatasetCatalog.Trades, Venue, Symbol, ingestedBy: before)!.Rows);
    }

    [Fact]
    public void A_trade_received_live_is_the_same_in_the_archive_and_known_from_when_it_was_received()
    {
        var rows = Trades(0, 10);
        var received = new LakeTable([.. rows.Columns, new LakeColumn("received_at", rows.Longs("time").Select(t => t + 5_000_000).ToArray())]);
        Write(received);

        Assert.Equal((0, 10, 0, 0), Counts(Write(rows)));
        var last = rows.Longs("time")[9];
        Assert.Equal(9, Read(knownAt: last + 4_999_999)!.Rows);
        Assert.Equal(10, Read(knownAt: last + 5_000_000)!.Rows);
        Write(Trades(10, 5));
        Assert.Equal([.. Enumerable.Repeat(true, 10), .. Enumerable.Repeat(false, 5)], Read()!.NullableLongs("received_at").Select(r => r.HasValue));
    }

    [Fact]
    public void Keys_of_several_columns_with_nothing_in_some_are_kept_once()
    {
        var updates = FactDatasetCatalog.BookUpdates;
        LakeTable Rows() => new(
            new LakeColumn("last_update_id", new long[] { 7, 7, 8, 9 }), new LakeColumn("first_update_id", new long[] { 5, 5, 8, 9 }), new LakeColumn("previous_update_id", new long?[] { 4, 4, 7, null }),
            new LakeColumn("time", new[] { Start, Start, Start + 1000, Start + 2000 }), new LakeColumn("side", new sbyte[] { 1, -1, 0, 1 }), new LakeColumn("price", new double?[] { 10, 11, null, 10 }),
            new LakeColumn("quantity", new double?[] { 1, 2, null, 0 }), new LakeColumn("is_snapshot", new sbyte[4]));
        Assert.Equal(4, _lake.OpenFacts(updates, Venue, Symbol).Write(Rows()).New);
        var part = new LakeTable([.. Rows().Columns.Select(c => c.Pick([2, 3]))]);
        Assert.Equal((0, 2, 0, 0), Counts(_lake.OpenFacts(updates, Venue, Symbol).Write(part)));
        Assert.Equal([10.0, 11.0, null, 10.0], _lake.ReadFacts(updates, Venue, Symbol)!.NullableDoubles("price").Order(Comparer<double?>.Create((a, b) => 0)));
    }

    [Fact]
    public void Texts_of_any_length_come_back()
    {
        var options = FactDatasetCatalog.OptionQuotes;
        string[] names = ["", "BTC", "BTC-3JAN26-88", "BTC-27MAR26-100000-C and more", "δ"];
        var rows = new LakeTable(new LakeColumn("time", Enumerable.Repeat(Start, 5).ToArray()), new LakeColumn("instrument", names), new LakeColumn("mark", new double?[] { 1, null, 3, 4, 5 }));
        _lake.OpenFacts(options, "deribit", "BTC").Write(rows);
        Assert.Equal(names.Order(StringComparer.Ordinal), _lake.ReadFacts(options, "deribit", "BTC")!.Strings("instrument").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_scan_hands_on_the_same_rows()
    {
        Write(Trades(0, 5000));
        Write(Trades(4000, 3000));
        var (prices, last) = (new List<double>(), long.MinValue);
        using var scan = _lake.ScanTrades(Venue, Symbol);
        foreach (var (from, until) in new[] { (Start, Start + 7_000_000_000), (Start + 7_000_000_000, long.MaxValue) })
        {
            scan.Read(from, until, (time, price, quantity, side) =>
            {
                foreach (var t in time) { Assert.True(t >= last); last = t; }
                prices.AddRange(price);
            });
        }
        Assert.Equal(Trades(0, 7000).Doubles("price"), prices);
    }

    [Fact]
    public void Of_a_file_that_is_given_up_nothing_stays_and_of_one_that_is_committed_everything()
    {
        using (var writer = _lake.OpenFacts(FactDatasetCatalog.Trades, Venue, Symbol, staged: true))
        {
            Assert.Equal(1000, writer.Write(Trades(0, 1000)).New);
            Assert.Equal((100, 100, 0, 1), Counts(writer.Write(Trades(900, 200))));
            Assert.Null(Read());
            Assert.Equal(0, _lake.Sweep());
        }
        Assert.Empty(Directory.GetFiles(_folder.Path, "part-*", SearchOption.AllDirectories));
        using (var writer = _lake.OpenFacts(FactDatasetCatalog.Trades, Venue, Symbol, staged: true))
        {
            writer.Write(Trades(0, 1000));
            Assert.Equal([5], writer.Write(WithPrice(Trades(500, 10), 5, 1)).Conflicting);
            writer.Commit();
        }
        AssertEqual(Trades(0, 1000), Read());
    }

    /// <summary>However a live stream was cut into batches, and whenever it was compacted, every reading stays as it was.</summary>
    [Fact]
    public void Compaction_changes_no_answer()
    {
        var writer = Open();
        for (var i = 0; i < 100; i++)
        {
            writer.Write(Live(7 * i, 7));
            _clock.Advance(TimeSpan.FromSeconds(2));
        }
        Write(WithPrice(Trades(0, 20), 3, 55));
        var instants = new long?[] { null, Start, Start + 800_000_000, Start + 1_900_000_000, Instant.From(_clock.GetUtcNow()) - 50_000_000 };
        LakeTable?[] Answers() => [.. instants.Select(at => Read(at)), .. instants.Select(by => _lake.ReadFacts(FactDatasetCatalog.Trades, Venue, Symbol, ingestedBy: by))];
        var before = Answers();

        Assert.Equal(101, Parts());
        _lake.Compact(FactDatasetCatalog.Trades, Venue, Symbol, TimeSpan.FromDays(10_000));
        // Three times 32 joined, and what they were joined from still there for who reads it.
        Assert.Equal(104, Parts());
        AssertSame(before, Answers());
        Assert.Equal(700, _lake.TradeDays().Sum(d => d.Present));
        _lake.Compact(FactDatasetCatalog.Trades, Venue, Symbol, TimeSpan.Zero);
        Assert.Equal(8, Parts());
        Assert.Equal(0, _lake.Sweep());
        AssertSame(before, Answers());
        Assert.Equal(700, _lake.TradeDays().Sum(d => d.Present));
        // What was joined is known all the same, to this writer and to another.
        Assert.Equal((0, 7, 0, 0), Counts(writer.Write(Live(70, 7))));
        Assert.Equal((5, 2, 0, 1), Counts(Write(Live(698, 7))));

        int Parts() => Directory.GetFiles(_folder.Path, "part-*.json", SearchOption.AllDirectories).Length;

        static void AssertSame(LakeTable?[] expected, LakeTable?[] actual)
        {
            for (var k = 0; k < expected.Length; k++)
            {
                Assert.Equal(expected[k]?.Rows, actual[k]?.Rows);
                if (expected[k] is not null) AssertEqual(expected[k]!, actual[k]);
            }
        }
    }

    private LakeTable Live(int first, int count)
    {
        var rows = Trades(first, count);
        return new([.. rows.Columns, new LakeColumn("received_at", rows.Longs("time").Select(t => t + 300_000).ToArray())]);
    }

    /// <summary>Whatever pieces of a history come in whatever order, the lake ends with each row once.</summary>
    [Fact]
    public void Any_overlapping_pieces_give_every_row_once() =>
        Gen.Select(Gen.Int[0, 150], Gen.Int[1, 80]).Array[1, 6].Sample(pieces =>
        {
            using var folder = new TemporaryFolder();
            var lake = new Lake(folder.Path, _clock);
            foreach (var (from, count) in pieces)
            {
                var done = lake.OpenFacts(FactDatasetCatalog.Trades, Venue, Symbol).Write(Trades(from, count));
                Assert.Equal(count, done.New + done.Known);
            }
            var expected = pieces.SelectMany(p => Enumerable.Range(p.Item1, p.Item2)).Distinct().Order().Select(i => (long)i).ToArray();
            Assert.Equal(expected, lake.ReadFacts(FactDatasetCatalog.Trades, Venue, Symbol)!.Longs("trade_id"));
        }, iter: 15, threads: 1);

    private FactWriter Open(bool mayCorrect = true) => _lake.OpenFacts(FactDatasetCatalog.Trades, Venue, Symbol, mayCorrect: mayCorrect);

    private FactWrite Write(LakeTable rows) => Open().Write(rows);

    private LakeTable? Read(long? knownAt = null) => _lake.ReadFacts(FactDatasetCatalog.Trades, Venue, Symbol, knownAt: knownAt);

    private static (int New, int Known, int Corrected, int Parts) Counts(FactWrite w) => (w.New, w.Known, w.Corrected, w.Parts);

    // Four seconds a trade: the second day begins at trade 900.
    private static LakeTable Trades(int first, int count)
    {
        T[] Each<T>(Func<int, T> value) => [.. Enumerable.Range(first, count).Select(value)];
        return new(
            new LakeColumn("trade_id", Each(i => (long)i)), new LakeColumn("time", Each(i => Start + (4_000_000L * i))), new LakeColumn("price", Each(i => 61000 + (0.1 * (i % 97)))),
            new LakeColumn("quantity", Each(i => 0.001 * ((i % 11) + 1))), new LakeColumn("taker_side", Each(i => (sbyte)((i % 2 * 2) - 1))));
    }

    private static LakeTable WithPrice(LakeTable rows, int row, double price)
    {
        var prices = rows.Doubles("price").ToArray();
        prices[row] = price;
        return new([.. rows.Columns.Select(c => c.Name == "price" ? new LakeColumn("price", prices) : c)]);
    }

    private static LakeTable Shuffled(LakeTable rows)
    {
        var order = Enumerable.Range(0, rows.Rows).OrderBy(i => i * 7919 % 1009).ToArray();
        return new([.. rows.Columns.Select(c => c.Pick(order))]);
    }

    private static LakeTable Join(LakeTable a, LakeTable b) => new([.. a.Columns.Zip(b.Columns, (x, y) =>
    {
        var all = Array.CreateInstance(x.Values.GetType().GetElementType()!, x.Values.Length + y.Values.Length);
        x.Values.CopyTo(all, 0);
        y.Values.CopyTo(all, x.Values.Length);
        return new LakeColumn(x.Name, all);
    })]);

    private static void AssertEqual(LakeTable expected, LakeTable? actual)
    {
        Assert.NotNull(actual);
        foreach (var column in expected.Columns) Assert.Equal(column.Values, actual.Columns.Single(c => c.Name == column.Name).Values);
    }
}
