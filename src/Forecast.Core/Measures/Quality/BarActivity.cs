using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>How much was traded in a bar, against the bars before it: by volume, else by quote volume, else by trade count.</summary>
internal sealed class BarActivity(BarSeries bars)
{
    /// <summary>Whether the bars say how much was traded at all; where they do not, nothing may be concluded from how little it was.</summary>
    public bool IsKnown { get; } = (bars.Volume ?? bars.QuoteVolume) is not null || bars.Trades is not null;

    /// <summary>Whether anything was traded in bar <paramref name="i"/>.</summary>
    public bool Any(int i) => Of(i) > 0;

    /// <summary>Whether more was traded in a bar of [<paramref name="from"/>, <paramref name="to"/>) than <see cref="PrintRule.Busy"/> times the median of the bars before.</summary>
    public bool Busy(int from, int to)
    {
        var start = Math.Max(0, from - BarPrints.Window);
        var usual = PrintRule.Median([.. Enumerable.Range(start, from - start).Select(Of)]);
        return from > start && Enumerable.Range(from, to - from).Any(i => Of(i) > PrintRule.Busy * usual && Of(i) > 0);
    }

    private double Of(int i) => (bars.Volume ?? bars.QuoteVolume)?[i] ?? bars.Trades?[i] ?? 0;
}
