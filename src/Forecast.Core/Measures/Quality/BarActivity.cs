using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>How much was traded in a bar, against the bars before it: by volume, else by trade count; where bars have neither, nothing unusual is known of any.</summary>
internal sealed class BarActivity(BarSeries bars)
{
    /// <summary>Whether anything was traded in bar <paramref name="i"/>.</summary>
    public bool Any(int i) => bars.Volume?[i] > 0 || bars.Trades?[i] > 0;

    /// <summary>Whether more was traded in a bar of [<paramref name="from"/>, <paramref name="to"/>) than <see cref="PrintRule.Busy"/> times the median of the bars before.</summary>
    public bool Busy(int from, int to)
    {
        var start = Math.Max(0, from - BarPrints.Window);
        double Of(int i) => bars.Volume?[i] ?? bars.Trades?[i] ?? 0;
        var usual = PrintRule.Median([.. Enumerable.Range(start, from - start).Select(Of)]);
        return from > start && Enumerable.Range(from, to - from).Any(i => Of(i) > PrintRule.Busy * usual && Of(i) > 0);
    }
}
