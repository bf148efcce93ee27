using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Models;
using ScottPlot;

namespace Forecast.Web.Reports;

/// <summary>The pictures of a fit.</summary>
internal static class FitPlots
{
    // Standardised shocks between which the news-impact curve is drawn, and its points.
    private const double Reach = 4;
    private const int Points = 161;

    // More than a picture has pixels for: of longer series the highest of several neighbours is drawn.
    private const int MostPoints = 3000;

    /// <summary>The pictures that the model has.</summary>
    public static IReadOnlyList<Picture> Of(SeriesModel model, SeriesSample sample, SeriesFit fit, FitSubject subject) =>
        [.. ((Picture?[])[fit.Variances.Count > 1 ? Path(model, sample, fit, subject) : null, fit.NewsImpact is { } impact ? News(model, impact, subject) : null]).OfType<Picture>()];

    /// <summary>The time that the observations span; null where it is not known.</summary>
    public static string? Span(FitSubject subject) => subject.Times is { Count: > 0 } times ? $"from {When(times[0])} to {When(times[^1])}" : null;

    private static Picture Path(SeriesModel model, SeriesSample sample, SeriesFit fit, FitSubject subject)
    {
        // A series of variances is shown by its root; one of returns by their size beside the volatility that was expected of them.
        var (skipped, root) = (sample.Values.Length - fit.Variances.Count, model.ReadsVariances);
        double X(int t) => subject.Times is { } times ? Plots.Time(times[t + skipped]) : t + skipped + 1;
        double[] expected = [.. fit.Variances.Select(v => Math.Sqrt(Math.Max(v, 0)))];
        double[] seen = [.. fit.Variances.Select((_, t) => root ? Math.Sqrt(sample.Values[t + skipped]) : Math.Abs(sample.Values[t + skipped]))];
        var highest = Array.IndexOf(expected, expected.Max());
        var place = subject.Times is { } dates ? $"on {When(dates[highest + skipped])}" : $"at observation {(highest + skipped + 1).ToString(CultureInfo.InvariantCulture)}";
        var (title, axis) = ($"{model.Id}: conditional volatility, highest {place} with {Text(expected[highest])}", $"volatility, units of {(root ? "√" : "")}{subject.Column}");
        var plot = subject.Times is null ? Plots.Blank(title, axis) : Plots.Create(title, axis);
        if (subject.Times is null) plot.XLabel("observation", 12);
        var width = ((expected.Length - 1) / MostPoints) + 1;
        var (dots, line) = (Highest(seen, width), Highest(expected, width));
        var points = plot.Add.ScatterPoints(Array.ConvertAll(dots, X), Array.ConvertAll(dots, t => seen[t]));
        (points.Color, points.MarkerSize, points.LegendText) = (Plots.Grey, 2.5f, root ? "√ observed" : "size of the observation");
        Plots.Line(plot, Array.ConvertAll(line, X), Array.ConvertAll(line, t => expected[t]), "conditional volatility", Plots.Blue, LinePattern.Solid, 1.6f);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(0, 1.05 * Math.Max(seen.Max(), expected.Max()));
        var thinned = width == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" Of every {width} neighbours the highest is drawn.");
        return Picture.Of("volatility", $"{model.Id}: the volatility expected of each observation from those before it, and the size that it had. From {Text(expected.Min())} to {Text(expected.Max())}{(fit.Forecast.Count > 0 ? $"; next {Text(Math.Sqrt(fit.Forecast[0]))}" : "")}.{thinned}", plot);
    }

    private static Picture News(SeriesModel model, Func<double, double> impact, FitSubject subject)
    {
        double[] shocks = [.. Enumerable.Range(0, Points).Select(k => Reach * ((2.0 * k / (Points - 1)) - 1))];
        double[] next = [.. shocks.Select(z => Math.Sqrt(impact(z)))];
        var (fall, rise, quiet) = (Math.Sqrt(impact(-2)), Math.Sqrt(impact(2)), Math.Sqrt(impact(0)));
        var lean = Math.Abs(fall - rise) < 0.01 * quiet ? "falls and rises act alike" : fall > rise ? "falls act more than rises" : "rises act more than falls";
        var plot = Plots.Blank($"{model.Id}: news impact, {lean}", $"next volatility, units of {subject.Column}");
        plot.XLabel("shock in standard deviations, from a typical observation", 12);
        Plots.Line(plot, shocks, next, "next volatility", Plots.Blue, LinePattern.Solid, 2f);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(0, 1.1 * next.Max());
        return Picture.Of("news", $"{model.Id}: volatility after a shock, all else as usual. After none {Text(quiet)}, after a fall of two standard deviations {Text(fall)}, after a rise of two {Text(rise)}: {lean}.", plot, hasLegend: false);
    }

    // The place of the highest of each so many neighbours.
    private static int[] Highest(double[] values, int width) =>
        [.. Enumerable.Range(0, ((values.Length - 1) / width) + 1).Select(k => Enumerable.Range(k * width, Math.Min(width, values.Length - (k * width))).MaxBy(t => values[t]))];

    private static string When(long time) => time % Duration.Day == 0 ? Instant.Day(time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Instant.Format(time);

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
