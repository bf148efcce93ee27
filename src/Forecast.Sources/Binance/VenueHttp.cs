using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace Forecast.Sources;

/// <summary>
/// GET from one host, with the strategies of the standard resilience handler in its order: total time-out, repetitions with jittered exponential back-off, circuit breaker, time-out of an
/// attempt. Between breaker and attempt stands the <see cref="RequestGate"/>, so that its waits count against neither. The strategies end with the head of an answer; bodies have a pipeline
/// of their own, which repeats those that stop or break off.
/// </summary>
internal sealed class VenueHttp : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly VenueLimits _limits;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline _bodies;

    /// <param name="compressed">Whether the server may compress what it sends; every cap is on what comes out.</param>
    public VenueHttp(Uri address, int weightAMinute, VenueLimits limits, TimeProvider clock, bool compressed)
    {
        (_address, _limits, _clock) = (address, limits, clock);
        var standard = new HttpStandardResilienceOptions();
        standard.TotalRequestTimeout.Timeout = limits.Total;
        standard.AttemptTimeout.Timeout = limits.Attempt;
        standard.Retry.MaxRetryAttempts = limits.Retries;
        standard.Retry.Delay = limits.FirstDelay;
        // The gate honours Retry-After, for every request to the host and not for the one that was refused alone.
        standard.Retry.ShouldRetryAfterHeader = false;
        standard.Retry.ShouldHandle = a => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(a.Outcome) || a.Outcome.Result?.StatusCode == (HttpStatusCode)418);
        standard.CircuitBreaker.MinimumThroughput = limits.BreakAfter;
        // A server that answers each request at the fourth attempt is slow, not down.
        standard.CircuitBreaker.FailureRatio = 0.8;
        standard.CircuitBreaker.BreakDuration = limits.BreakFor;
        // A server that asks for patience is up.
        standard.CircuitBreaker.ShouldHandle = a => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(a.Outcome) && a.Outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests);
        var repeated = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddTimeout(standard.TotalRequestTimeout).AddRetry(standard.Retry).AddCircuitBreaker(standard.CircuitBreaker).Build();
        var attempt = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }.AddTimeout(standard.AttemptTimeout).Build();
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = limits.Attempt,
            AutomaticDecompression = compressed ? DecompressionMethods.GZip | DecompressionMethods.Deflate : DecompressionMethods.None,
        };
        _http = new HttpClient(new ResilienceHandler(repeated)
        {
            InnerHandler = new GateHandler(new RequestGate((int)(weightAMinute * limits.WeightShare), limits.Patience, clock)) { InnerHandler = new ResilienceHandler(attempt) { InnerHandler = sockets } },
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("forecast", "1"));
        _bodies = new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<IOException>(), MaxRetryAttempts = limits.BodyRetries, Delay = limits.FirstDelay, BackoffType = DelayBackoffType.Exponential, UseJitter = true,
        }).Build();
    }

    /// <summary>The whole body at <paramref name="path"/>, of at most <paramref name="largest"/> bytes; null where there is nothing (404).</summary>
    /// <param name="header">One more header, as name and value.</param>
    public Task<byte[]?> Read(string path, int weight, int largest, CancellationToken stop, (string Name, string Value)? header = null) => Repeated(path, async token =>
    {
        using var response = await Send(path, weight, from: 0, token, header);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        using var body = new MemoryStream();
        await Copy(response, body, largest, null, token);
        return body.ToArray();
    }, stop);

    /// <summary>
    /// Puts the body at <paramref name="path"/> behind what <paramref name="target"/> holds of it already; false where there is nothing (404). <paramref name="first"/> judges the first
    /// bytes before the rest is taken in.
    /// </summary>
    public Task<bool> Download(string path, FileStream target, long largest, Action<byte[]> first, IProgress<long>? bytes, CancellationToken stop) => Repeated(path, async token =>
    {
        var response = await Send(path, 1, target.Length, token);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // What is there is no part of it.
            response.Dispose();
            target.SetLength(0);
            response = await Send(path, 1, from: 0, token);
        }
        using (response)
        {
            if (response.StatusCode == HttpStatusCode.NotFound) return false;
            var continued = response.StatusCode == HttpStatusCode.PartialContent;
            if (continued && response.Content.Headers.ContentRange?.From != target.Length) throw new IOException("it sent another part than the one asked for");
            if (!continued) target.SetLength(0);
            target.Position = target.Length;
            await Copy(response, target, largest, bytes, token, continued ? null : first);
            return true;
        }
    }, stop);

    public void Dispose() => _http.Dispose();

    private async Task<T> Repeated<T>(string path, Func<CancellationToken, ValueTask<T>> work, CancellationToken stop)
    {
        try
        {
            return await _bodies.ExecuteAsync(work, stop);
        }
        catch (Exception e) when (VenueFault.Of(e, Where(path), _limits) is { } fault)
        {
            throw new InputException(fault);
        }
    }

    private async Task<HttpResponseMessage> Send(string path, int weight, long from, CancellationToken stop, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_address.AbsoluteUri.TrimEnd('/') + path));
        request.Options.Set(GateHandler.Weight, weight);
        if (header is { } more) request.Headers.Add(more.Name, more.Value);
        if (from > 0) request.Headers.Range = new RangeHeaderValue(from, null);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if (response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.RequestedRangeNotSatisfiable) return response;
        using (response)
        {
            using var body = new MemoryStream();
            if (response.Content.Headers.ContentLength is <= 4096) await Copy(response, body, 4096, null, stop);
            throw new InputException(VenueFault.Refused(response, body.ToArray(), Where(path)));
        }
    }

    /// <summary>Copies a body that must go on coming and must not grow beyond <paramref name="largest"/>.</summary>
    private async Task Copy(HttpResponseMessage response, Stream target, long largest, IProgress<long>? bytes, CancellationToken stop, Action<byte[]>? first = null)
    {
        if (response.Content.Headers.ContentLength + target.Length > largest) throw TooLarge(response, largest);
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        using var stalled = new CancellationTokenSource(_limits.Progress, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, stalled.Token);
        var (buffer, since, judged) = (new byte[128 * 1024], 0, first is null);
        try
        {
            while (await body.ReadAtLeastAsync(buffer, judged ? 1 : 4, throwOnEndOfStream: false, either.Token) is > 0 and var n)
            {
                if (!judged) first!(buffer[..Math.Min(n, 512)]);
                judged = true;
                if (target.Length + n > largest) throw TooLarge(response, largest);
                await Keep(target, buffer.AsMemory(0, n), stop);
                bytes?.Report(n);
                since += n;
                if (since < _limits.ProgressBytes) continue;
                stalled.CancelAfter(_limits.Progress);
                since = 0;
            }
        }
        catch (OperationCanceledException) when (stalled.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new IOException(FormattableString.Invariant($"less than {_limits.ProgressBytes / 1024.0:0.#} KB came in {_limits.Progress.TotalSeconds:0.#} s"));
        }
    }

    // A full disk is no fault of the network, and asking again does not help.
    private static async Task Keep(Stream target, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        try
        {
            await target.WriteAsync(bytes, stop);
        }
        catch (IOException e)
        {
            throw new InputException($"it cannot be written ({e.Message})", (target as FileStream)?.Name ?? "memory", "make room, or see to the permissions of that folder, and run it again");
        }
    }

    private InputException TooLarge(HttpResponseMessage response, long largest) => new(
        FormattableString.Invariant($"the answer is larger than {largest / 1000:N0} KB, which none of this kind is"), Where(response.RequestMessage!.RequestUri!.PathAndQuery), "look what the server sends; nothing of it was kept");

    private string Where(string path) => $"GET {_address.Host}{path}";
}
