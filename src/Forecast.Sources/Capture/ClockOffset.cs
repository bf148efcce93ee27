using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// How far a recorder's clock is from the exchange's: the median of exchange time − receive time over the messages, to the millisecond. Above 0 the recorder's clock is
/// behind, by at least that; below 0 it is the delay, and how far the clock is ahead.
/// </summary>
public sealed class ClockOffset
{
    private readonly Dictionary<long, long> _counts = [];
    private long _messages;

    /// <summary>Median, microseconds; null where no message had an exchange time.</summary>
    public long? Median
    {
        get
        {
            var below = 0L;
            foreach (var (milliseconds, count) in _counts.OrderBy(c => c.Key))
            {
                below += count;
                if (2 * below >= _messages) return 1000 * milliseconds;
            }
            return null;
        }
    }

    internal void Add(long exchange, long received)
    {
        var milliseconds = (long)Math.Floor((exchange - received) / 1000.0);
        _counts[milliseconds] = _counts.GetValueOrDefault(milliseconds) + 1;
        _messages++;
    }

    /// <summary>Further apart than this one of the two times is wrong, microseconds.</summary>
    internal const long Furthest = Duration.Day;
}
