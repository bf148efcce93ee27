using System.Runtime.InteropServices;
using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Every measure of the catalogue for every UTC day that is over: a table with one row a day and one column a measure.
/// <para>A day holds the bars that end in (00:00, 24:00] and their close-to-close returns, the first one from the last close before midnight. There is a return between
/// neighbouring bars only; the returns that are there stand for all of the day where they are at least half of them, else its variances are absent. Volumes and counts are
/// those of the bars that are there. A day without a bar has no row.</para>
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
            Measure(bars, (int)(Duration.Day / step), first, next, values);
        }
        return new DailyMeasures([.. days], [.. missing], [.. values.Select(v => v.ToArray())]);
    }

    private static void Measure(BarSeries bars, int expected, int first, int next, List<double?>[] values)
    {
        var (returns, joined, step) = (new List<double>(expected), new List<bool>(expected), Duration.Microseconds(bars.Interval));
        bool Follows(int j) => j > 0 && bars.OpenTime[j] - bars.OpenTime[j - 1] == step;
        for (var j = first; j < next; j++)
        {
            if (!Follows(j)) continue;
            returns.Add(Math.Log(bars.Close[j] / bars.Close[j - 1]));
            joined.Add(j > first && Follows(j - 1));
        }
        var window = new MeasureWindow
        {
            Returns = CollectionsMarshal.AsSpan(returns),
            Joined = CollectionsMarshal.AsSpan(joined),
            Expected = expected,
            Volume = bars.Volume is { } volume ? volume.AsSpan(first, next - first) : [],
            TakerBuy = bars.TakerBuyBase is { } buys ? buys.AsSpan(first, next - first) : [],
            Trades = bars.Trades is { } trades ? trades.AsSpan(first, next - first) : [],
        };
        for (var k = 0; k < values.Length; k++) values[k].Add(MeasureCatalog.All[k].Compute(window));
    }
}
