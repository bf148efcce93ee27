using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>Prices that come one by one, of those at one time the last: one is given on once a later one, or the end, shows that no other has its time.</summary>
internal struct LastOfTime
{
    private (long Time, double Price)? _pending;

    /// <summary>Takes the next price; gives the one before it where that is the last of its time.</summary>
    /// <exception cref="ArgumentException">Its time lies before that of the one before it.</exception>
    public (long Time, double Price)? Next(long time, double price)
    {
        if (time < _pending?.Time) throw new ArgumentException($"a price at {Instant.Format(time)} comes after one at {Instant.Format(_pending.Value.Time)}; sort them by time");
        var last = time > _pending?.Time ? _pending : null;
        _pending = (time, Guard.Positive(price));
        return last;
    }

    /// <summary>The price that was still waiting; null where none was.</summary>
    public (long Time, double Price)? End()
    {
        var last = _pending;
        _pending = null;
        return last;
    }
}
