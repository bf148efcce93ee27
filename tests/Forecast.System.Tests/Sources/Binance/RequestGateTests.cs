using System.Globalization;
using System.Net;
using Forecast.Sources;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Forecast.SystemTests.Sources.Binance;

public sealed class RequestGateTests
{
    private static readonly DateTimeOffset Noon = new(2024, 3, 8, 12, 0, 20, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Noon);

    [Fact]
    public async Task A_minute_holds_so_much_weight_and_no_more()
    {
        var gate = Gate(weight: 10);
        for (var i = 0; i < 5; i++) await gate.Enter(2, CancellationToken.None);
        var next = gate.Enter(2, CancellationToken.None);
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(40.9));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await next.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task What_others_on_this_address_used_counts_too()
    {
        var gate = Gate(weight: 100);
        await gate.Enter(1, CancellationToken.None);
        gate.Observe(Response(HttpStatusCode.OK, used: 99));
        await gate.Enter(1, CancellationToken.None);
        var next = gate.Enter(1, CancellationToken.None);
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await next.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Never_more_than_the_limit_in_any_minute_whatever_is_asked()
    {
        var gate = Gate(weight: 50);
        var sent = new List<(DateTimeOffset At, int Weight)>();
        var asked = Enumerable.Range(0, 60).Select(async i =>
        {
            await gate.Enter(1 + (i % 7), CancellationToken.None);
            lock (sent) sent.Add((_clock.GetUtcNow(), 1 + (i % 7)));
        }).ToArray();
        for (var i = 0; i < 60 && !Array.TrueForAll(asked, t => t.IsCompleted); i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }
        await Task.WhenAll(asked).WaitAsync(TimeSpan.FromSeconds(5));
        Assert.All(sent.GroupBy(s => (s.At - TimeSpan.FromSeconds(1)).UtcTicks / TimeSpan.TicksPerMinute), minute => Assert.InRange(minute.Sum(s => s.Weight), 1, 50));
    }

    [Theory]
    [InlineData(429, "30", 30)]
    [InlineData(418, "90", 90)]
    [InlineData(503, "7", 7)]
    [InlineData(429, "Fri, 08 Mar 2024 12:00:50 GMT", 30)]
    [InlineData(429, null, 41)]
    public async Task Nothing_passes_before_the_time_that_the_venue_gives(int status, string? after, double seconds)
    {
        var gate = Gate(weight: 100);
        gate.Observe(Response((HttpStatusCode)status, after: after));
        var next = gate.Enter(1, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(seconds - 0.01));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.01));
        await next.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_date_is_read_on_the_servers_own_clock()
    {
        var gate = Gate(weight: 100);
        var response = Response(HttpStatusCode.TooManyRequests, after: "Fri, 08 Mar 2024 15:00:30 GMT");
        response.Headers.Date = DateTimeOffset.Parse("2024-03-08T15:00:00Z", CultureInfo.InvariantCulture);
        gate.Observe(response);
        var next = gate.Enter(1, CancellationToken.None);
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(30));
        await next.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_ban_that_is_too_long_is_said_and_not_waited_for()
    {
        var gate = Gate(weight: 100);
        gate.Observe(Response((HttpStatusCode)418, after: "259200"));
        var closed = await Assert.ThrowsAsync<VenueClosedException>(() => gate.Enter(1, CancellationToken.None));
        Assert.Equal(Noon.AddDays(3), closed.Until);
        Assert.Contains("2024-03-11T12:00:20Z", closed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_limits_changes_nothing()
    {
        var gate = Gate(weight: 2);
        gate.Observe(Response(HttpStatusCode.ServiceUnavailable));
        gate.Observe(Response(HttpStatusCode.NotFound));
        gate.Observe(Response(HttpStatusCode.OK, after: "60"));
        await gate.Enter(2, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
    }

    private RequestGate Gate(int weight) => new(weight, TimeSpan.FromMinutes(2), _clock);

    private static HttpResponseMessage Response(HttpStatusCode status, int? used = null, string? after = null)
    {
        var response = new HttpResponseMessage(status);
        if (used is { } u) response.Headers.TryAddWithoutValidation("X-MBX-USED-WEIGHT-1M", u.ToString(CultureInfo.InvariantCulture));
        if (after is not null) response.Headers.TryAddWithoutValidation("Retry-After", after);
        return response;
    }
}
