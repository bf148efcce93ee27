using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>Counts the bars of every UTC day from the first bar to the last, days without a bar included. A first day counts from the first bar, a last day to the last.</summary>
public static class DayCounts
{
    public static IReadOnlyList<DayCount> Of(BarSeries bars)
    {
        if (bars.Count == 0) return [];
        var present = bars.OpenTime.CountBy(Instant.FloorDay).ToDictionary();
        return Over(bars.OpenTime[0], bars.End(bars.Count - 1), Duration.Microseconds(bars.Interval), day => present.GetValueOrDefault(day));
    }

    /// <summary>The days of [<paramref name="first"/>, <paramref name="end"/>) in steps of <paramref name="step"/>, with what <paramref name="present"/> says is there.</summary>
    public static IReadOnlyList<DayCount> Over(long first, long end, long step, Func<long, int> present)
    {
        var days = new List<DayCount>();
        for (var day = Instant.FloorDay(first); day < end; day += Duration.Day)
            days.Add(new DayCount(day, present(day), (int)((Math.Min(end, day + Duration.Day) - Math.Max(first, day) + step - 1) / step)));
        return days;
    }
}
