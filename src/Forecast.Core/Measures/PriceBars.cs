using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Bars of prices by the previous tick: a bar [s, e) closes with the last price at or before e, and holds the prices in (s, e]: a price that is stamped with the grid's time ends a bar there.
/// An interval without a price is absent; nothing is filled forward.
/// <para>Units: times in Unix microseconds. Shapes: two columns of one length, times not falling. There is no flow.</para>
/// </summary>
public static class PriceBars
{
    /// <exception cref="ArgumentException">The columns differ in length, or a time falls.</exception>
    public static BarSeries Of(string venue, string symbol, TimeSpan interval, ReadOnlySpan<long> time, ReadOnlySpan<double> price)
    {
        Guard.SameLength(price.Length, time.Length, nameof(price));
        var step = Duration.Microseconds(interval);
        var (open, first, high, low, last) = (new List<long>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < time.Length; i++)
        {
            if (i > 0 && time[i] < time[i - 1]) throw new ArgumentException($"the price of {Instant.Format(time[i])} comes after that of {Instant.Format(time[i - 1])}; sort them by time", nameof(time));
            var begin = (time[i] - 1 - ((((time[i] - 1) % step) + step) % step));
            if (open.Count == 0 || open[^1] != begin)
            {
                open.Add(begin);
                first.Add(price[i]);
                high.Add(price[i]);
                low.Add(price[i]);
                last.Add(price[i]);
                continue;
            }
            high[^1] = Math.Max(high[^1], price[i]);
            low[^1] = Math.Min(low[^1], price[i]);
            last[^1] = price[i];
        }
        return new BarSeries { Venue = venue, Symbol = symbol, Interval = interval, OpenTime = [.. open], Open = [.. first], High = [.. high], Low = [.. low], Close = [.. last] }.Validated();
    }
}
