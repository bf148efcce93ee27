using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Tests;
using Forecast.Pipeline;
using Forecast.Sources;
using Forecast.Storage.Lake;
using Xunit;

namespace Forecast.SystemTests.Pipeline;

public sealed class CollectorRunTests : IDisposable
{
    private const string Symbol = "BTCUSDT";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly SyntheticMarket _market = new(Symbol, BookSequence.Consecutive);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("binance", BookSequence.Consecutive)]
    [InlineData("binance-usdm", BookSequence.Linked)]
    [InlineData("binance-coinm", BookSequence.Linked)]
    public async Task What_is_sent_lies_in_the_lake_once_however_often_it_is_sent(string venue, BookSequence sequence)
    {
        FeedStep[] steps = [.. new SyntheticMarket(Symbol, sequence).Some(600)];
        var first = await Collect(venue, sequence, steps, until: run => run.Counts[0].BookSnapshots > 0);
        var lake = Lake(venue);
        lake.AssertComplete(steps, Symbol);
        Assert.Empty(lake.Gaps);
        Assert.Equal(steps.Count(s => s.Text.Contains("bookTicker", StringComparison.Ordinal)), lake.Quotes.Count);
        Assert.NotEmpty(lake.Snapshots);
        Assert.All(lake.Trades, t => Assert.InRange(t.ReceivedAt, t.Time, Instant.From(TimeProvider.System.GetUtcNow())));
        var counts = first.Symbols.Single();
        Assert.Equal((600, 0, 0, 0), (counts.Counts.Messages, counts.Counts.Duplicates, counts.Counts.Gaps, first.Connection.Refused));
        Assert.Equal(counts.New, counts.Trades.Rows + counts.Quotes.Rows + counts.BookUpdates.Rows);

        var again = await Collect(venue, sequence, steps);
        // Quotes that a venue does not stamp come at another time, and are known by their number.
        Assert.Equal((600, 0), (again.Symbols.Single().Counts.Duplicates, again.Symbols.Single().Trades.Rows));
        var after = Lake(venue);
        after.AssertComplete(steps, Symbol);
        Assert.Equal((lake.Trades.Count, lake.Quotes.Count, lake.Updates.Count), (after.Trades.Count, after.Quotes.Count, after.Updates.Count));
        Assert.DoesNotContain(after.Gaps, g => g.Kind != "book");
    }

    [Fact]
    public async Task A_missing_trade_is_a_gap_with_its_number()
    {
        FeedStep[] steps = [.. _market.Some(40), _market.Trade(), _market.Trade().As(FeedAction.Lose), _market.Trade().As(FeedAction.Lose), _market.Quote(), _market.Trade(), .. _market.Some(40)];
        await Collect("binance", BookSequence.Consecutive, steps);
        Lake("binance").AssertComplete(steps, Symbol);
        var gap = Assert.Single(Lake("binance").Gaps);
        Assert.Equal(("trades", "lost", 1), (gap.Kind, gap.Reason, gap.ToId - gap.FromId));
        Assert.Equal(30_000, gap.Until - gap.From);
    }

    [Theory]
    [InlineData("binance", BookSequence.Consecutive)]
    [InlineData("binance-usdm", BookSequence.Linked)]
    public async Task A_missing_update_of_the_book_is_a_gap_and_the_book_is_asked_for_again(string venue, BookSequence sequence)
    {
        var market = new SyntheticMarket(Symbol, sequence);
        FeedStep[] steps = [market.Depth(), new(FeedAction.AwaitBook), .. market.Some(60), market.Depth().As(FeedAction.Lose), market.Depth(), new(FeedAction.AwaitBook), .. market.Some(60)];
        var report = await Collect(venue, sequence, steps, until: run => run.Counts[0].Resyncs == 1);
        var lake = Lake(venue);
        lake.AssertComplete(steps, Symbol);
        Assert.Equal(["book resync", "depth lost"], lake.Gaps.Select(g => $"{g.Kind} {g.Reason}").Order());
        Assert.Equal((1, 1, 2), (report.Symbols[0].Counts.Gaps, report.Symbols[0].Counts.Resyncs, report.Symbols[0].Counts.BookSnapshots));
        Assert.Equal(2, lake.Snapshots.Select(s => s.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_comes_twice_is_dropped_and_counted()
    {
        FeedStep[] steps = [.. _market.Some(100).SelectMany(s => new[] { s, s.As(FeedAction.Intrude) })];
        var report = await Collect("binance", BookSequence.Consecutive, steps);
        Lake("binance").AssertComplete(steps, Symbol);
        Assert.Empty(Lake("binance").Gaps);
        Assert.Equal((200, 100), (report.Symbols[0].Counts.Messages, report.Symbols[0].Counts.Duplicates));
    }

    [Theory]
    [InlineData(FeedAction.Abort, 0)]
    [InlineData(FeedAction.Close, 0)]
    [InlineData(FeedAction.FallSilent, 1)]
    public async Task After_a_lost_connection_it_goes_on_and_says_what_was_missed(object end, int silent)
    {
        FeedStep[] steps =
        [
            .. _market.Some(100), new(FeedAction.AwaitBook), new((FeedAction)end), .. _market.Some(30).Select(s => s.As(FeedAction.Lose)), .. _market.Some(100), new(FeedAction.AwaitBook),
            new((FeedAction)end), .. _market.Some(100), new(FeedAction.AwaitBook),
        ];
        var report = await Collect("binance", BookSequence.Consecutive, steps, o => o with { Silence = TimeSpan.FromMilliseconds(silent == 1 ? 200 : 10_000) }, run => run.Counts[0].Resyncs >= 1);
        var lake = Lake("binance");
        lake.AssertComplete(steps, Symbol);
        Assert.Equal(3, report.Connection.Connections);
        Assert.Equal(2 * silent, report.Connection.Silent);
        Assert.Contains(lake.Gaps, g => g is { Kind: "trades", Reason: "reconnect" });
        Assert.Contains(lake.Gaps, g => g is { Kind: "depth", Reason: "reconnect" });
        Assert.Equal(2, lake.Gaps.Count(g => g is { Kind: "quotes", Reason: "reconnect", FromId: null }));
        if ((FeedAction)end == FeedAction.Close) Assert.Contains("24 hours are over", report.Connection.LastFault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nonsense_is_refused_and_nothing_else_is_lost()
    {
        string[] nonsense = ["", "{", "<html>", "[]", """{"result":null,"id":1}""", """{"e":"trade","s":"BTCUSDT"}""", FeedStep.Trade("DOGEUSDT", 1, 1_723_075_200_000_000).Text, new('x', 100_000)];
        FeedStep[] steps = [.. _market.Some(50), .. nonsense.Select(n => new FeedStep(FeedAction.Intrude, n)), .. _market.Some(50)];
        var report = await Collect("binance", BookSequence.Consecutive, steps);
        Lake("binance").AssertComplete(steps, Symbol);
        Assert.Empty(Lake("binance").Gaps);
        Assert.Equal((nonsense.Length - 1, 1), (report.Connection.Refused, report.Connection.Connections));
        Assert.Contains("not JSON", report.Connection.LastRefusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crossed_book_and_a_crossed_quote_are_recorded_and_never_kept_as_good()
    {
        FeedStep[] before = [_market.Depth(), new(FeedAction.AwaitBook), .. _market.Some(50)];
        // What is sent stands where the good update should: by its numbers nothing is wrong.
        var good = _market.Depth();
        FeedStep[] steps =
        [
            .. before, good.As(FeedAction.Lose), new(FeedAction.Intrude, good.Text.Replace("\"b\":[[", "\"b\":[[\"150\",\"1\"],[", StringComparison.Ordinal)), new(FeedAction.AwaitBook),
            _market.Quote(crossed: true).As(FeedAction.Intrude), .. _market.Some(50), _market.Depth(),
        ];
        var report = await Collect("binance", BookSequence.Consecutive, steps, until: run => run.Counts[0].Resyncs == 1);
        var lake = Lake("binance");
        Assert.Equal(["book crossed", "book resync", "quotes crossed"], lake.Gaps.Select(g => $"{g.Kind} {g.Reason}").Order());
        Assert.Equal((2, 1, 1), (report.Symbols[0].Counts.Crossed, report.Symbols[0].Counts.CrossedQuotes, report.Symbols[0].Counts.Resyncs));
        Assert.All(lake.Spreads, s => Assert.True(s >= 0));
        var (crossed, resync) = (lake.Gaps.Single(g => g is { Kind: "book", Reason: "crossed" }), lake.Gaps.Single(g => g.Reason == "resync"));
        Assert.Equal(crossed.From, resync.From);
        Assert.True(resync.Until >= resync.From && resync.FromId == crossed.FromId && resync.ToId > crossed.FromId);
        // Whoever rebuilds the book from the lake finds it crossed at the same place, and whole again from the snapshot on.
        Assert.Contains(lake.Snapshots, s => s.Id == resync.ToId);
    }

    [Fact]
    public async Task Of_a_price_that_an_update_names_twice_the_last_is_kept()
    {
        FeedStep[] before = [_market.Depth(), new(FeedAction.AwaitBook)];
        var twice = _market.Depth();
        await Collect("binance", BookSequence.Consecutive, [.. before, new(FeedAction.Intrude, twice.Text.Replace("\"b\":[[", "\"b\":[[\"95.5\",\"1\"],[\"95.5\",\"2\"],[", StringComparison.Ordinal))]);
        Assert.Equal(2, Lake("binance").Updates.Single(u => u.Price == 95.5).Quantity);
    }

    [Fact]
    public async Task A_bad_print_is_never_kept_unseen()
    {
        FeedStep[] before = [.. Enumerable.Range(0, 20).Select(_ => _market.Trade())];
        var bad = _market.Trade();
        FeedStep[] steps = [.. before, new(FeedAction.Intrude, System.Text.RegularExpressions.Regex.Replace(bad.Text, "\"p\":\"[^\"]*\"", "\"p\":\"100000\"")), .. Enumerable.Range(0, 20).Select(_ => _market.Trade())];
        var report = await Collect("binance", BookSequence.Consecutive, steps);
        var lake = new Lake(_folder["lake"], TimeProvider.System);
        // Where the batch ended right behind it, it is kept and flagged.
        var (aside, flagged) = (lake.ReadQuarantine("binance", Symbol), lake.ReadFlagged("binance", Symbol));
        Assert.Equal(100_000.0 / 100, double.Parse(Assert.Single(aside.Concat(flagged)).Detail.Split(' ')[0], CultureInfo.InvariantCulture), 20.0);
        Assert.Equal((aside.Count, 41 - aside.Count), (report.Symbols[0].BadPrints, Lake("binance").Trades.Count));
    }

    [Fact]
    public async Task Bars_of_the_book_are_made_at_the_end()
    {
        var market = new SyntheticMarket(Symbol, BookSequence.Linked, Instant.From(TimeProvider.System.GetUtcNow()) - 8_000_000);
        FeedStep[] steps = [market.Depth(), new(FeedAction.AwaitBook), .. market.Some(300)];
        var report = await Collect("binance-usdm", BookSequence.Linked, steps);
        var bars = BookBars.Read(new Lake(_folder["lake"], TimeProvider.System), "binance-usdm", Symbol).Bars;
        Assert.Equal(report.Symbols[0].BookBars.New, bars.Count);
        Assert.Equal(Lake("binance-usdm").Quotes.Count, bars.Sum(b => b.Quotes));
        Assert.InRange(bars.Sum(b => b.Updates), 2, int.MaxValue);
    }

    [Fact]
    public async Task A_batch_waits_while_another_writer_holds_the_instrument()
    {
        FeedStep[] steps = [.. _market.Some(200)];
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var other = new Lake(_folder["lake"], TimeProvider.System).OpenFacts(FactDatasetCatalog.Trades, "binance", Symbol, staged: true);
        var report = await Collect("binance", BookSequence.Consecutive, steps, until: _ =>
        {
            if (clock.Elapsed < TimeSpan.FromSeconds(2)) return false;
            other.Dispose();
            return true;
        });
        Lake("binance").AssertComplete(steps, Symbol);
        Assert.Empty(Lake("binance").Gaps);
        Assert.True(report.LongestAtRisk > TimeSpan.FromSeconds(1));
        Assert.Equal(report.Symbols[0].Trades.New, report.Symbols[0].Trades.Rows);
    }

    [Fact]
    public async Task What_came_behind_a_batch_that_waits_at_the_end_is_written_too()
    {
        FeedStep[] steps = [_market.Depth(), .. _market.Some(50)];
        var other = new Lake(_folder["lake"], TimeProvider.System).OpenFacts(FactDatasetCatalog.Trades, "binance", Symbol, staged: true);
        var freed = Task.CompletedTask;
        // The book comes when the first batch has been waiting for a second.
        await Collect("binance", BookSequence.Consecutive, steps, faults: [(429, """{"code":-1003,"msg":"Too many requests."}""", "1")], until: run =>
        {
            if (run.Counts[0].BookSnapshots == 0 || run.Waiting == 0) return false;
            if (freed.IsCompletedSuccessfully) freed = Task.Delay(1200).ContinueWith(_ => other.Dispose(), TaskScheduler.Default);
            return true;
        });
        await freed;
        Lake("binance").AssertComplete(steps, Symbol);
        Assert.NotEmpty(Lake("binance").Snapshots);
    }

    [Fact]
    public async Task What_was_missed_between_two_runs_is_a_gap()
    {
        FeedStep[] first = [.. _market.Some(100)], missed = [.. _market.Some(20).Select(s => s.As(FeedAction.Lose))], second = [.. _market.Some(100)];
        await Collect("binance", BookSequence.Consecutive, first);
        await Collect("binance", BookSequence.Consecutive, [.. missed, .. second]);
        var lake = Lake("binance");
        lake.AssertComplete([.. first, .. missed, .. second], Symbol);
        Assert.Equal(["depth", "quotes", "trades"], lake.Gaps.Where(g => g.Reason == "restart").Select(g => g.Kind).Order());
    }

    [Fact]
    public async Task Fills_that_are_no_public_prints_are_counted_and_not_kept()
    {
        var market = new SyntheticMarket(Symbol, BookSequence.Linked);
        FeedStep[] steps = [market.Trade(), market.Trade("NA"), market.Trade("INSURANCE_FUND"), market.Trade()];
        var report = await Collect("binance-usdm", BookSequence.Linked, steps);
        Lake("binance-usdm").AssertComplete(steps, Symbol);
        Assert.Empty(Lake("binance-usdm").Gaps);
        Assert.Equal((2, 2), (report.Symbols[0].Counts.Trades, report.Symbols[0].Counts.NonPublic));
    }

    [Fact]
    public async Task Where_the_writer_is_slower_than_the_feed_memory_stays_bounded_and_nothing_is_lost()
    {
        FeedStep[] steps = [.. Enumerable.Range(0, 3000).Select(_ => _market.Trade())];
        var most = 0;
        var report = await Collect("binance", BookSequence.Consecutive, steps, batchRows: 50, until: run =>
        {
            most = Math.Max(most, run.Waiting);
            return true;
        });
        Lake("binance").AssertComplete(steps, Symbol);
        Assert.Empty(Lake("binance").Gaps);
        Assert.InRange(most, 1, 100);
        Assert.True(report.Connection.Stalls > 0 && report.Batches >= 3000 / 100, $"{report.Connection.Stalls} stalls, {report.Batches} batches");
    }

    [Fact]
    public async Task A_book_that_is_refused_for_now_is_asked_for_again_when_the_venue_says()
    {
        FeedStep[] steps = [.. _market.Some(50)];
        (int, string, string?)[] faults = [(500, "oops", null), (200, "<html>", null), (200, """{"code":-1003,"msg":"Too many requests."}""", null), (429, """{"code":-1003,"msg":"Too many requests."}""", "1")];
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var report = await Collect("binance", BookSequence.Consecutive, steps, until: run => run.Counts[0].BookSnapshots == 1, faults: faults);
        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(1));
        Assert.Null(report.Symbols[0].Counts.Fault);
        Lake("binance").AssertComplete(steps, Symbol);
    }

    [Fact]
    public async Task A_symbol_that_the_venue_does_not_know_has_its_fault_and_the_others_go_on()
    {
        FeedStep[] steps = [_market.Depth(), .. _market.Some(50)];
        var report = await Collect("binance", BookSequence.Consecutive, steps, until: run => run.Counts[0].Fault is not null, faults: [(400, """{"code":-1121,"msg":"Invalid symbol."}""", null)]);
        Assert.Contains("Invalid symbol", report.Symbols[0].Counts.Fault, StringComparison.Ordinal);
        Assert.Equal(0, report.Symbols[0].Counts.BookSnapshots);
        Lake("binance").AssertComplete(steps, Symbol);
    }

    [Theory]
    [InlineData("spot_btcusdt_20240808", "binance", "BTCUSDT", BookSequence.Consecutive)]
    [InlineData("cm_ethusd_perp_20240808", "binance-coinm", "ETHUSD_PERP", BookSequence.Linked)]
    public async Task A_recorded_feed_with_faults_put_in_is_collected_but_for_the_gaps(string file, string venue, string symbol, BookSequence sequence)
    {
        var messages = SharedFolder.Lines($"data/binance_raw_feed/raw/{file}.gz").Take(15_000).Select(l => l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..]).ToArray();
        var steps = new List<FeedStep>();
        for (var i = 0; i < messages.Length; i++)
        {
            var snapshot = messages[i].StartsWith("{\"lastUpdateId", StringComparison.Ordinal);
            if (i % 5003 == 5002) steps.Add(new(FeedAction.Close));
            steps.Add(new(snapshot || i is > 9000 and < 9050 ? FeedAction.Lose : i % 1009 == 1008 ? FeedAction.Lose : FeedAction.Send, messages[i]));
            if (i % 501 == 500 && !snapshot) steps.Add(new(FeedAction.Intrude, messages[i]));
            if (i % 2003 == 2002) steps.Add(new(FeedAction.Intrude, messages[i][..(messages[i].Length / 2)]));
            if (snapshot) steps.Add(new(FeedAction.AwaitBook));
        }
        var report = await Collect(venue, sequence, steps, symbol: symbol, snapshot: null, until: run => run.Counts[0].Resyncs > 0);
        var lake = new CollectedLake(_folder["lake"], venue, symbol);
        lake.AssertComplete(steps, symbol);
        Assert.NotEmpty(lake.Gaps);
        var extracted = SharedFolder.Lines($"data/binance_raw_feed/trades/{file}_trades.csv.gz").Skip(1).ToDictionary(r => long.Parse(r.AsSpan(0, r.IndexOf(',')), CultureInfo.InvariantCulture), r => r.Split(','));
        Assert.All(lake.Trades, t => Assert.Equal(
            (double.Parse(extracted[t.Id][3], CultureInfo.InvariantCulture), double.Parse(extracted[t.Id][4], CultureInfo.InvariantCulture), extracted[t.Id][5] == "true" ? -1 : 1), (t.Price, t.Quantity, (int)t.TakerSide)));
        Assert.Equal(messages.Length / 2003, report.Connection.Refused);
        Assert.Equal(1 + (messages.Length / 5003), report.Connection.Connections);
        Assert.Equal(0, report.Symbols[0].Trades.Conflicting + report.Symbols[0].Quotes.Conflicting + report.Symbols[0].BookUpdates.Conflicting);
    }

    private CollectedLake Lake(string venue) => new(_folder["lake"], venue, Symbol);

    // Plays the steps to a collector until all of them are through and the condition holds, then stops it.
    private async Task<CollectorReport> Collect(
        string venue, BookSequence sequence, IReadOnlyList<FeedStep> steps, Func<CollectorOptions, CollectorOptions>? with = null, Func<CollectorRun, bool>? until = null, int batchRows = 100_000,
        IReadOnlyList<(int, string, string?)>? faults = null, string symbol = Symbol, string? snapshot = SyntheticMarket.Opening)
    {
        await using var server = await FeedServer.Start(sequence, steps, snapshot: snapshot);
        foreach (var fault in faults ?? []) server.Faults.Enqueue(fault);
        var options = new CollectorOptions { Venue = server.Venue(venue), Symbols = [symbol], FirstDelay = TimeSpan.FromMilliseconds(10), LongestDelay = TimeSpan.FromMilliseconds(50) };
        var run = new CollectorRun(new Lake(_folder["lake"], TimeProvider.System), with?.Invoke(options) ?? options, TimeProvider.System, batchRows) { FlushEvery = TimeSpan.FromMilliseconds(100) };
        using var stop = new CancellationTokenSource();
        var working = run.Run(null, stop.Token);
        server.Books = () => run.Counts[0].BookSnapshots;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var (before, still) = (-1L, 0); !(server.Finished.IsCompleted && (until?.Invoke(run) ?? true) && (run.Connection.Messages == server.Sent || still >= 25)) && !working.IsCompleted;)
        {
            if (!server.Finished.IsCompleted) until?.Invoke(run);
            Assert.True(clock.Elapsed < Patience, $"not through after {Patience}: {run.Connection.Messages} of {server.Sent} messages, {run.Connection.Connections} connections, {server.Queries.Count} seen, {run.Connection.LastFault}, {run.Connection.LastRefusal}");
            await Task.Delay(20);
            (before, still) = run.Connection.Messages == before ? (before, still + 1) : (run.Connection.Messages, 0);
        }
        await stop.CancelAsync();
        Assert.Contains($"streams={symbol.ToLowerInvariant()}@trade/{symbol.ToLowerInvariant()}@bookTicker/{symbol.ToLowerInvariant()}@depth@100ms", server.Queries.First(), StringComparison.Ordinal);
        return await working;
    }
}
