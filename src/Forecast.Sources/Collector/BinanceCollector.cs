using System.Net.WebSockets;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Collects the live feed of Binance (spot, USD-M, COIN-M) over one connection, which it makes again whenever it is lost, silent or closed by the venue. Every message is held
/// against the one before; what is missing is recorded as a gap, and what came before is dropped. The book of each instrument is kept in step, so that a break is noticed and
/// mended by a snapshot.
/// </summary>
/// <param name="options">What to collect.</param>
/// <param name="resume">How far each symbol was collected before; absent where it was not.</param>
/// <param name="buffer">Where what comes goes.</param>
/// <param name="clock">Stamps what comes, and measures silence and waits.</param>
public sealed class BinanceCollector(CollectorOptions options, IReadOnlyDictionary<string, FeedResume> resume, FeedBuffer buffer, TimeProvider clock)
{
    private readonly CollectorOptions _options = options.Validated();
    private readonly BinanceMessageParser _parser = new();
    private readonly Dictionary<string, SymbolFeed> _feeds = options.Symbols.Distinct().Select((symbol, i) => new SymbolFeed(
        symbol, options.Venue.Sequence, resume.GetValueOrDefault(symbol), buffer, new RetryDelay(options.FirstDelay, options.LongestDelay, options.Seed + (ulong)i + 1)))
        .ToDictionary(f => f.Counts.Symbol, StringComparer.Ordinal);
    private readonly List<SymbolFeed> _toAsk = [];

    public ConnectionCounts Connection { get; } = new();

    /// <summary>One for each symbol.</summary>
    public IReadOnlyList<FeedCounts> Counts => [.. _feeds.Values.Select(f => f.Counts)];

    /// <summary>Collects until it is told to stop.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var books = new BookSnapshotClient(_options.Venue, clock);
        var delay = new RetryDelay(_options.FirstDelay, _options.LongestDelay, _options.Seed);
        while (!stop.IsCancellationRequested)
        {
            var started = clock.GetTimestamp();
            await Collect(books, stop);
            lock (buffer.Gate)
            {
                foreach (var feed in _feeds.Values) feed.Cut(Now());
            }
            // Only a connection that held was a good one; else a venue that accepts and drops us at once would be asked without end.
            if (clock.GetElapsedTime(started) > _options.LongestDelay) delay.Reset();
            await Task.Delay(delay.Next(), clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes one message as it came.</summary>
    /// <returns>Null; or what to wait for, because there is no room for more.</returns>
    public Task? Take(ReadOnlySpan<byte> text)
    {
        var now = Now();
        var message = _parser.Parse(text, now);
        CollectorMeter.Messages.Add(1);
        lock (buffer.Gate)
        {
            Connection.Messages++;
            if (message.Symbol is { } symbol && Wanted(message.Kind) && _feeds.TryGetValue(symbol, out var feed))
            {
                feed.Take(message, now);
                if (feed is { NeedsSnapshot: true, Asking: false, Counts.Fault: null })
                {
                    feed.Asking = true;
                    _toAsk.Add(feed);
                }
            }
            else if (message.Kind != BinanceMessageKind.Acknowledgement)
            {
                Connection.Refused++;
                Connection.LastRefusal = message.Fault ?? $"a {message.Kind} of {message.Symbol ?? "no symbol"} was not asked for";
                CollectorMeter.Refused.Add(1);
            }
            return buffer.NoRoom(now);
        }
    }

    /// <summary>Takes a book that was asked for.</summary>
    public void Take(string symbol, BookSnapshot book)
    {
        lock (buffer.Gate) _feeds[symbol].Take(book);
    }

    // One connection, from its opening to its end.
    private async Task Collect(BookSnapshotClient books, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var connection = new FeedConnection(_options.Venue.Streams(_feeds.Keys, _options.Streams), clock);
        var others = new List<Task> { Watch(connection, ended) };
        try
        {
            await connection.Open(ended.Token);
            Connection.Connections++;
            CollectorMeter.Connections.Add(1);
            while (await connection.Next(ended.Token))
            {
                var room = Take(connection.Message.Span);
                foreach (var feed in _toAsk) others.Add(Ask(feed, books, ended.Token));
                _toAsk.Clear();
                if (room is not null) await Stalled(connection, room, ended.Token);
            }
            Connection.LastFault = connection.Closed;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Told to stop, or silent: who cancelled has said so.
        }
        catch (Exception e) when (e is WebSocketException or IOException or InvalidDataException)
        {
            Connection.LastFault = e.Message;
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(others);
        }
    }

    private async Task Watch(FeedConnection connection, CancellationTokenSource ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(_options.Silence / 4, clock, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested || !connection.IsSilentFor(_options.Silence)) continue;
            Connection.Silent++;
            Connection.LastFault = FormattableString.Invariant($"nothing came for {_options.Silence.TotalSeconds:0.###} s");
            await ended.CancelAsync();
        }
    }

    private async Task Stalled(FeedConnection connection, Task room, CancellationToken stop)
    {
        Connection.Stalls++;
        connection.Pause();
        for (Task? wait = room; wait is not null;)
        {
            await wait.WaitAsync(stop);
            lock (buffer.Gate) wait = buffer.NoRoom(Now());
        }
    }

    private async Task Ask(SymbolFeed feed, BookSnapshotClient books, CancellationToken stop)
    {
        try
        {
            // The first question is free; one soon after another waits, so that a book that breaks again and again does not flood the venue with questions.
            if (feed.AskedAt is { } asked && clock.GetElapsedTime(asked) < _options.LongestDelay) await Task.Delay(feed.Asks.Next(), clock, stop);
            else feed.Asks.Reset();
            while (true)
            {
                feed.AskedAt = clock.GetTimestamp();
                var (book, fault, retryAfter, final) = await books.Ask(feed.Counts.Symbol, stop);
                lock (buffer.Gate)
                {
                    if (stop.IsCancellationRequested) return;
                    if (book is not null) feed.Take(book);
                    else Connection.LastFault = fault;
                    if (final) feed.Counts.Fault = fault;
                    if (final || (book is not null && !feed.NeedsSnapshot)) return;
                }
                var wait = feed.Asks.Next();
                await Task.Delay(retryAfter > wait ? retryAfter.Value : wait, clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The connection that the book was asked for is gone.
        }
        finally
        {
            lock (buffer.Gate) feed.Asking = false;
        }
    }

    private bool Wanted(BinanceMessageKind kind) => kind switch
    {
        BinanceMessageKind.Trade => _options.Streams.HasFlag(FeedStreams.Trades),
        BinanceMessageKind.Quote => _options.Streams.HasFlag(FeedStreams.Quotes),
        BinanceMessageKind.BookUpdate => _options.Streams.HasFlag(FeedStreams.Depth),
        _ => false,
    };

    private long Now() => Instant.From(clock.GetUtcNow());
}
