using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Pipeline.Measuring;
using ScottPlot;

namespace Forecast.Web.Reports;

/// <summary>The returns of a measured file's last week, and which of them jumped.</summary>
internal static class ReturnPlot
{
    private const int Days = 7;

    /// <summary>The picture; null where there are no two returns.</summary>
    public static Picture? Of(MeasuredFile measured)
    {
        var bars = measured.Bars;
        var returns = bars.Count > 0 ? ReturnJumps.Of(bars) : [];
        int[] shown = [.. Enumerable.Range(0, bars.Count).Where(i => returns[i].Return is not null && bars.End(i) > bars.End(bars.Count - 1) - (Days * Duration.Day))];
        if (shown.Length < 2) return null;
        int[] jumped = [.. shown.Where(i => returns[i].Jumped is true)];
        var largest = shown.MaxBy(i => Math.Abs(returns[i].Return!.Value));
        string Size(int i) => $"{(1e4 * returns[i].Return!.Value).ToString("+0.#;−0.#;0", CultureInfo.InvariantCulture)} basis points";
        var finding = 2 * shown.Count(i => returns[i].Jumped is not null) < shown.Length ? "too little lies before them to tell jumps" : jumped.Length == 0 ? "none jumped" : $"{jumped.Length} of {shown.Length.ToString("N0", CultureInfo.InvariantCulture)} jumped";
        var length = Duration.Format(bars.Interval);
        var plot = Plots.Blank($"{measured.Symbol}: the last returns over {length}, {finding}", "return, basis points");
        plot.Axes.DateTimeTicksBottom().TickGenerator = new ScottPlot.TickGenerators.DateTimeAutomatic { LabelFormatter = d => d.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture) };
        plot.XLabel("UTC", 12);
        double[] X(int[] at) => [.. at.Select(i => Plots.Time(bars.End(i)))];
        double[] Y(int[] at) => [.. at.Select(i => 1e4 * returns[i].Return!.Value)];
        // A line ends where the next bar is missing.
        var from = 0;
        for (var k = 1; k <= shown.Length; k++)
        {
            if (k < shown.Length && bars.OpenTime[shown[k]] == bars.End(shown[k - 1])) continue;
            Plots.Line(plot, X(shown[from..k]), Y(shown[from..k]), from == 0 ? "return" : "", Plots.Blue, LinePattern.Solid, 1);
            from = k;
        }
        if (jumped.Length > 0)
        {
            var marks = plot.Add.ScatterPoints(X(jumped), Y(jumped));
            (marks.MarkerShape, marks.Color, marks.MarkerSize, marks.LegendText) = (MarkerShape.FilledDiamond, Plots.Orange, 9, "jumped (Lee–Mykland, 1 % a day)");
        }
        plot.Axes.AutoScale();
        return Picture.Of("returns", $"{measured.Symbol}: returns over {length} of the last {Days} days or less, {finding}; the largest, {Size(largest)}, ended at {Instant.Format(bars.End(largest))}.", plot, hasLegend: jumped.Length > 0);
    }
}
