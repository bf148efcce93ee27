using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using ScottPlot;

namespace Forecast.Web.Reports;

/// <summary>The plots of the pages, as SVG: forecast fan with what was realised, margin rates with losses and breaches, and reliability of probabilities.</summary>
internal static class Plots
{
    internal static readonly Color Ink = Color.FromHex("#1b1f24"), Blue = Color.FromHex("#0b5394"), Orange = Color.FromHex("#c25700"), Shade = Color.FromHex("#9fc5e8"), Grey = Color.FromHex("#8c959f"), Green = Color.FromHex("#1a7f5a");

    /// <summary>Volatility (√variance, in %) over time: the forecast, its 90 % interval and what was realised.</summary>
    public static string Fan(string title, IReadOnlyList<long> origins, IReadOnlyList<double> forecast, IReadOnlyList<(double Lower, double Upper)?> bounds, IReadOnlyList<double?> realized)
    {
        var plot = Create(title, "volatility over the horizon, %");
        var x = origins.Select(Time).ToArray();
        double Percent(double variance) => 100 * Math.Sqrt(variance);
        var banded = Enumerable.Range(0, x.Length).Where(i => bounds[i] is not null).ToArray();
        if (banded.Length > 1)
        {
            var band = plot.Add.FillY([.. banded.Select(i => x[i])], [.. banded.Select(i => Percent(bounds[i]!.Value.Lower))], [.. banded.Select(i => Percent(bounds[i]!.Value.Upper))]);
            band.FillColor = Shade.WithAlpha(0.45);
            band.LineWidth = 0;
            band.LegendText = "90 % interval";
        }
        var known = Enumerable.Range(0, x.Length).Where(i => realized[i] is not null).ToArray();
        var actual = plot.Add.ScatterPoints(known.Select(i => x[i]).ToArray(), known.Select(i => Percent(realized[i]!.Value)).ToArray());
        actual.Color = Orange;
        actual.MarkerSize = 3;
        actual.LegendText = "realised";
        Line(plot, x, [.. forecast.Select(Percent)], "forecast", Blue, LinePattern.Solid, 1.6f);
        return Finish(plot);
    }

    /// <summary>Margin rates of several methods over time (in %), the losses they had to cover, and the policy's breaches.</summary>
    public static string Margins(string title, IReadOnlyList<long> origins, IReadOnlyList<(string Name, IReadOnlyList<double> Rate)> methods, IReadOnlyList<double> losses, IReadOnlyList<double> covering)
    {
        var plot = Create(title, "% of notional");
        var x = origins.Select(Time).ToArray();
        var lost = Enumerable.Range(0, x.Length).Where(i => losses[i] > 0).ToArray();
        var points = plot.Add.ScatterPoints(lost.Select(i => x[i]).ToArray(), lost.Select(i => 100 * losses[i]).ToArray());
        points.Color = Grey;
        points.MarkerSize = 3;
        points.LegendText = "loss";
        var (colors, patterns) = (new[] { Grey, Ink, Blue, Orange }, new[] { LinePattern.Dotted, LinePattern.Dashed, LinePattern.Solid, LinePattern.Solid });
        for (var m = 0; m < methods.Count; m++) Line(plot, x, [.. methods[m].Rate.Select(r => 100 * r)], methods[m].Name, colors[m % 4], patterns[m % 4], 1.6f);
        var breached = Enumerable.Range(0, x.Length).Where(i => losses[i] > covering[i]).ToArray();
        if (breached.Length > 0)
        {
            var crosses = plot.Add.ScatterPoints(breached.Select(i => x[i]).ToArray(), breached.Select(i => 100 * losses[i]).ToArray());
            crosses.MarkerShape = MarkerShape.Eks;
            crosses.MarkerSize = 9;
            crosses.MarkerLineWidth = 2;
            crosses.Color = Ink;
            crosses.LegendText = $"breach of {methods[^1].Name}";
        }
        return Finish(plot);
    }

    /// <summary>How often what was given a probability happened (in %), with the intervals of the frequencies and the line on which both agree.</summary>
    public static string Reliability(string title, ReliabilityTable table)
    {
        var plot = Blank(title, "frequency, %");
        plot.XLabel("probability that was stated, %", 12);
        plot.Axes.Bottom.TickGenerator = Numbers();
        double[] stated = [.. table.Rows.Select(r => 100 * r.MeanProbability)];
        Line(plot, [0, stated[^1]], [0, stated[^1]], "stated = happened", Grey, LinePattern.Dashed, 1.2f);
        foreach (var row in table.Rows) Line(plot, [100 * row.MeanProbability, 100 * row.MeanProbability], [100 * row.FrequencyLower, 100 * row.FrequencyUpper], "", Shade, LinePattern.Solid, 3);
        var points = plot.Add.ScatterPoints(stated, table.Rows.Select(r => 100 * r.Frequency).ToArray());
        (points.Color, points.MarkerSize, points.LegendText) = (Blue, 7, "happened, with 95 % interval");
        return Finish(plot);
    }

    /// <summary>Swing of margins (largest over smallest) against their cost at equal breaches, a point a setting; the first is the policy.</summary>
    public static string Frontier(string title, IReadOnlyList<(string Name, double Swing, double Cost)> points)
    {
        var plot = Blank(title, "mean margin at equal breaches, × reactive");
        plot.XLabel("largest over smallest margin", 12);
        plot.Axes.Bottom.TickGenerator = Numbers();
        for (var i = points.Count - 1; i >= 0; i--)
        {
            if (!double.IsFinite(points[i].Swing)) continue;
            var point = plot.Add.ScatterPoints(new[] { points[i].Swing }, new[] { points[i].Cost });
            (point.Color, point.MarkerSize) = (i == 0 ? Orange : Blue, i == 0 ? 11 : 7);
            var label = plot.Add.Text(points[i].Name, points[i].Swing, points[i].Cost);
            (label.LabelFontColor, label.LabelFontSize, label.OffsetX, label.OffsetY) = (Ink, 10, 6, -6);
        }
        return Finish(plot);
    }

    internal static double Time(long instant) => Instant.ToTime(instant).UtcDateTime.ToOADate();

    internal static void Line(Plot plot, double[] x, double[] y, string name, Color color, LinePattern pattern, float width)
    {
        var line = plot.Add.ScatterLine(x, y);
        (line.Color, line.LinePattern, line.LineWidth, line.LegendText) = (color, pattern, width, name);
    }

    /// <summary>A plot with its title and what its upward axis measures.</summary>
    internal static Plot Blank(string title, string axis)
    {
        var plot = new Plot();
        plot.Font.Set("DejaVu Sans");
        plot.Title(title, 14);
        plot.YLabel(axis, 12);
        plot.Axes.Left.TickGenerator = Numbers();
        plot.Legend.Orientation = Orientation.Horizontal;
        return plot;
    }

    /// <summary>The same over time.</summary>
    internal static Plot Create(string title, string axis)
    {
        var plot = Blank(title, axis);
        var ticks = plot.Axes.DateTimeTicksBottom();
        if (ticks.TickGenerator is ScottPlot.TickGenerators.DateTimeAutomatic automatic) automatic.LabelFormatter = d => d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return plot;
    }

    internal static ScottPlot.TickGenerators.NumericAutomatic Numbers() => new() { LabelFormatter = x => x.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture) };

    internal static string Finish(Plot plot)
    {
        plot.ShowLegend(Edge.Bottom);
        plot.Axes.AutoScale();
        return plot.GetSvgXml(960, 340);
    }
}
