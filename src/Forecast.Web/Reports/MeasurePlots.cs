using System.Globalization;
using Forecast.Core.Market;
using Forecast.Pipeline.Measuring;
using ScottPlot;

namespace Forecast.Web.Reports;

/// <summary>The pictures of a measured file.</summary>
internal static class MeasurePlots
{
    private const double DaysOfYear = 365;

    // Fewer show in the table as well as in a picture.
    private const int DaysNeeded = 7;

    /// <summary>Volatility of each day, without its jumps too, and the days on which a jump was found.</summary>
    public static Picture? Volatility(MeasuredFile measured)
    {
        var (measures, variance) = (measured.Measures, measured.Measures.Of("realized_variance"));
        var (continuous, jumps) = (measures.Of("continuous_variation"), measures.Of("return_jumps"));
        int[] known = [.. Enumerable.Range(0, variance.Length).Where(d => variance[d] is not null)];
        if (known.Length < DaysNeeded) return null;
        double Yearly(double v) => 100 * Math.Sqrt(DaysOfYear * v);
        int[] daily = [.. known.Where(d => continuous[d] < variance[d])], single = [.. known.Where(d => jumps[d] > 0)];
        var highest = known.MaxBy(d => variance[d]);
        var plot = Plots.Create($"{measured.Symbol}: volatility of each day, highest on {Day(measures.Day[highest])} at {Yearly(variance[highest]!.Value).ToString("F0", CultureInfo.InvariantCulture)} % a year", "% a year, log scale");
        double Height(double v) => Math.Log10(Math.Max(Yearly(v), 1e-3));
        double X(int d) => Plots.Time(measures.Day[d]);
        Plots.Line(plot, [.. known.Select(X)], [.. known.Select(d => Height(variance[d]!.Value))], "realised volatility", Plots.Blue, LinePattern.Solid, 1.6f);
        Marks(plot, single, X, d => Height(variance[d]!.Value), "a return jumped (Lee–Mykland, 1 % a day)", MarkerShape.OpenCircle, Plots.Grey, 6);
        Marks(plot, daily, X, d => Height(variance[d]!.Value), "the day has jumps (BNS, 0.1 %)", MarkerShape.FilledDiamond, Plots.Orange, 8);
        // A narrow range is widened until it holds ticks.
        var (low, high) = (Math.Max(known.Min(d => Yearly(variance[d]!.Value)), 1e-3), Yearly(variance[highest]!.Value));
        var margin = high < 5 * low ? 2 : 1.15;
        plot.Axes.Left.TickGenerator = LogTicks(low / margin, high * margin);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(Math.Log10(low / margin), Math.Log10(high * margin));
        return Picture.Of(
            "volatility", $"{measured.Symbol}: daily realised volatility from {Duration.Format(measured.Request.Interval)} returns; jumps were found on {daily.Length} of {known.Length} days by the ratio test, and single returns that jumped on {single.Length}.", plot);
    }

    /// <summary>Mean variance of a day by how densely prices are sampled.</summary>
    public static Picture? Signature(MeasuredFile measured)
    {
        var points = measured.Signature;
        if (points.Count < 2) return null;
        var isTime = measured.Finest is not null;
        double Step(int k) => isTime ? k * measured.Finest!.Value.TotalMinutes : k;
        double Yearly(double v) => 100 * Math.Sqrt(DaysOfYear * v);
        var (dense, sparse) = (Yearly(points[0].Variance), Yearly(points[points.Count / 2].Variance));
        var finding = dense > 1.1 * sparse ? "rises as sampling gets denser: noise" : dense < 0.9 * sparse ? "falls as sampling gets denser: returns trend" : "is level: sampling may be dense";
        var plot = Plots.Blank($"{measured.Symbol}: signature plot {finding}", "mean volatility, % a year");
        plot.XLabel(isTime ? "returns over so many minutes, log scale" : "returns over so many prices, log scale", 12);
        var line = plot.Add.Scatter(points.Select(p => Math.Log10(Step(p.Step))).ToArray(), points.Select(p => Yearly(p.Variance)).ToArray());
        (line.Color, line.LineWidth, line.MarkerSize) = (Plots.Blue, 1.6f, 6);
        plot.Axes.Bottom.TickGenerator = Ticks(points.Select(p => Step(p.Step)));
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(0, 1.15 * points.Max(p => Yearly(p.Variance)));
        return Picture.Of("signature", $"{measured.Symbol}: mean volatility of a day is {Text(dense)} % a year from the densest returns and {Text(sparse)} % from returns over {Text(Step(points[points.Count / 2].Step))} {(isTime ? "minutes" : "prices")}{Noise(measured)}.", plot, hasLegend: false);
    }

    /// <summary>Ticks at one, two and five times powers of ten, of an axis of logs from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public static ScottPlot.TickGenerators.NumericManual LogTicks(double low, double high)
    {
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        for (var power = (int)Math.Floor(Math.Log10(low)); power <= Math.Log10(high); power++)
        {
            foreach (var x in new[] { 1, 2, 5 }.Select(d => d * Math.Pow(10, power)).Where(x => x >= low && x <= high)) ticks.AddMajor(Math.Log10(x), x.ToString("0.####", CultureInfo.InvariantCulture));
        }
        return ticks;
    }

    /// <summary>Ticks at the numbers that were sampled, thinned where they would touch.</summary>
    public static ScottPlot.TickGenerators.NumericManual Ticks(IEnumerable<double> at)
    {
        var (ticks, last) = (new ScottPlot.TickGenerators.NumericManual(), double.NegativeInfinity);
        foreach (var x in at)
        {
            if (Math.Log10(x) - last < 0.12) continue;
            ticks.AddMajor(last = Math.Log10(x), x.ToString("0.##", CultureInfo.InvariantCulture));
        }
        return ticks;
    }

    private static void Marks(Plot plot, int[] days, Func<int, double> x, Func<int, double> y, string name, MarkerShape shape, Color color, float size)
    {
        if (days.Length == 0) return;
        var points = plot.Add.ScatterPoints(days.Select(x).ToArray(), days.Select(y).ToArray());
        (points.MarkerShape, points.Color, points.MarkerSize, points.LegendText) = (shape, color, size, name);
    }

    private static string Noise(MeasuredFile measured) => measured.Noise is > 0 and var noise ? $"; the noise of a price has a standard deviation of {(1e4 * Math.Sqrt(noise)).ToString("G2", CultureInfo.InvariantCulture)} basis points, from neighbouring returns" : "";

    private static string Day(long day) => Instant.Day(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
