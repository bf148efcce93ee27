using Forecast.Core.Market;

namespace Forecast.Core.Features;

/// <summary>
/// Reads a series as of origins that do not fall, seen at known-ats that do not fall: what <see cref="AsOfSeries.At"/> says, every fact being looked at once and no more (one that is known
/// late: twice).
/// </summary>
/// <param name="series">What is read.</param>
public sealed class AsOfCursor(AsOfSeries series)
{
    // Facts whose time has come and that are not known yet, the next one to be known first; of two, the earlier row.
    private readonly PriorityQueue<int, (long KnownAt, int Row)> _late = new();
    private long _origin = long.MinValue, _knownAt = long.MinValue;
    private int _next, _best = -1;

    /// <summary>The value that holds at <paramref name="origin"/> by what was known at <paramref name="knownAt"/>; see <see cref="AsOfSeries.At"/>.</summary>
    /// <exception cref="ArgumentException">The origin or the known-at lies before that of the last call.</exception>
    public double? At(long origin, long knownAt, long? maximumAge = null) => RowAt(origin, knownAt, maximumAge) is { } row ? series.Value[row] : null;

    /// <summary>The row of <see cref="At"/>.</summary>
    public int? RowAt(long origin, long knownAt, long? maximumAge = null)
    {
        if (origin < _origin || knownAt < _knownAt)
            throw new ArgumentException($"{Instant.Format(origin)} as known at {Instant.Format(knownAt)} comes after {Instant.Format(_origin)} as known at {Instant.Format(_knownAt)}; ask in order of time, or the series itself");
        (_origin, _knownAt) = (origin, knownAt);
        for (; _next < series.Count && series.Time[_next] <= origin; _next++)
        {
            if (series.KnownAt[_next] <= knownAt) Take(_next);
            else _late.Enqueue(_next, (series.KnownAt[_next], _next));
        }
        while (_late.TryPeek(out var row, out var due) && due.KnownAt <= knownAt)
        {
            Take(row);
            _late.Dequeue();
        }
        return _best >= 0 && series.IsYoung(_best, origin, maximumAge) ? _best : null;
    }

    private void Take(int row)
    {
        if (_best < 0 || (series.Time[row], series.KnownAt[row], row).CompareTo((series.Time[_best], series.KnownAt[_best], _best)) > 0) _best = row;
    }
}
