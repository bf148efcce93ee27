using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Which returns of a series jumped, by Lee and Mykland's test at 1 % a day, the season of what came before taken out: those that the measure <c>return_jumps</c> counts.
/// <para>Shapes: one element a bar; the return is null over a gap, the verdict where too little lies before it. Domain: intervals that divide a day.</para>
/// <para>Reference: <see cref="LeeMyklandStream"/>.</para>
/// </summary>
public static class ReturnJumps
{
    public static IReadOnlyList<(double? Return, bool? Jumped)> Of(BarSeries bars)
    {
        var critical = LeeMyklandStream.CriticalOfDay(Duration.Microseconds(bars.Interval));
        return [.. BarFeed.All(bars).Select(b => (b.Return, b.JumpStatistic is { } statistic ? Math.Abs(statistic) > critical : (bool?)null))];
    }
}
