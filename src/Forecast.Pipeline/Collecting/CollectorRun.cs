using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Lake;

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

    private readonly Lake _lake;
    private readonly string _venue;
    private readonly TimeProvider _clock;
    private readonly FeedBuffer _buffer;
    private readonly BinanceCollector _collector;
    private readonly Dictionary<(string Symbol, FactDataset Dataset), (FactWriter Writer, CollectedRows Rows)> _kept = [];
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
        Flush();
        return new CollectorReport(
            _venue, _clock.GetElapsedTime(started), Connection,
            [.. Counts.Select(c => new CollectedSymbol(c, Rows(c.Symbol, FactDatasetCatalog.Trades), Rows(c.Symbol, FactDatasetCatalog.Quotes), Rows(c.Symbol, FactDatasetCatalog.BookUpdates), Rows(c.Symbol, FactDatasetCatalog.FeedGaps)))],
            _flushes.Batches, _flushes.LongestFlush, _flushes.LongestAtRisk);
    }

    private void Flush()
    {
        if (_buffer.Take() is not { } batch) return;
        CollectorMeter.Queue.Record(batch.Rows);
        var started = _clock.GetTimestamp();
        foreach (var (symbol, facts) in batch.Symbols)
        {
            // Gaps first: a gap without the rows behind it is found again, rows without the gap before them would hide it.
            if (facts.Gaps.Count > 0) Write(symbol, FactDatasetCatalog.FeedGaps, FeedTables.Of(facts.Gaps));
            if (facts.Trades.Count > 0) Write(symbol, FactDatasetCatalog.Trades, FeedTables.Of(facts.Trades));
            if (facts.Quotes.Count > 0) Write(symbol, FactDatasetCatalog.Quotes, FeedTables.Of(facts.Quotes));
            if (facts.BookUpdates.Count + facts.BookSnapshots.Count > 0) Write(symbol, FactDatasetCatalog.BookUpdates, FeedTables.Of(facts.BookUpdates, facts.BookSnapshots));
        }
        _buffer.Kept();
        if (_flushes.Batches % CompactEvery == CompactEvery - 1) Compact();
        var took = _clock.GetElapsedTime(started);
        CollectorMeter.Flush.Record(took.TotalSeconds);
        var risk = TimeSpan.FromMicroseconds(Instant.From(_clock.GetUtcNow()) - batch.Since!.Value);
        _flushes = (_flushes.Batches + 1, took > _flushes.LongestFlush ? took : _flushes.LongestFlush, risk > _flushes.LongestAtRisk ? risk : _flushes.LongestAtRisk);
    }

    private void Compact()
    {
        foreach (var (symbol, dataset) in _kept.Keys) _lake.Compact(dataset, _venue, symbol, readers: TimeSpan.FromMinutes(15));
    }

    private void Write(string symbol, FactDataset dataset, LakeTable rows)
    {
        var (writer, sum) = _kept.TryGetValue((symbol, dataset), out var kept) ? kept
            // A quote that the venue did not stamp comes with another time when it comes again: no correction.
            : (_lake.OpenFacts(dataset, _venue, symbol, mayCorrect: dataset != FactDatasetCatalog.Quotes), CollectedRows.None);
        _kept[(symbol, dataset)] = (writer, sum.With(writer.Write(rows)));
    }

    private CollectedRows Rows(string symbol, FactDataset dataset) => _kept.TryGetValue((symbol, dataset), out var kept) ? kept.Rows : CollectedRows.None;
}
