using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Tests;
using Forecast.Pipeline;
using Forecast.Sources;
using Forecast.Storage.Lake;
using Forecast.SystemTests.Sources.Capture;
using Xunit;

namespace Forecast.SystemTests.Pipeline.Capture;

public sealed class CaptureIngestTests : IDisposable
{
    private const string Venue = "binance-usdm", Symbol = "BTCUSDT";

    private readonly TemporaryFolder _folder = new();
    private readonly Workspace _workspace;

    public CaptureIngestTests()
    {
        _workspace = Workspace.Open(_folder.Path, _folder["lake"], _folder["forecast.db"], TimeProvider.System);
        _workspace.Database.Migrate();
    }

    private Lake Lake => _workspace.Lake;

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    private string Capture(string name, params string[] lines) => _folder.Write($"captures/{name}", TemporaryFolder.Gzip(string.Concat(lines)));

    private async Task<(IReadOnlyList<CaptureStreamReport> Streams, IReadOnlyList<CaptureFileReport> Refused)> Ingest(params string[] paths) =>
        await new CaptureIngest(_workspace).Keep(paths, null, new Progress<(int, int)>(), TestContext.Current.CancellationToken);

    // The first file has the snapshot; the second goes on five seconds before the next bar begins.
    private (string First, string Second) TwoFiles() => (
        Capture("usdm_btcusdt_1.gz", CaptureText.Snapshot(10, 0), CaptureText.Trade(1, 1), CaptureText.Depth(9, 12, 8, 1_000, "[\"100.5\",\"1\"],[\"98\",\"3\"]"), CaptureText.Quote(12, 1_001, "100.5", bidQuantity: 1), CaptureText.Trade(2, 200_000)),
        Capture("usdm_btcusdt_2.gz", CaptureText.Trade(3, 295_000), CaptureText.Depth(20, 22, 12, 296_000, "[\"100.5\",\"0\"]", "[\"101\",\"9\"]"), CaptureText.Quote(22, 296_001, askQuantity: 9), CaptureText.Depth(23, 23, 22, 310_000)));

    [Fact]
    public async Task Everything_is_in_the_lake_once_and_a_second_ingest_adds_nothing()
    {
        var (first, second) = TwoFiles();
        var (streams, refused) = await Ingest(second, first);
        var stream = Assert.Single(streams);
        Assert.Empty(refused);
        Assert.Equal(["usdm_btcusdt_1.gz", "usdm_btcusdt_2.gz"], stream.Files.Select(f => Path.GetFileName(f.Path)));
        Assert.All(stream.Files.SelectMany(f => f.Kinds), k => Assert.Equal((k.Rows.Read, 0L, 0L), (k.Rows.Good, k.Known, k.Corrected)));
        Assert.Equal((3L, BookSyncState.Synchronised, 0L), (stream.Book.Counts.Applied, stream.Book.State, stream.Book.Counts.Gaps));
        Assert.Equal((2L, 0L), (stream.Tops.SameUpdate.Compared, stream.Tops.Latest.Different));
        Assert.Equal([1L, 2, 3], Lake.ReadFacts(FactDatasetCatalog.Trades, Venue, Symbol)!.Longs("trade_id"));
        Assert.Equal([12L, 22], Lake.ReadFacts(FactDatasetCatalog.Quotes, Venue, Symbol)!.Longs("update_id"));
        var books = Lake.ReadFacts(FactDatasetCatalog.BookUpdates, Venue, Symbol)!;
        Assert.Equal(4 + 2 + 2 + 1, books.Rows);
        Assert.Equal([null, null], new[] { books.NullableDoubles("price")[^1], books.NullableDoubles("quantity")[^1] });
        Assert.Equal(2, stream.Bars.New);
        var again = Assert.Single((await Ingest(first, second)).Streams);
        Assert.Equal(0, again.Files.Sum(f => f.Kinds.Sum(k => k.New + k.Corrected)) + again.Bars.New + again.Bars.Corrected);
        Assert.All(again.Files, f => Assert.True(f.KnownBefore));
    }

    [Fact]
    public async Task Bars_are_the_same_whichever_file_comes_first()
    {
        var (first, second) = TwoFiles();
        await Ingest(second);
        BookBarSeries Read(long? knownAt = null) => BookBars.Read(Lake, Venue, Symbol, knownAt: knownAt);
        Assert.All(Read().Bars, b => Assert.Equal(0, b.Coverage));
        await Ingest(first);
        var series = Read();
        Assert.Equal([0L, 300_000_000], series.Bars.Select(b => b.OpenTime - (CaptureText.Start * 1000)));
        Assert.Equal((300 - 0.005) / 300, series.Bars[0].Coverage, 1e-9);
        // A bid of 1 came above the others and went, and 6 were added to the ask.
        Assert.Equal((1.0 - 1 - 6, 0.0), (series.Bars[0].BookImbalance!.Value, series.Bars[1].QuoteImbalance!.Value));
        Assert.Equal((0.0, 1.0), (series.Bars[1].BookImbalance!.Value, series.Bars[1].Ends[Array.FindIndex([.. BookFeatureCatalog.All], f => f.Name == "spread")]!.Value));
        // What was known before the first file came is still what it was; and a bar is not known before its end.
        var before = Read(knownAt: (CaptureText.Start + 600_000) * 1000).Bars;
        Assert.Equal(0, before[0].Coverage);
        Assert.Empty(Read(knownAt: (CaptureText.Start + 299_999) * 1000).Bars);
    }

