using System.Globalization;
using Forecast.Core.Measures;
using ScottPlot;

namespace Forecast.Web.Reports;

/// <summary>How far realised measures are from the truth as sampling gets denser, without noise and with it.</summary>
public static class NoisePlot
{
    private const double Between = 0.3;

    private static readonly (Color Color, MarkerShape Shape, LinePattern Pattern)[] Styles =
    [
        (Plots.Orange, MarkerShape.FilledCircle, LinePattern.Solid), (Plots.Blue, MarkerShape.FilledSquare, LinePattern.Solid),
        (Plots.Ink, MarkerShape.FilledTriangleUp, LinePattern.Dashed), (Plots.Green, MarkerShape.FilledDiamond, LinePattern.Dotted),
    ];

    /// <summary>Left without noise, right with it, the same axes.</summary>
    /// <param name="title">Of whom, and how many days.</param>
    /// <param name="minutes">Length of a step.</param>
    /// <param name="quiet">Without noise.</param>
    /// <param name="noisy">With it.</param>
    /// <param name="noise">Noise variance of a price over the day's variance.</param>
    public static Picture Render(string title, double minutes, IReadOnlyList<NoiseStudyRow> quiet, IReadOnlyList<NoiseStudyRow> noisy, double noise)
    {
        var (dense, sparse) = (quiet.Min(r => r.Step), quiet.Max(r => r.Step));
        double[] all = [.. quiet.Concat(noisy).Select(Error)];
        var (low, high) = (all.Min() / 1.3, all.Max() * 2.5);
        var (left, right) = (-Math.Log10(dense * minutes), Math.Log10((double)sparse / dense) + Between - Math.Log10(dense * minutes));
        var plot = Plots.Blank($"{title}: how far measures are from the known variance of a day", "error, % of the truth, log scale");
        plot.XLabel("returns over so many minutes, log scale", 12);
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        foreach (var (rows, shift, name) in new[] { (quiet, left, "no noise"), (noisy, right, $"noise of {Text(100 * noise)} % of the day's variance on every price") })
        {
            foreach (var (measure, k) in rows.GroupBy(r => r.Measure).Select((g, k) => (g, k)))
            {
                var line = plot.Add.Scatter(measure.Select(r => Math.Log10(r.Step * minutes) + shift).ToArray(), measure.Select(r => Math.Log10(Error(r))).ToArray());
                var style = Styles[k % Styles.Length];
                (line.Color, line.MarkerShape, line.LinePattern, line.LineWidth, line.MarkerSize) = (style.Color, style.Shape, style.Pattern, 1.8f, 7);
                if (ReferenceEquals(rows, noisy)) line.LegendText = measure.Key;
            }
            foreach (var at in rows.Select(r => r.Step * minutes).Distinct()) ticks.AddMajor(Math.Log10(at) + shift, Text(at));
            var text = plot.Add.Text(name, Math.Log10(dense * minutes) + shift + (Math.Log10((double)sparse / dense) / 2), Math.Log10(high / 1.2));
            (text.LabelFontColor, text.LabelFontSize, text.LabelAlignment, text.LabelFontName) = (Plots.Ink, 13, Alignment.UpperCenter, "DejaVu Sans");
        }
        var border = plot.Add.VerticalLine(Math.Log10((double)sparse / dense) + (Between / 2));
        (border.Color, border.LineWidth) = (Plots.Ink, 1);
        plot.Axes.Bottom.TickGenerator = ticks;
        plot.Axes.Left.TickGenerator = MeasurePlots.LogTicks(low, high);
        plot.Axes.SetLimits(-Between / 2, (2 * Math.Log10((double)sparse / dense)) + (1.5 * Between), Math.Log10(low), Math.Log10(high));
        string Errors(IReadOnlyList<NoiseStudyRow> rows, int step) => string.Join(", ", rows.Where(r => r.Step == step).Select(r => $"{r.Measure} {Text(Error(r))} %"));
        return Picture.Of(
            "noise",
            $"{title}: error of a day's estimate, root mean square in % of the true variance, by how densely prices are sampled. Without noise, from returns over {Text(dense * minutes)} min: {Errors(quiet, dense)}; over {Text(sparse * minutes)} min: {Errors(quiet, sparse)}. "
            + $"With noise, over {Text(dense * minutes)} min: {Errors(noisy, dense)}; over {Text(sparse * minutes)} min: {Errors(noisy, sparse)}.", plot);
    }

    private static double Error(NoiseStudyRow row) => 100 * row.RootMeanSquaredError;

    private static string Text(double value) => value.ToString(value < 10 ? "0.##" : "0", CultureInfo.InvariantCulture);
}
