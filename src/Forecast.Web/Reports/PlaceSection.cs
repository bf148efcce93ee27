using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Pipeline.Backtest;
using Forecast.Web.Pages;

namespace Forecast.Web.Reports;

/// <summary>Where outcomes fell in the distributions that were forecast.</summary>
internal static class PlaceSection
{
    public static void Write(HtmlPage page, BacktestResult result)
    {
        var histograms = PlaceHistogram.Of(result.Shown);
        if (histograms.Count == 0) return;
        var furthest = histograms.SelectMany(h => h.Shares.Select((share, bin) => (h.Horizon, Bin: bin + 1, Share: share))).MaxBy(x => Math.Abs(x.Share - (1.0 / PlaceHistogram.Bins)));
        page.Heading("Forecast distributions").Figure(
            BacktestPlots.Places($"{result.Request.Shown}: where the realised variance fell in its forecast distribution", histograms),
            $"Where the realised variance fell in the distribution forecast by {result.Request.Shown} (probability integral transform): each tenth should hold 10 %; the furthest from it is tenth {furthest.Bin} at {Duration.Format(furthest.Horizon)} with {Show.Percent(furthest.Share, 1)}.");
        page.Table(
            "Share of outcomes, %, by tenth of the forecast distribution, and their normal scores over targets that do not overlap: mean 0, deviation 1 and autocorrelation 0 where forecasts are right; Berkowitz's test asks for all three, at 5 %",
            ["horizon", "outcomes", .. Enumerable.Range(1, PlaceHistogram.Bins).Select(i => i.ToString(CultureInfo.InvariantCulture)), "mean", "deviation", "autocorr.", "rejected"],
            histograms.Select(h => (IReadOnlyList<string>)[Duration.Format(h.Horizon), h.Count.ToString(CultureInfo.InvariantCulture), .. h.Shares.Select(s => (100 * s).ToString("F1", CultureInfo.InvariantCulture)), F(h.Mean), F(h.Deviation), F(h.Autocorrelation), $"{h.Rejected} of {h.Tested}"]));
    }

    private static string F(double? value) => value?.ToString("0.00;−0.00;0.00", CultureInfo.InvariantCulture) ?? "";
}
