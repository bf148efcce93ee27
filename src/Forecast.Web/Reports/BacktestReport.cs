using System.Globalization;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Pipeline.Backtest;
using Forecast.Web.Pages;

namespace Forecast.Web.Reports;

/// <summary>The page that <c>backtest</c> writes.</summary>
public static class BacktestReport
{
    // A longer line has more points than a page has pixels.
    private const int MostPoints = 2000;

    /// <summary>A self-contained page with scores, margins, fans and breaches.</summary>
    public static string Render(BacktestResult result)
    {
        var request = result.Request;
        var page = new HtmlPage($"Back-test {Day(request.From)} to {Day(request.To)}", result.Simulated);
        page.Paragraph($"{string.Join(", ", result.Forecasts.Select(t => t.Symbol).Distinct())}; bars of {Duration.Format(request.Interval)}. Every forecast was made from what was known at its origin.", "lead");
        page.Heading("Forecasts").Table(
            "QLIKE (lower is better), its ratio to log-har, the Diebold–Mariano test against log-har (negative t favours the model), membership of the 90 % model confidence set, and what the 90 % interval covered",
            ["instrument", "horizon", "model", "origins", "QLIKE", "× log-har", "DM t", "DM p", "in set", "mean y/f", "covered"],
            result.Scores.Select(s => (IReadOnlyList<string>)[s.Symbol, Duration.Format(s.Horizon), s.Model, F(s.Count, "F0"), F(s.Qlike, "F4"), F(s.RatioToBenchmark, "F3"), F(s.DieboldMariano?.T, "F2"), F(s.DieboldMariano?.P, "F3"), s.InConfidenceSet ? "yes" : "no", F(s.MeanRatio, "F3"), s.Coverage is { } c ? Show.Percent(c, 1) : ""]));
        Fans(page, result);
        if (result.Margins.Count > 0) Margins(page, result);
        if (result.Notes.Count > 0)
        {
            page.Heading("Notes");
            foreach (var note in result.Notes) page.Paragraph(note);
        }
        return page.Render();
    }

    private static void Fans(HtmlPage page, BacktestResult result)
    {
        foreach (var table in result.Forecasts)
        {
            var model = table.Models.Contains(ModelCatalog.Champion) ? ModelCatalog.Champion : ModelCatalog.Benchmark;
            var rows = Enumerable.Range(0, table.Count).Where(r => r % Math.Max(1, table.Count / MostPoints) == 0).ToArray();
            var (forecast, bounds) = (table.Of(model), result.Intervals[table][model]);
            var horizon = Duration.Format(table.Horizon);
            page.Figure(
                Plots.Fan($"{table.Symbol}: {model} over {horizon}", [.. rows.Select(r => table.Origins[r])], [.. rows.Select(r => forecast[r])], [.. rows.Select(r => bounds[r])], [.. rows.Select(r => table.Realized[r])]),
                $"{table.Symbol}, {horizon}: the forecast ranged from {Show.Percent(Math.Sqrt(forecast.Min()), 2)} to {Show.Percent(Math.Sqrt(forecast.Max()), 2)}; realised volatility from {Show.Percent(Math.Sqrt(table.Realized.Min()!.Value), 2)} to {Show.Percent(Math.Sqrt(table.Realized.Max()!.Value), 2)}.");
        }
    }

    private static void Margins(HtmlPage page, BacktestResult result)
    {
        page.Heading("Margins").Table(
            "Breaches, and what the margin costs on average: all instruments and both sides. A series is an instrument and a side; it passes where Kupiec's test does not reject the promised coverage at 5 %",
            ["period", "confidence", "loss", "method", "periods", "breaches", "covered", "series that pass", "mean margin", "peak to trough (median)", "largest rise in 5 days (median)"],
            MarginSummary.Of(result.Margins).Select(m => (IReadOnlyList<string>)[Duration.Format(m.Period), Show.Percent(m.Confidence, 1), m.Target == MarginTarget.Close ? "at the end" : "worst within", Name(m.Method), F(m.Count, "F0"), F(m.Breaches, "F0"), Show.Percent(m.Coverage, 2), $"{m.SeriesThatPass} of {m.Series}", Show.Percent(m.MeanRate, 2), F(m.PeakToTrough, "F1"), m.LargestRise5 is { } rise ? Show.Percent(rise, 2) : ""]));
        var shown = result.Margins.Where(m => m.Period == TimeSpan.FromDays(1) && m.Confidence == 0.99 && m.Target == MarginTarget.Close);
        foreach (var group in shown.GroupBy(m => (m.Symbol, m.Side)))
        {
            var methods = group.GroupBy(m => m.Method).OrderBy(g => g.Key).ToArray();
            var (first, last) = (methods[0].ToArray(), methods[^1].ToArray());
            var breaches = last.Count(m => m.TargetLoss > m.Rate);
            page.Figure(
                Plots.Margins($"{group.Key.Symbol}, {(group.Key.Side == PositionSide.Long ? "long" : "short")}: 1-day margin at 99 %", [.. first.Select(m => m.Origin)], [.. methods.Select(g => (Name(g.Key), (IReadOnlyList<double>)[.. g.Select(m => m.Rate)]))], [.. first.Select(m => m.TargetLoss)], [.. last.Select(m => m.Rate)]),
                $"{group.Key.Symbol}, {(group.Key.Side == PositionSide.Long ? "long" : "short")} side: the {Name(methods[^1].Key)} margin was breached on {breaches} of {last.Length} days and averaged {Show.Percent(last.Average(m => m.Rate), 2)}.");
        }
    }

    private static string Name(MarginMethod method) => method.ToString().ToLowerInvariant();

    private static string Day(long instant) => Instant.Day(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string F(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
