using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;
using Forecast.Storage.Lake;
using QuarantinedRow = Forecast.Storage.Lake.QuarantinedRow;

namespace Forecast.Pipeline;

/// <summary>
/// Collects a live feed into the lake until told to stop. What came is written every so often, gaps before the rows behind them, so that a run killed at any point has lost
/// what was not yet written, and nothing else: the next run finds where the lake ends and records the gap. The lake's keys keep any row from being there twice.
/// </summary>
public sealed class CollectorRun
{
    /// <summary>What came is written, or nothing more is read, within this time.</summary>
    public static readonly TimeSpan AtRisk = TimeSpan.FromSeconds(5);

    private const int CompactEvery = 64;

    /// <summary>Another writer of the instrument is waited for so long; then the batch waits, and is tried again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lake _lake;
    private readonly string _venue;
    private readonly TimeProvider _clock;
    private readonly FeedBuffer _buffer;
    private readonly BinanceCollector _collector;
    private readonly Dictionary<(string Symbol, FactDataset Dataset), (FactWriter Writer, CollectedRows Rows)> _kept = [];
    private readonly Dictionary<string, (PrintJudge Judge, int Bad)> _prints = [];
    private readonly Dictionary<string, (long First, long Last)> _books = [];
    private readonly Queue<Action> _unwritten = [];
    private FeedBatch? _batch;
    private (int Batches, TimeSpan LongestFlush, TimeSpan LongestAtRisk) _flushes;

    public CollectorRun(Lake lake, CollectorOptions options, TimeProvider clock, int batchRows = 100_000)
    {
        (_lake, _venue, _clock, _buffer) = (lake, options.Venue.Name, clock, new FeedBuffer(batchRows, AtRisk, clock));
        _collector = new BinanceCollector(options, options.Symbols.Distinct().ToDictionary(s => s, s => FeedTail.Of(lake, options.Venue.Name, s)), _buffer, clock);
    }

    /// <summary>How often what came is written.</summary>
    public TimeSpan FlushEvery { get; init; } = TimeSpan.FromSeconds(2);

    public ConnectionCounts Connection => _collector.Connection;

    public IReadOnlyList<FeedCounts> Counts => _collector.Counts;

    /// <summary>Rows that wait to be written.</summary>
    public int Waiting => _buffer.Waiting;

    /// <summary>Collects for so long, or until told to stop; then writes the rest.</summary>
    public async Task<CollectorReport> Run(TimeSpan? length, CancellationToken stop)
    {
        var started = _clock.GetTimestamp();
        using var passed = new CancellationTokenSource(length ?? Timeout.InfiniteTimeSpan, _clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, passed.Token);
        var collecting = _collector.Run(ended.Token);
        try
        {
            while (!ended.IsCancellationRequested && !collecting.IsCompleted)
            {
                await Task.WhenAny(collecting, _buffer.WaitUntilDue(FlushEvery, ended.Token));
                Flush();
            }
        }
        finally
        {
            await ended.CancelAsync();
            await collecting;
        }
        // Whoever holds an instrument lets go of it in the end; then there is what came since.
        bool waited;
        do waited = _batch is not null;
        while (!Flush() || waited);
        return new CollectorReport(
            _venue, _clock.GetElapsedTime(started), Connection,
            [.. Counts.Select(c => new CollectedSymbol(c, Rows(c.Symbol, FactDatasetCatalog.Trades), Rows(c.Symbol, FactDatasetCatalog.Quotes), Rows(c.Symbol, FactDatasetCatalog.BookUpdates), Rows(c.Symbol, FactDatasetCatalog.FeedGaps))
            {
                BadPrints = _prints.GetValueOrDefault(c.Symbol).Bad,
                BookBars = _books.TryGetValue(c.Symbol, out var times) ? Bars(c.Symbol, times.First, times.Last) : FactWrite.None,
            })],
            _flushes.Batches, _flushes.LongestFlush, _flushes.LongestAtRisk);
    }

    /// <summary>Writes what came; false where somebody else was in the way, and it waits to be tried again.</summary>
    private bool Flush()
    {
        if (_batch is null)
        {
            if (_buffer.Take() is not { } taken) return true;
            CollectorMeter.Queue.Record(taken.Rows);
            _batch = taken;
            foreach (var (symbol, facts) in taken.Symbols) Plan(symbol, facts);
        }
        var (batch, started) = (_batch, _clock.GetTimestamp());
        try
        {
            for (; _unwritten.TryPeek(out var write); _unwritten.Dequeue()) write();
        }
        catch (TimeoutException)
        {
            return false;
        }
        _batch = null;
        _buffer.Kept();
        if (_flushes.Batches % CompactEvery == CompactEvery - 1) Compact();
        var took = _clock.GetElapsedTime(started);
        CollectorMeter.Flush.Record(took.TotalSeconds);
        var risk = TimeSpan.FromMicroseconds(Instant.From(_clock.GetUtcNow()) - batch.Since!.Value);
        _flushes = (_flushes.Batches + 1, took > _flushes.LongestFlush ? took : _flushes.LongestFlush, risk > _flushes.LongestAtRisk ? risk : _flushes.LongestAtRisk);
        return true;
    }

