using System.Globalization;
using System.Net;

namespace Forecast.Sources;

/// <summary>
/// Lets requests to one host through: never more weight in a minute than is allowed, and none before the time that the venue gives in <c>Retry-After</c> with 429, 418 or 503. A venue counts
/// by minutes of UTC and tells its count, which holds other programs' requests too, in <c>X-MBX-USED-WEIGHT-1M</c>.
/// </summary>
internal sealed class RequestGate(int weightAMinute, TimeSpan patience, TimeProvider clock)
{
    // Its clock and ours differ a little: a new minute of the venue is taken to start this much later than ours.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private DateTimeOffset _closedUntil = DateTimeOffset.MinValue;
    private long _minute;
    private int _used;

    /// <summary>Comes back when a request of this weight may be sent; the weight is then spent.</summary>
    /// <exception cref="VenueClosedException">That would take longer than our patience.</exception>
    public async Task Enter(int weight, CancellationToken stop)
    {
        while (Reserve(weight, clock.GetUtcNow()) is { } until)
        {
            var wait = until - clock.GetUtcNow();
            if (wait > patience) throw new VenueClosedException(until);
            // A timer may fire a little early; the loop then waits for the rest.
            if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, stop);
        }
    }

    /// <summary>Takes note of what an answer says about limits.</summary>
    public void Observe(HttpResponseMessage response)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (response.Headers.TryGetValues("X-MBX-USED-WEIGHT-1M", out var values) && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var used))
            {
                Turn(now);
                _used = Math.Max(_used, used);
            }
            if (SilenceUntil(response, now) is { } until && until > _closedUntil) _closedUntil = until;
        }
    }

    private DateTimeOffset? Reserve(int weight, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (now < _closedUntil) return _closedUntil;
            Turn(now);
            if (_used > 0 && _used + weight > weightAMinute) return Start(_minute + 1);
            _used += weight;
            return null;
        }
    }

    private void Turn(DateTimeOffset now)
    {
        var minute = Minute(now);
        if (minute == _minute) return;
        (_minute, _used) = (minute, 0);
    }

    private static DateTimeOffset? SilenceUntil(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or (HttpStatusCode)418 or HttpStatusCode.ServiceUnavailable)) return null;
        return response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => now + delta,
            // Where the server says what time it has, its clock need not be ours.
            { Date: { } date } => now + (date - (response.Headers.Date ?? now)),
            // Too many requests and no word on when: the count starts anew with the minute.
            _ => response.StatusCode == HttpStatusCode.ServiceUnavailable ? null : Start(Minute(now) + 1),
        };
    }

    private static long Minute(DateTimeOffset time) => (time - Skew).UtcTicks / TimeSpan.TicksPerMinute;

    private static DateTimeOffset Start(long minute) => new DateTimeOffset(minute * TimeSpan.TicksPerMinute, TimeSpan.Zero) + Skew;
}
