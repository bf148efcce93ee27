using System.Net;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>Asks a venue for the order book of a symbol.</summary>
internal sealed class BookSnapshotClient(FeedVenue venue, TimeProvider clock) : IDisposable
{
    private const int LargestAnswer = 16 << 20;

    // Where a redirect would lead is no address that was checked.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <summary>The book; or the reason why there is none, when it may be asked for again, and whether that is of any use.</summary>
    public async Task<(BookSnapshot? Book, string? Fault, TimeSpan? RetryAfter, bool Final)> Ask(string symbol, CancellationToken stop)
    {
        try
        {
            using var answer = await _http.GetAsync(venue.Depth(symbol), stop);
            var text = await answer.Content.ReadAsByteArrayAsync(stop);
            var read = new BinanceMessageParser().Parse(text, Instant.From(clock.GetUtcNow()));
            if (answer.IsSuccessStatusCode && read.BookSnapshot is { } book && (read.Symbol is null || read.Symbol == symbol)) return (book, null, null, false);
            var wait = answer.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - clock.GetUtcNow() : null;
            return (null, $"{venue.Depth(symbol)} answers {(int)answer.StatusCode}: {read.Fault ?? "not the book that was asked for"}", wait, answer.StatusCode == HttpStatusCode.BadRequest);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return (null, $"{venue.Depth(symbol)}: {e.Message}", null, false);
        }
    }

    public void Dispose() => _http.Dispose();
}