    /// <summary>Days of which the third has no snapshot, and depends on the book of the first.</summary>
    [Fact]
    public async Task Bars_are_the_same_file_by_file_in_any_order_and_together()
    {
        const long Day = 86_400_000;
        string[] files =
        [
            Capture("usdm_btcusdt_1.gz", CaptureText.Snapshot(10, 0), CaptureText.Depth(9, 12, 8, 1_000), CaptureText.Quote(12, 1_001)),
            Capture("usdm_btcusdt_2.gz", CaptureText.Depth(13, 13, 12, Day), CaptureText.Depth(14, 14, 13, Day + 600_000)),
            Capture("usdm_btcusdt_3.gz", CaptureText.Depth(15, 16, 14, (2 * Day) + 5_000), CaptureText.Depth(17, 17, 16, (2 * Day) + 700_000)),
            Capture("usdm_btcusdt_4.gz", CaptureText.Snapshot(900, 3 * Day), CaptureText.Depth(899, 901, 898, (3 * Day) + 1_000)),
        ];
        await Ingest(files);
        var together = Bars(Lake);
        Assert.InRange(together.Length, 500, 600);
        foreach (var order in new[] { new[] { 0, 1, 2, 3 }, [2, 3, 0, 1] })
        {
            using var other = Workspace.Open(_folder.Path, _folder[string.Join('-', order)], _folder[$"{string.Join('-', order)}.db"], TimeProvider.System);
            other.Database.Migrate();
            foreach (var i in order) await new CaptureIngest(other).Keep([files[i]], null, new Progress<(int, int)>(), TestContext.Current.CancellationToken);
            Assert.Equal(together, Bars(other.Lake));
        }

        static string[] Bars(Lake lake) => [.. BookBars.Read(lake, Venue, Symbol).Bars.Select(b =>
            $"{b.OpenTime} {b.Coverage} {b.BookImbalance} {b.QuoteImbalance} {b.Updates} {b.Quotes} {b.Gap} {b.Crossed} {b.Locked} {string.Join(';', b.Means)} {string.Join(';', b.Ends)}")];
    }

    [Fact]
    public async Task A_gap_is_seen_and_the_bar_has_no_flow()
    {
        var path = Capture("usdm_btcusdt.gz", CaptureText.Snapshot(10, 0), CaptureText.Depth(9, 12, 8, 1_000), CaptureText.Depth(30, 31, 29, 2_000), CaptureText.Depth(32, 33, 31, 400_000));
        var stream = Assert.Single((await Ingest(path)).Streams);
        Assert.Equal((1L, new BookGap(12, 29, (CaptureText.Start + 2000) * 1000)), (stream.Book.Counts.Gaps, stream.Book.LastGap!.Value));
        Assert.All(BookBars.Read(Lake, Venue, Symbol).Bars, b => Assert.True(b is { Gap: true, BookImbalance: null }));
    }

    [Fact]
    public async Task A_bad_file_keeps_no_other_away_and_bad_rows_lie_in_the_quarantine()
    {
        var (first, _) = TwoFiles();
        var damaged = _folder.Write("captures/usdm_damaged.gz", TemporaryFolder.Gzip(string.Concat(Enumerable.Range(1, 300).Select(i => CaptureText.Trade(i, i))))[..^50]);
        var odd = Capture("usdm_btcusdt_odd.gz", CaptureText.Trade(50, 1), "nonsense\n", CaptureText.Trade(51, 2, more: "\"X\":\"NA\","), CaptureText.Trade(52, 3), CaptureText.Trade(53, 4), CaptureText.Trade(54, 5));
        var (streams, refused) = await Ingest(first, damaged, odd);
        Assert.Contains("usdm_damaged.gz", Assert.Single(refused).Error!.Where, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(streams).Files.Sum(f => f.Quarantined));
        Assert.Equal(["not-a-message", "not-a-public-print"], Lake.ReadQuarantine(Venue, Symbol).Select(q => q.Rule));
        Assert.Equal([1L, 2, 50, 52, 53, 54], Lake.ReadFacts(FactDatasetCatalog.Trades, Venue, Symbol)!.Longs("trade_id").Order());
    }

