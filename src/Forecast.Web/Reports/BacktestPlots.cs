using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Pipeline.Backtest;
using ScottPlot;

namespace Forecast.Web.Reports;

/// <summary>Plots that only the page of a back-test has, as SVG: losses over time, places of outcomes, and what parts are worth.</summary>
internal static class BacktestPlots
{
    // Of each picture; one with a line a part is as high as it has lines.
    private const int Width = 960, RowHeight = 26, Frame = 120;

    private static readonly (Color Color, LinePattern Pattern)[] Styles =
    [
        (Plots.Blue, LinePattern.Solid), (Plots.Orange, LinePattern.Solid), (Plots.Green, LinePattern.Dashed), (Plots.Ink, LinePattern.Dotted), (Plots.Grey, LinePattern.Solid), (Plots.Shade, LinePattern.Dashed),
    ];

    /// <summary>Sums of loss differences over time; a line that falls gains on the benchmark.</summary>
    public static string Losses(string title, IReadOnlyList<(string Model, (long Origin, double Sum, int Origins)[] Path)> models)
    {
        var plot = Plots.Create(title, "sum of QLIKE less the benchmark's");
        plot.Add.HorizontalLine(0, 1, Plots.Grey, LinePattern.Dashed);
        foreach (var ((model, path), k) in models.Select((m, k) => (m, k)))
            Plots.Line(plot, [.. path.Select(p => Plots.Time(p.Origin))], [.. path.Select(p => p.Sum)], model, Styles[k % Styles.Length].Color, Styles[k % Styles.Length].Pattern, 1.8f);
        return Plots.Finish(plot);
    }

    /// <summary>Share of outcomes by tenth of the distribution that was forecast, one group of bars a horizon, and the line at which all would be as forecast.</summary>
    public static string Places(string title, IReadOnlyList<PlaceHistogram> horizons)
    {
        var plot = Plots.Blank(title, "share of outcomes, %");
        plot.XLabel("tenth of the forecast distribution, from the lowest", 12);
        var width = 0.8 / horizons.Count;
        foreach (var (h, k) in horizons.Select((h, k) => (h, k)))
        {
            var bars = plot.Add.Bars(h.Shares.Select((s, bin) => new Bar { Position = bin + 1 - 0.4 + ((k + 0.5) * width), Value = 100 * s, Size = 0.92 * width, FillColor = Styles[k % Styles.Length].Color, LineWidth = 0 }).ToArray());
            bars.LegendText = Duration.Format(h.Horizon);
        }
        plot.Add.HorizontalLine(100.0 / PlaceHistogram.Bins, 1.2f, Plots.Ink, LinePattern.Dashed).LegendText = "as forecast";
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. Enumerable.Range(1, PlaceHistogram.Bins).Select(i => (double)i)], [.. Enumerable.Range(1, PlaceHistogram.Bins).Select(i => i.ToString(CultureInfo.InvariantCulture))]);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(0, 1.1 * Math.Max(20, horizons.Max(h => 100 * h.Shares.Max())));
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, 340);
    }

    /// <summary>What parts of a whole are worth: a line a part, a mark and an interval a horizon, and the line at which a part is worth nothing.</summary>
    public static string Parts(string title, IReadOnlyList<PartWorth> parts)
    {
        string[] names = [.. parts.Select(p => p.Part).Distinct()];
        TimeSpan[] horizons = [.. parts.Select(p => p.Horizon).Distinct()];
        var plot = new Plot();
        plot.Font.Set("DejaVu Sans");
        plot.Title(title, 14);
        plot.XLabel("loss without the part / loss of the whole", 12);
        plot.Add.VerticalLine(1, 1, Plots.Grey, LinePattern.Dashed);
        foreach (var (horizon, k) in horizons.Select((h, k) => (h, k)))
        {
            var of = parts.Where(p => p.Horizon == horizon).ToArray();
            double Y(PartWorth p) => -Array.IndexOf(names, p.Part) - (0.7 * (((k + 0.5) / horizons.Length) - 0.5));
            foreach (var p in of) Plots.Line(plot, [p.Ratio.Lower, p.Ratio.Upper], [Y(p), Y(p)], "", Styles[k % Styles.Length].Color, LinePattern.Solid, 1.2f);
            var marks = plot.Add.ScatterPoints(of.Select(p => p.Ratio.Value).ToArray(), of.Select(Y).ToArray());
            (marks.Color, marks.MarkerSize, marks.LegendText) = (Styles[k % Styles.Length].Color, 6, Duration.Format(horizon));
        }
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. names.Select((_, i) => -(double)i)], names);
        plot.Axes.Bottom.TickGenerator = Plots.Numbers();
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.ShowLegend(Edge.Bottom);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(0.6 - names.Length, 0.6);
        return plot.GetSvgXml(Width, Frame + (RowHeight * names.Length) + RowHeight);
    }
}
