using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Prices of one instrument when they were made. Of prices at one time the last counts.
/// <para>Units: Unix microseconds; quote currency. Shapes: both columns have one length. Domain: times that do not fall, prices above 0.</para>
/// </summary>
public sealed class TickSeries
{
    /// <exception cref="ArgumentException">A time falls, or the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A price is not positive.</exception>
    public TickSeries(ReadOnlySpan<long> time, ReadOnlySpan<double> price)
    {
        Guard.SameLength(price.Length, time.Length, nameof(price));
        var (times, prices) = (new List<long>(time.Length), new List<double>(time.Length));
        for (var i = 0; i < time.Length; i++)
        {
            Guard.Positive(price[i], nameof(price));
            if (i > 0 && time[i] < time[i - 1]) throw new ArgumentException($"a price at {Instant.Format(time[i])} comes after one at {Instant.Format(time[i - 1])}; sort them by time", nameof(time));
            if (i + 1 < time.Length && time[i + 1] == time[i]) continue;
            times.Add(time[i]);
            prices.Add(price[i]);
        }
        (Time, Price) = ([.. times], [.. prices]);
    }

    /// <summary>Rising, Unix microseconds.</summary>
    public long[] Time { get; }

    /// <summary>Quote currency.</summary>
    public double[] Price { get; }

    public int Count => Time.Length;

    /// <summary>The prices with <paramref name="from"/> ≤ time ≤ <paramref name="until"/>.</summary>
    public TickSeries Between(long from, long until)
    {
        var (first, last) = (Array.BinarySearch(Time, from), Array.BinarySearch(Time, until));
        var (begin, end) = (first >= 0 ? first : ~first, last >= 0 ? last + 1 : ~last);
        return new TickSeries(Time.AsSpan(begin, Math.Max(0, end - begin)), Price.AsSpan(begin, Math.Max(0, end - begin)));
    }
}
