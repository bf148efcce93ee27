using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Numbers for trades that have none: their time and their order among the trades of that time, see <see cref="TradeBatch.Id"/>. The last distinct times
/// are remembered, sorted, as trades may come a little late.
/// </summary>
internal sealed class OrderNumbers
{
    /// <summary>Distinct times by which a trade may be late.</summary>
    public const int Memory = 1 << 13;

    private const long Latest = long.MaxValue / TradeBatch.OrdersPerMicrosecond;

    private long[] _times = new long[16];
    private int[] _orders = new int[16];
    private int _count;
    private long _forgotten = long.MinValue;

    /// <summary>The number of the next trade at <paramref name="time"/>, or the rule by which there is none.</summary>
    public CleaningRule? Next(long time, out long number)
    {
        number = 0;
        if (time >= Latest) return CleaningRuleCatalog.ImplausibleTime;
        if (time <= _forgotten) return TradeRuleCatalog.TooLateToNumber;
        var place = _count == 0 || _times[_count - 1] < time ? ~_count : _times[_count - 1] == time ? _count - 1 : Array.BinarySearch(_times, 0, _count, time);
        if (place < 0)
        {
            place = ~place;
            if (_count - place > Memory) return TradeRuleCatalog.TooLateToNumber;
            place = Insert(place, time);
        }
        if (_orders[place] >= TradeBatch.OrdersPerMicrosecond) return TradeRuleCatalog.TooManyAtOnce;
        number = (time * TradeBatch.OrdersPerMicrosecond) + _orders[place]++;
        return null;
    }

    private int Insert(int place, long time)
    {
        if (_count == 2 * Memory)
        {
            _forgotten = _times[Memory - 1];
            _times.AsSpan(Memory).CopyTo(_times);
            _orders.AsSpan(Memory).CopyTo(_orders);
            (_count, place) = (Memory, Math.Max(place - Memory, 0));
        }
        else if (_count == _times.Length)
        {
            Array.Resize(ref _times, 2 * _count);
            Array.Resize(ref _orders, 2 * _count);
        }
        _times.AsSpan(place, _count - place).CopyTo(_times.AsSpan(place + 1));
        _orders.AsSpan(place, _count - place).CopyTo(_orders.AsSpan(place + 1));
        (_times[place], _orders[place]) = (time, 0);
        _count++;
        return place;
    }
}