    [Fact]
    public async Task A_bad_file_of_a_folder_keeps_none_of_the_others_away()
    {
        Capture("usdm_1.gz", CaptureText.Trade(1, 1));
        Capture("usdm_2.gz", "nonsense\n");
        Capture("usdm_3.gz", CaptureText.Trade(3, 3));
        var (streams, refused) = await Ingest(_folder["captures"], _folder["nowhere"]);
        Assert.Equal(["usdm_1.gz", "usdm_3.gz"], Assert.Single(streams).Files.Select(f => Path.GetFileName(f.Path)));
        Assert.Equal(["usdm_2.gz", "nowhere"], refused.Select(r => Path.GetFileName(r.Path)));
        Assert.Contains("no such file or folder", refused[1].Error!.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_print_is_set_aside_and_one_that_nothing_follows_is_flagged()
    {
        var path = Capture("usdm_btcusdt.gz", [.. Enumerable.Range(1, 9).Select(i => CaptureText.Trade(i, i, price: i is 5 or 9 ? "100500" : "100.5"))]);
        var trades = Assert.Single(Assert.Single(Assert.Single((await Ingest(path)).Streams).Files).Kinds);
        Assert.Equal((9, 8, 1, 8L), (trades.Rows.Read, trades.Rows.Good, trades.Rows.Quarantined, trades.New));
        Assert.Equal([1L, 2, 3, 4, 6, 7, 8, 9], Lake.ReadFacts(FactDatasetCatalog.Trades, Venue, Symbol)!.Longs("trade_id"));
        Assert.Equal((5L, PrintVerdict.DecimalShift), Lake.ReadQuarantine(Venue, Symbol).Select(q => (q.Line, q.Rule)).Single());
        Assert.Equal((9L, PrintVerdict.DecimalShift), Lake.ReadFlagged(Venue, Symbol).Select(q => (q.Line, q.Rule)).Single());
    }

    [Fact]
    public async Task A_capture_that_is_mostly_bad_is_refused_and_nothing_of_it_is_kept()
    {
        var path = Capture("usdm_btcusdt.gz", CaptureText.Trade(1, 1), CaptureText.Trade(2, 2), "nonsense\n", CaptureText.Trade(3, 3));
        var report = Assert.Single(Assert.Single((await Ingest(path)).Streams).Files);
        Assert.Contains("1 of 4 rows are bad", report.Error!.What, StringComparison.Ordinal);
        Assert.Null(Lake.ReadFacts(FactDatasetCatalog.Trades, Venue, Symbol));
        Assert.Equal("not-a-message", Assert.Single(Lake.ReadQuarantine(Venue, Symbol)).Rule);
    }

    /// <summary>The book that is rebuilt from the lake is that of the stream, level for level, wherever the stream is cut; two files, the second without a snapshot.</summary>
    [Fact]
    public async Task A_real_book_comes_back_from_the_lake()
    {
        var lines = SharedFolder.Lines("data/binance_raw_feed/raw/cm_ethusd_perp_20240808.gz").Take(8000).Select(l => l + "\n").ToArray();
        string[] paths = [Capture("cm_1.gz", lines[..4000]), Capture("cm_2.gz", lines[4000..])];
        var stream = Assert.Single((await Ingest(paths)).Streams);
        Assert.Equal((8000L, 0L, 0L), (stream.Files.Sum(f => f.Kinds.Sum(k => k.Rows.Good)), stream.Files.Sum(f => f.Quarantined), stream.Book.Counts.Gaps));
        var history = new BookHistory(Lake, "binance-coinm", "ETHUSD_PERP");
        Same(stream.Book.Book, history.Rebuild(BookSequence.Linked, 0, long.MaxValue).Book);
        var live = new BookSynchronizer(BookSequence.Linked);
        var messages = paths.SelectMany(p => new CaptureReader(CaptureFile.Open(p)).Read()).SelectMany(b => b.Messages).Where(m => m.Kind is CaptureKind.BookUpdate or CaptureKind.BookSnapshot).ToArray();
        var compared = 0;
        for (var i = 0; i < messages.Length - 1; i++)
        {
            if (messages[i].Update is { } update) live.Apply(update);
            else live.Load(messages[i].Snapshot!);
            if (live.NeedsSnapshot || i < 1500 * (compared + 1) || messages[i + 1].Time == messages[i].Time) continue;
            var rebuilt = history.Rebuild(BookSequence.Linked, 0, messages[i].Time!.Value + 1);
            Assert.Equal(BookSyncState.Synchronised, rebuilt.State);
            Same(live.Book, rebuilt.Book);
            compared++;
        }
        Assert.InRange(compared, 2, 4);
        var bars = BookBars.Read(Lake, "binance-coinm", "ETHUSD_PERP").Bars;
        Assert.All(bars, b => Assert.True(b is { Gap: false, Crossed: false, Locked: false, BookImbalance: not null, QuoteImbalance: not null }));
    }

    private static void Same(OrderBook expected, OrderBook actual)
    {
        Assert.Equal((expected.LastUpdateId, expected.Bids.KnownTo, expected.Asks.KnownTo), (actual.LastUpdateId, actual.Bids.KnownTo, actual.Asks.KnownTo));
        foreach (var (a, b) in new[] { (expected.Bids, actual.Bids), (expected.Asks, actual.Asks) })
            Assert.Equal(Enumerable.Range(0, a.Count).Select(i => a[i]), Enumerable.Range(0, b.Count).Select(i => b[i]));
    }
}
