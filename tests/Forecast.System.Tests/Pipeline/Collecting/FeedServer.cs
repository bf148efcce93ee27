using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Forecast.Core.Market;
using Forecast.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Forecast.SystemTests.Pipeline;

/// <summary>
/// A venue on loopback: streams over WebSocket, order book over HTTP. It plays a list of steps, one connection at a time; whoever connects again gets what comes next and
/// not what was missed. It keeps the true book of each symbol.
/// </summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly IReadOnlyList<FeedStep> _steps;
    private readonly BookSequence _sequence;
    private readonly TimeSpan _pace;
    private readonly WebApplication _app;
    private readonly SemaphoreSlim _one = new(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, BookSynchronizer> _books = [];
    private readonly BinanceMessageParser _parser = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private BookSnapshot? _opening;
    private DateTimeOffset _left = TimeProvider.System.GetUtcNow();
    private int _next, _sent, _awaited;

    private FeedServer(BookSequence sequence, IReadOnlyList<FeedStep> steps, TimeSpan pace, string? snapshot)
    {
        (_sequence, _steps, _pace) = (sequence, steps, pace);
        if (snapshot is not null) Happen(Encoding.UTF8.GetBytes(snapshot));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Map("/stream", Stream);
        foreach (var path in FeedVenueCatalog.All.Select(v => v.DepthPath)) _app.MapGet(path, Depth);
    }

    /// <summary>When a paced step happened, by its place.</summary>
    public ConcurrentDictionary<int, DateTimeOffset> HappenedAt { get; } = [];

    /// <summary>What was asked for in the order of asking.</summary>
    public ConcurrentQueue<string> Queries { get; } = [];

    /// <summary>Answers to give for the book before true ones: status, text and seconds of Retry-After.</summary>
    public ConcurrentQueue<(int Status, string Text, string? RetryAfter)> Faults { get; } = [];

    /// <summary>How often the collector has had the book.</summary>
    public Func<long> Books { get; set; } = () => 0;

    /// <summary>Messages that were sent.</summary>
    public int Sent => Volatile.Read(ref _sent);

    public int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>When the last step was done.</summary>
    public Task Finished => _finished.Task;

    /// <param name="sequence">How the venue numbers updates.</param>
    /// <param name="steps">What to play.</param>
    /// <param name="pace">The time from one step to the next, connected or not; as fast as possible where 0.</param>
    /// <param name="snapshot">The book before the first step, as the REST interface gives it; else one of the steps' messages is it.</param>
    public static async Task<FeedServer> Start(BookSequence sequence, IReadOnlyList<FeedStep> steps, TimeSpan pace = default, string? snapshot = null)
    {
        var server = new FeedServer(sequence, steps, pace, snapshot);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>The venue of a name, at this address.</summary>
    public FeedVenue Venue(string name) => FeedVenueCatalog.All.Single(v => v.Name == name) with { StreamUrl = new Uri($"ws://127.0.0.1:{Port}"), RestUrl = new Uri($"http://127.0.0.1:{Port}") };

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _app.StopAsync(limit.Token);
        }
        finally
        {
            await _app.DisposeAsync();
        }
    }

    private async Task Stream(HttpContext context)
    {
        Queries.Enqueue(context.Request.QueryString.Value ?? "");
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _app.Lifetime.ApplicationStopping);
        var listening = Listen(socket, gone);
        try
        {
            await _one.WaitAsync(gone.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        try
        {
            await Play(context, socket, listening, gone.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // The other side is gone; the next connection goes on from here.
        }
        finally
        {
            _left = TimeProvider.System.GetUtcNow();
            _one.Release();
            await gone.CancelAsync();
            await listening;
        }
    }

    private async Task Play(HttpContext context, WebSocket socket, Task listening, CancellationToken gone)
    {
        // What happened while nobody was connected.
        while (_pace > TimeSpan.Zero && _next < _steps.Count && Due(_next) is var late && late < TimeSpan.Zero) Happen(_next++, TimeProvider.System.GetUtcNow() + late);
        for (; _next < _steps.Count;)
        {
            if (_pace > TimeSpan.Zero && Due(_next) is var wait && wait > TimeSpan.FromMilliseconds(2)) await Task.Delay(wait, gone);
            gone.ThrowIfCancellationRequested();
            var step = _steps[_next];
            Happen(_next++);
            switch (step.Action)
            {
                case FeedAction.Send or FeedAction.Intrude:
                    Interlocked.Increment(ref _sent);
                    await socket.SendAsync(Encoding.UTF8.GetBytes(step.Text), WebSocketMessageType.Text, true, gone);
                    break;
                case FeedAction.Abort: context.Abort(); return;
                case FeedAction.Close:
                    await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "24 hours are over", gone);
                    await listening;
                    return;
                case FeedAction.FallSilent: await Task.Delay(Timeout.Infinite, gone); break;
                case FeedAction.AwaitBook:
                    for (_awaited++; Books() < _awaited;) await Task.Delay(2, gone);
                    break;
            }
        }
        _finished.TrySetResult();
        await Task.Delay(Timeout.Infinite, gone);
    }

    private TimeSpan Due(int step) => (_pace * step) - TimeProvider.System.GetElapsedTime(_started);

    private void Happen(int at, DateTimeOffset? due = null)
    {
        var step = _steps[at];
        if (_pace > TimeSpan.Zero) HappenedAt[at] = due is null ? TimeProvider.System.GetUtcNow() : due < _left ? _left : due.Value;
        if (step.Action is FeedAction.Send or FeedAction.Lose) Happen(Encoding.UTF8.GetBytes(step.Text));
    }

    private void Happen(ReadOnlySpan<byte> text)
    {
        lock (_gate)
        {
            var read = _parser.Parse(text, 0);
            if (read.BookSnapshot is { } snapshot) _opening = snapshot;
            if (read.BookUpdate is null && read.BookSnapshot is null) return;
            if (read.Symbol is { } symbol && !_books.ContainsKey(symbol)) _books[symbol] = new BookSynchronizer(_sequence, 100_000);
            if (read.BookUpdate is not null) _books[read.Symbol!].Apply(read.BookUpdate);
            foreach (var book in _books.Values.Where(b => b.NeedsSnapshot && _opening is not null)) book.Load(_opening!);
        }
    }

    private async Task Depth(HttpContext context)
    {
        if (Faults.TryDequeue(out var fault))
        {
            context.Response.StatusCode = fault.Status;
            if (fault.RetryAfter is not null) context.Response.Headers.RetryAfter = fault.RetryAfter;
            await context.Response.WriteAsync(fault.Text);
            return;
        }
        string? text;
        while ((text = Book(context.Request.Query["symbol"].ToString())) is null) await Task.Delay(2, context.RequestAborted);
        await context.Response.WriteAsync(text);
    }

    private string? Book(string symbol)
    {
        lock (_gate)
        {
            return _books.GetValueOrDefault(symbol) is { State: BookSyncState.Synchronised } book
                ? $$"""{"lastUpdateId":{{book.Book.LastUpdateId}},"bids":[{{Levels(book.Book.Bids)}}],"asks":[{{Levels(book.Book.Asks)}}]}""" : null;
        }
    }

    private static string Levels(BookSide side) =>
        string.Join(',', Enumerable.Range(0, Math.Min(1000, side.Count)).Select(i => string.Create(CultureInfo.InvariantCulture, $"[\"{side[i].Price}\",\"{side[i].Quantity}\"]")));

    // A server that does not read never sees that the other side is gone.
    private static async Task Listen(WebSocket socket, CancellationTokenSource gone)
    {
        var buffer = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), gone.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException)
        {
            // Gone.
        }
        await gone.CancelAsync();
    }
}
