using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Pipeline.Measuring;

namespace Forecast.Web.Reports;

/// <summary>The page that <c>measure --report</c> writes.</summary>
public static class MeasureReport
{
    private const int DaysShown = 31;

    /// <summary>A self-contained page: the pictures, the last days, and what every measure is.</summary>
    public static string Render(MeasuredFile measured)
    {
        var (measures, n) = (measured.Measures, measured.Measures.Day.Length);
        var page = new HtmlPage(
            $"Realised measures of {measured.Symbol}", measured.Simulated, "Variances are of log returns over a day, or its session; volatility is their square root, annualised only where it says so (365 days). Times are UTC.");
        page.Paragraph($"{n} {(n == 1 ? "day" : "days")} from {measured.Rows.Good.ToString("N0", CultureInfo.InvariantCulture)} {measured.Kind.ToString().ToLowerInvariant()}; returns over {Duration.Format(measured.Request.Interval)}{(measured.Request.Session.IsWhole ? "" : ", in the session given")}; {measures.MissingBars.Sum()} bars missing, {measured.Rows.Quarantined} rows set aside.");
        foreach (var picture in Pictures(measured)) page.Figure(picture.Svg, picture.Caption);
        page.Heading("The last days").Table(
            $"Newest first, at most {DaysShown}: volatilities in % a year by measure, the ratio statistic for jumps (above 3.09 the day has some), how many returns jumped, takers' imbalance", ["day", .. Columns.Select(c => c.Title)],
            Enumerable.Range(0, n).Reverse().Take(DaysShown).Select(d => (IReadOnlyList<string>)[Instant.Day(measures.Day[d]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), .. Columns.Select(c => measures.Of(c.Measure)[d] is { } v ? c.Show(v) : "–")]));
        page.Heading("What each measure is").Table(
            "Every column of the CSV file, with its mean over the days", ["measure", "unit", "formula", "mean"],
            MeasureCatalog.All.Select((m, k) => (IReadOnlyList<string>)[m.Name, m.Unit, m.Description, measures.Values[k].OfType<double>().DefaultIfEmpty(double.NaN).Average() is var mean && double.IsNaN(mean) ? "–" : mean.ToString("G4", CultureInfo.InvariantCulture)]));
        return page.Render();
    }

    /// <summary>The pictures for which the file has enough.</summary>
    public static IReadOnlyList<Picture> Pictures(MeasuredFile measured) =>
        [.. ((Picture?[])[MeasurePlots.Volatility(measured), ReturnPlot.Of(measured), .. DiurnalPlots.Of(measured), MeasurePlots.Signature(measured)]).OfType<Picture>()];

    private static readonly (string Title, string Measure, Func<double, string> Show)[] Columns =
    [
        ("realised", "realized_variance", Yearly), ("without jumps", "continuous_variation", Yearly), ("kernel", "realized_kernel", Yearly), ("Parkinson", "parkinson_variance", Yearly), ("jump z", "jump_ratio", v => v.ToString("F2", CultureInfo.InvariantCulture)),
        ("returns jumped", "return_jumps", v => v.ToString("F0", CultureInfo.InvariantCulture)), ("takers, %", "taker_imbalance", v => (100 * v).ToString("F1", CultureInfo.InvariantCulture)), ("trades", "trade_count", v => v.ToString("N0", CultureInfo.InvariantCulture)),
    ];

    private static string Yearly(double variance) => (100 * Math.Sqrt(365 * variance)).ToString("F1", CultureInfo.InvariantCulture);
}