    private void Plan(string symbol, SymbolFacts facts)
    {
        // Gaps first: a gap without the rows behind it is found again, rows without the gap before them would hide it.
        if (facts.Gaps.Count > 0) Plan(symbol, FactDatasetCatalog.FeedGaps, FeedTables.Of(facts.Gaps));
        if (facts.Trades.Count > 0) Plan(symbol, facts.Trades);
        if (facts.Quotes.Count > 0) Plan(symbol, FactDatasetCatalog.Quotes, FeedTables.Of(facts.Quotes));
        if (facts.BookUpdates.Count + facts.BookSnapshots.Count > 0) Plan(symbol, FactDatasetCatalog.BookUpdates, FeedTables.Of(facts.BookUpdates, facts.BookSnapshots));
    }

    private void Plan(string symbol, FactDataset dataset, LakeTable rows)
    {
        _unwritten.Enqueue(() => Write(symbol, dataset, rows));
        if (dataset != FactDatasetCatalog.Quotes && dataset != FactDatasetCatalog.BookUpdates) return;
        var times = rows.Longs("time");
        var (first, last) = _books.GetValueOrDefault(symbol, (long.MaxValue, long.MinValue));
        _books[symbol] = (Math.Min(first, times.Min()), Math.Max(last, times.Max()));
    }

    // A bad print is left out; one that later trades would have to tell is kept and flagged, since waiting for them would put it at risk.
    private void Plan(string symbol, List<Trade> trades)
    {
        var (judge, sum) = _prints.TryGetValue(symbol, out var known) ? known : (new PrintJudge(), 0);
        var verdicts = judge.Judge([.. trades.Select(t => t.Price)]);
        var bad = verdicts.Where(v => v.Quality == PrintQuality.Bad).Select(v => v.Row).ToHashSet();
        _prints[symbol] = (judge, sum + bad.Count);
        QuarantinedRow[] Rows(bool areBad) => [.. verdicts.Where(v => bad.Contains(v.Row) == areBad).Select(v => new QuarantinedRow("live feed", 0, v.Rule, v.Reason, trades[v.Row].ToString(), trades[v.Row].Time))];
        var (aside, flagged) = (Rows(true), Rows(false));
        _unwritten.Enqueue(() => _lake.WriteQuarantine(_venue, symbol, aside));
        _unwritten.Enqueue(() => _lake.WriteFlagged(_venue, symbol, flagged));
        if (bad.Count < trades.Count) Plan(symbol, FactDatasetCatalog.Trades, FeedTables.Of([.. trades.Where((_, i) => !bad.Contains(i))]));
    }

    // From where bars end: a collector that was killed has made none.
    private FactWrite Bars(string symbol, long first, long last) => new BookBars(_lake, CaptureVenue.Of(_venue, ""), symbol)
        .Make(Math.Min(first, _lake.LastTime(FactDatasetCatalog.BookBars, _venue, symbol) ?? Instant.From(new BookHistory(_lake, _venue, symbol).Days()[0])), last);

    private void Compact()
    {
        foreach (var (symbol, dataset) in _kept.Keys)
        {
            try
            {
                _lake.Compact(dataset, _venue, symbol, readers: TimeSpan.FromMinutes(15));
            }
            catch (TimeoutException)
            {
                // Held by another writer; the next time will do.
            }
        }
    }

    private void Write(string symbol, FactDataset dataset, LakeTable rows)
    {
        var (writer, sum) = _kept.TryGetValue((symbol, dataset), out var kept) ? kept
            // A quote that the venue did not stamp comes with another time when it comes again: no correction.
            : (_lake.OpenFacts(dataset, _venue, symbol, mayCorrect: dataset != FactDatasetCatalog.Quotes, patience: Patience), CollectedRows.None);
        _kept[(symbol, dataset)] = (writer, sum.With(writer.Write(rows)));
    }

    private CollectedRows Rows(string symbol, FactDataset dataset) => _kept.TryGetValue((symbol, dataset), out var kept) ? kept.Rows : CollectedRows.None;
}
