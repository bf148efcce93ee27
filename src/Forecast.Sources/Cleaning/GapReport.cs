using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>The bars that are missing between a series' first and last bar.</summary>
/// <param name="MissingBars">How many bars are missing.</param>
/// <param name="Gaps">In how many stretches.</param>
/// <param name="First">The first few stretches.</param>
public sealed record GapReport(long MissingBars, int Gaps, IReadOnlyList<GapRange> First)
{
    /// <summary>Stretches that are listed.</summary>
    public const int Listed = 10;

    public static GapReport Of(BarSeries bars)
    {
        var step = Duration.Microseconds(bars.Interval);
        var (missing, gaps, first) = (0L, 0, new List<GapRange>());
        for (var i = 1; i < bars.Count; i++)
        {
            var absent = ((bars.OpenTime[i] - bars.OpenTime[i - 1]) / step) - 1;
            if (absent == 0) continue;
            (missing, gaps) = (missing + absent, gaps + 1);
            if (first.Count < Listed) first.Add(new GapRange(bars.End(i - 1), bars.OpenTime[i], absent));
        }
        return new GapReport(missing, gaps, first);
    }
}
