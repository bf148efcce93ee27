using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Features;

/// <summary>
/// A number that is true from its time on and known from some instant on, in columns: funding rates, open interest, an index. A reader sees what he could have seen: facts whose time is not
/// after his origin and that were known at his known-at. Of several versions of one time he has the one that was known last by then; of two that were known at once, the later row.
/// <para>Units: times in Unix microseconds; values as given. Shapes: three columns of one length.</para>
/// <para>Domain: times do not fall, values are finite; else an exception. A fact may be known before its time (an announcement); it is used from its time on.</para>
/// </summary>
public sealed class AsOfSeries
{
    /// <exception cref="ArgumentException">The columns differ in length, a time falls, or a value is not finite.</exception>
    public AsOfSeries(long[] time, long[] knownAt, double[] value)
    {
        Guard.SameLength(knownAt.Length, time.Length, nameof(knownAt));
        Guard.SameLength(value.Length, time.Length, nameof(value));
        for (var i = 0; i < time.Length; i++)
        {
            if (i > 0 && time[i] < time[i - 1]) throw new ArgumentException($"the fact of {Instant.Format(time[i])} comes after that of {Instant.Format(time[i - 1])}; sort them by time", nameof(time));
            if (!double.IsFinite(value[i])) throw new ArgumentException($"the fact of {Instant.Format(time[i])} is {value[i]}; leave it out where there is none", nameof(value));
        }
        (Time, KnownAt, Value) = (time, knownAt, value);
    }

    /// <summary>From when on each value is true.</summary>
    public long[] Time { get; }

    /// <summary>From when on each value was known.</summary>
    public long[] KnownAt { get; }

    public double[] Value { get; }

    public int Count => Time.Length;

    /// <summary>The last closes of bars, true and known at each bar's end.</summary>
    public static AsOfSeries OfCloses(BarSeries bars)
    {
        long[] end = [.. Enumerable.Range(0, bars.Count).Select(bars.End)];
        return new AsOfSeries(end, end, bars.Close);
    }

    /// <summary>The value that holds at <paramref name="origin"/> by what was known at <paramref name="knownAt"/>; null where there is none, or it is older than <paramref name="maximumAge"/> (microseconds).</summary>
    public double? At(long origin, long knownAt, long? maximumAge = null) => RowAt(origin, knownAt, maximumAge) is { } row ? Value[row] : null;

    /// <summary>The row of <see cref="At"/>.</summary>
    public int? RowAt(long origin, long knownAt, long? maximumAge = null)
    {
        for (var i = CountUntil(origin) - 1; i >= 0 && IsYoung(i, origin, maximumAge); i--)
        {
            if (KnownAt[i] <= knownAt) return LastKnown(i, knownAt);
        }
        return null;
    }

    /// <summary>The rows of the times in (<paramref name="after"/>, <paramref name="origin"/>] by what was known at <paramref name="knownAt"/>, the last version of each, oldest first.</summary>
    public IReadOnlyList<int> Rows(long after, long origin, long knownAt)
    {
        var (rows, end) = (new List<int>(), CountUntil(origin));
        for (var i = CountUntil(after); i < end;)
        {
            var (next, best) = (i, -1);
            for (; next < end && Time[next] == Time[i]; next++)
            {
                if (KnownAt[next] <= knownAt && (best < 0 || KnownAt[next] >= KnownAt[best])) best = next;
            }
            if (best >= 0) rows.Add(best);
            i = next;
        }
        return rows;
    }

    internal bool IsYoung(int row, long origin, long? maximumAge) => maximumAge is null || origin - Time[row] <= maximumAge;

    // The best version of the time of row i, the last one that was known by then.
    private int LastKnown(int i, long knownAt)
    {
        var best = i;
        for (var k = i - 1; k >= 0 && Time[k] == Time[i]; k--)
        {
            if (KnownAt[k] <= knownAt && KnownAt[k] > KnownAt[best]) best = k;
        }
        return best;
    }

    // How many facts have a time that is not after the instant.
    private int CountUntil(long instant)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Time[middle] <= instant) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
