using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>How much was traded in a bar, against the bars before it: by volume, else by quote volume, else by trade count.</summary>
internal sealed class BarActivity(BarSeries bars)
{
    private const int Few = 24;

    /// <summary>Whether anything was traded in bar <paramref name="i"/>.</summary>
    public bool Any(int i) => Of(i) > 0;

    /// <summary>
    /// Whether more was traded in a bar of [<paramref name="from"/>, <paramref name="to"/>) than <see cref="PrintRule.Busy"/> times the median of the bars before; null where bars do not say how much was
    /// traded, or too few lie before to know what is usual.
    /// </summary>
    public bool? Busy(int from, int to)
    {
        var start = Math.Max(0, from - BarPrints.Window);
        if (from - start < Few || (bars.Volume ?? bars.QuoteVolume) is null && bars.Trades is null) return null;
        var usual = PrintRule.Median([.. Enumerable.Range(start, from - start).Select(Of)]);
        return Enumerable.Range(from, to - from).Any(i => Of(i) > PrintRule.Busy * usual && Of(i) > 0);
    }

    private double Of(int i) => (bars.Volume ?? bars.QuoteVolume)?[i] ?? bars.Trades?[i] ?? 0;
}
