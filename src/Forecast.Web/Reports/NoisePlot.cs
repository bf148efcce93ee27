using System.Globalization;
using Forecast.Core.Measures;
using ScottPlot;

namespace Forecast.Web.Reports;

/// <summary>How realised measures do as sampling gets denser, with noise and without, where the truth is known.</summary>
public static class NoisePlot
{
    private static readonly string[] Names = ["0.8", "1", "1.2", "1.5", "2", "3", "5", "7", "10"];

    /// <summary>Solid with noise, dotted without it.</summary>
    /// <param name="title">Of whom, and how many days.</param>
    /// <param name="minutes">Length of a step.</param>
    /// <param name="quiet">Without noise.</param>
    /// <param name="noisy">With it.</param>
    /// <param name="noise">Noise variance of a price over the day's variance.</param>
    public static Picture Render(string title, double minutes, IReadOnlyList<NoiseStudyRow> quiet, IReadOnlyList<NoiseStudyRow> noisy, double noise)
    {
        var plot = Plots.Blank($"{title}: with noise of {(100 * noise).ToString("0.##", CultureInfo.InvariantCulture)} % of a day's variance on every price (dotted: without)", "mean estimate / truth, log scale");
        plot.XLabel("returns over so many minutes, log scale", 12);
        var truth = plot.Add.HorizontalLine(0);
        (truth.Color, truth.LineWidth) = (Plots.Grey, 1);
        var colors = new[] { Plots.Orange, Plots.Blue, Plots.Ink, Plots.Green };
        foreach (var (rows, pattern, width) in new[] { (noisy, LinePattern.Solid, 2f), (quiet, LinePattern.Dotted, 1.6f) })
        {
            foreach (var (measure, k) in rows.GroupBy(r => r.Measure).Select((g, k) => (g, k)))
                Plots.Line(plot, [.. measure.Select(r => Math.Log10(r.Step * minutes))], [.. measure.Select(r => Math.Log10(r.MeanRatio))], ReferenceEquals(rows, noisy) ? measure.Key : "", colors[k % 4], pattern, width);
        }
        plot.Axes.Bottom.TickGenerator = MeasurePlots.Ticks(noisy.Select(r => r.Step * minutes).Distinct().Order());
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        foreach (var name in Names) ticks.AddMajor(Math.Log10(double.Parse(name, CultureInfo.InvariantCulture)), name);
        plot.Axes.Left.TickGenerator = ticks;
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(Math.Log10(0.8), Math.Log10(Math.Max(1.2, noisy.Max(r => r.MeanRatio)) * 1.1));
        var densest = noisy.Where(r => r.Step == noisy.Min(x => x.Step));
        return Picture.Of("noise", $"Mean estimate over the true variance, by how densely prices are sampled. At the densest with noise: {string.Join(", ", densest.Select(r => $"{r.Measure} {r.MeanRatio.ToString("0.00", CultureInfo.InvariantCulture)}"))}.", plot);
    }
}
