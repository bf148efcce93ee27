using Forecast.Core.Market;

namespace Forecast.Core.Margin;

/// <summary>Prices and moves of an instrument at any instant: from its bars, and where these do not reach back, from bars of a longer interval.</summary>
internal sealed class PricePath(BarSeries bars, BarSeries? past = null)
{
    /// <summary>End of the first bar.</summary>
    public long FirstEnd => past is { Count: > 0 } ? Math.Min(past.End(0), bars.End(0)) : bars.End(0);

    /// <summary>The close at an instant; null where no bar ends there.</summary>
    public double? CloseAt(long instant) => Find(instant) is var (series, at) ? series.Close[at] : null;

    /// <summary>The move over (origin, origin + period]; null where a bar of it, or the one that ends at the origin, is missing.</summary>
    public Move? After(long origin, TimeSpan period)
    {
        if (Find(origin) is not var (series, at)) return null;
        var step = Duration.Microseconds(series.Interval);
        var last = at + (int)(Duration.Microseconds(period) / step);
        if (Duration.Microseconds(period) % step != 0 || last >= series.Count || series.OpenTime[last] - series.OpenTime[at] != Duration.Microseconds(period)) return null;
        var (low, high) = (double.MaxValue, 0.0);
        for (var j = at + 1; j <= last; j++)
        {
            low = Math.Min(low, series.Low[j]);
            high = Math.Max(high, series.High[j]);
        }
        var start = series.Close[at];
        return new Move(Math.Log(series.Close[last] / start), Math.Log(low / start), Math.Log(high / start));
    }

    private (BarSeries Series, int At)? Find(long instant) => At(bars, instant) ?? (past is not null && instant < bars.End(0) ? At(past, instant) : null);

    private static (BarSeries Series, int At)? At(BarSeries series, long instant) =>
        Array.BinarySearch(series.OpenTime, instant - Duration.Microseconds(series.Interval)) is >= 0 and var at ? (series, at) : null;
}
