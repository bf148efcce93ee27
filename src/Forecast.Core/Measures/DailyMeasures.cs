using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Every measure of the catalogue for every UTC day that is over: a table with one row a day and one column a measure.
/// <para>A day holds the bars that end in (00:00, 24:00] and their close-to-close returns, the first one from the last close before midnight. A return
/// across a gap counts once with its span; across more than a day there is no return. A day without a bar has no row.</para>
/// <para>Shapes: <see cref="Day"/>, <see cref="MissingBars"/> and every column of <see cref="Values"/> have one length; a value is null where undefined.</para>
/// </summary>
public sealed class DailyMeasures
{
    private DailyMeasures(long[] day, int[] missing, double?[][] values) => (Day, MissingBars, Values) = (day, missing, values);

    /// <summary>00:00 UTC at the start of each day, Unix microseconds.</summary>
    public long[] Day { get; }

    /// <summary>Bars of the day's grid that are not there.</summary>
    public int[] MissingBars { get; }

    /// <summary>One column for each of <see cref="MeasureCatalog.All"/>.</summary>
    public double?[][] Values { get; }

    /// <summary>Measures the days of <paramref name="bars"/> that are over at its last bar's end.</summary>
    /// <exception cref="ArgumentException">The interval does not divide one day.</exception>
    public static DailyMeasures From(BarSeries bars)
    {
        var step = Duration.Microseconds(bars.Interval);
        if (Duration.Day % step != 0) throw new ArgumentException($"interval {Duration.Format(bars.Interval)} does not divide one day; use 1m, 5m, 15m, 30m, 1h or 1d");
        var returns = new double[bars.Count];
        var spans = new int[bars.Count];
        for (var j = 1; j < bars.Count; j++)
        {
            var gap = bars.OpenTime[j] - bars.OpenTime[j - 1];
            if (gap - step > HourlySeries.LongestGap) continue;
            returns[j] = Math.Log(bars.Close[j] / bars.Close[j - 1]);
            spans[j] = (int)(gap / step);
        }
        var days = new List<long>();
        var missing = new List<int>();
        var values = MeasureCatalog.All.Select(_ => new List<double?>()).ToArray();
        for (int first = 0, next; first < bars.Count; first = next)
        {
            var day = Instant.FloorDay(bars.OpenTime[first]);
            for (next = first; next < bars.Count && bars.OpenTime[next] < day + Duration.Day; next++) { }
            if (bars.End(bars.Count - 1) < day + Duration.Day) break;
            days.Add(day);
            missing.Add((int)(Duration.Day / step) - (next - first));
            Measure(bars, returns, spans, first, next, values);
        }
        return new DailyMeasures([.. days], [.. missing], [.. values.Select(v => v.ToArray())]);
    }

    private static void Measure(BarSeries bars, double[] returns, int[] spans, int first, int next, List<double?>[] values)
    {
        // A bar without a return (the very first, or after a long gap) has span 0 and can only be the window's first.
        var start = spans[first] == 0 ? first + 1 : first;
        var window = new MeasureWindow
        {
            Returns = returns.AsSpan(start, next - start),
            Spans = spans.AsSpan(start, next - start),
            Volume = bars.Volume is { } volume ? volume.AsSpan(first, next - first) : [],
            TakerBuy = bars.TakerBuyBase is { } buys ? buys.AsSpan(first, next - first) : [],
            Trades = bars.Trades is { } trades ? trades.AsSpan(first, next - first) : [],
        };
        for (var k = 0; k < values.Length; k++) values[k].Add(MeasureCatalog.All[k].Compute(window));
    }
}
