using System.Globalization;
using Forecast.Core.Models;
using ScottPlot;

namespace Forecast.Web.Reports;

/// <summary>The pictures of a fit.</summary>
internal static class FitPlots
{
    // Standardised shocks between which the news-impact curve is drawn, and its points.
    private const double Reach = 4;
    private const int Points = 161;

    /// <summary>The pictures that the model has.</summary>
    public static IReadOnlyList<Picture> Of(SeriesModel model, SeriesSample sample, SeriesFit fit) =>
        [.. ((Picture?[])[fit.Variances.Count > 1 ? Path(model, sample, fit) : null, fit.NewsImpact is { } impact ? News(model, impact) : null]).OfType<Picture>()];

    private static Picture Path(SeriesModel model, SeriesSample sample, SeriesFit fit)
    {
        var skipped = sample.Values.Length - fit.Variances.Count;
        // A series of variances is shown as it is; one of returns by their size beside the volatility that was expected of them.
        var isVariance = model.Takes.HasFlag(SeriesOptionKinds.Lags) && !model.Takes.HasFlag(SeriesOptionKinds.Distribution) || sample.Values.All(v => v > 0);
        double[] x = [.. fit.Variances.Select((_, t) => (double)(t + skipped + 1))];
        double[] expected = [.. fit.Variances.Select(v => Math.Sqrt(Math.Max(v, 0)))];
        double[] seen = [.. fit.Variances.Select((_, t) => isVariance ? Math.Sqrt(sample.Values[t + skipped]) : Math.Abs(sample.Values[t + skipped]))];
        var highest = Array.IndexOf(expected, expected.Max());
        var plot = Plots.Blank($"{model.Id}: conditional volatility, highest at observation {Text(x[highest])} with {Text(expected[highest])}", "in the series' units");
        plot.XLabel("observation", 12);
        var points = plot.Add.ScatterPoints(x, seen);
        (points.Color, points.MarkerSize, points.LegendText) = (Plots.Grey, 2.5f, isVariance ? "√ observed variance" : "|observation|");
        Plots.Line(plot, x, expected, "conditional volatility", Plots.Blue, LinePattern.Solid, 1.6f);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(0, 1.05 * Math.Max(seen.Max(), expected.Max()));
        return Picture.Of("volatility", $"{model.Id}: the volatility expected of each observation from those before it, and its size. From {Text(expected.Min())} to {Text(expected.Max())}; next {Text(Math.Sqrt(fit.Forecast[0]))}.", plot);
    }

    private static Picture News(SeriesModel model, Func<double, double> impact)
    {
        double[] shocks = [.. Enumerable.Range(0, Points).Select(k => Reach * ((2.0 * k / (Points - 1)) - 1))];
        double[] next = [.. shocks.Select(z => Math.Sqrt(impact(z)))];
        var (fall, rise, quiet) = (Math.Sqrt(impact(-2)), Math.Sqrt(impact(2)), Math.Sqrt(impact(0)));
        var lean = Math.Abs(fall - rise) < 0.01 * quiet ? "falls and rises act alike" : fall > rise ? "falls act more than rises" : "rises act more than falls";
        var plot = Plots.Blank($"{model.Id}: news impact, {lean}", "volatility of the next observation");
        plot.XLabel("shock in standard deviations, from a typical day", 12);
        Plots.Line(plot, shocks, next, "next volatility", Plots.Blue, LinePattern.Solid, 2f);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(0, 1.1 * next.Max());
        return Picture.Of("news", $"{model.Id}: volatility after a shock, all else as on a typical day. After none {Text(quiet)}, after a fall of two standard deviations {Text(fall)}, after a rise of two {Text(rise)}: {lean}.", plot, hasLegend: false);
    }

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
