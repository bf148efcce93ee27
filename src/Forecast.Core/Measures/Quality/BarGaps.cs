using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// The gaps of a series of bars, in order of time: stretches of bars without a trade, and stretches without bars.
/// <para>A bar that is there without a trade says that nothing was traded. A bar that is not there says so only at a venue that writes no bar without a trade, and even there it may be
/// lost: unknown. Elsewhere it is missing data. Bars that a listed instrument lacks before its first bar are missing too, as are those after its last up to the end that is asked for;
/// nothing is expected before the first day of trading or after the last.</para>
/// </summary>
public static class BarGaps
{
    /// <param name="bars">Validated bars.</param>
    /// <param name="everyBar">Whether the venue writes bars without a trade.</param>
    /// <param name="listed">First UTC day of trading; null where unknown: then the first bar is the beginning.</param>
    /// <param name="delisted">Last UTC day of trading; null while it trades.</param>
    /// <param name="until">Up to when bars are expected; null: to the last bar.</param>
    public static IReadOnlyList<MarketGap> Of(BarSeries bars, bool everyBar = true, DateOnly? listed = null, DateOnly? delisted = null, long? until = null)
    {
        var gaps = new List<MarketGap>();
        if (bars.Count == 0) return gaps;
        var step = Duration.Microseconds(bars.Interval);
        // The hour of the first trade is not known: only whole days before the first bar's own day are missed.
        if (listed is { } first) Absent(Instant.From(first), Instant.FloorDay(bars.OpenTime[0]));
        for (var i = 0; i < bars.Count; i++)
        {
            if (i > 0) Absent(bars.End(i - 1), bars.OpenTime[i]);
            if (!Idle(i)) continue;
            var start = i;
            while (i + 1 < bars.Count && Idle(i + 1) && bars.OpenTime[i + 1] == bars.End(i)) i++;
            gaps.Add(new MarketGap(bars.OpenTime[start], bars.End(i), i - start + 1, GapKind.NoTrade));
        }
        var end = Math.Min(until ?? long.MinValue, delisted is { } last ? Instant.From(last.AddDays(1)) : long.MaxValue);
        Absent(bars.End(bars.Count - 1), end - (end % step));
        return gaps;

        bool Idle(int i) => bars.Trades is { } trades ? trades[i] == 0 : bars.Volume is { } volume && volume[i] == 0;

        void Absent(long from, long to)
        {
            if (to > from) gaps.Add(new MarketGap(from, to, (to - from) / step, everyBar ? GapKind.NoData : GapKind.Unknown));
        }
    }
}
