using System.Globalization;
using Forecast.Core.Evaluation;
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
    private const int MostPoints = 1000;

    /// <summary>A self-contained page with scores, margins, fans and breaches.</summary>
    public static string Render(BacktestResult result)
    {
        var request = result.Request;
        var page = new HtmlPage($"Back-test {Day(request.From)} to {Day(request.To)}", result.Simulated);
        page.Paragraph($"{string.Join(", ", result.Forecasts.Select(t => t.Symbol).Distinct())}; bars of {Duration.Format(request.Interval)}. Every forecast was made from what was known at its origin.", "lead");
        Scores(page, result);
        LossSection.Write(page, result);
        PartSection.Write(page, result);
        Coverage(page, result);
        PlaceSection.Write(page, result);
        Warnings(page, result);
        Tails(page, result);
        Fans(page, result);
        if (result.Margins.Count > 0) Margins(page, result);
        if (result.Notes.Count > 0)
        {
            page.Heading("Notes");
            foreach (var note in result.Notes) page.Paragraph(note);
        }
        return page.Render();
    }

    private static void Scores(HtmlPage page, BacktestResult result)
    {
        TimeSpan[] horizons = [.. result.Forecasts.Select(t => t.Horizon).Distinct().Order()];
        var means = result.Scores.GroupBy(s => (s.Model, s.Horizon)).ToDictionary(g => g.Key, g => g.Average(s => s.Qlike));
        page.Heading("Forecasts").Table(
            $"Mean QLIKE over the instruments (lower is better), and its ratio to that of {ModelCatalog.Benchmark}",
            ["model", .. horizons.Select(Duration.Format)],
            result.Scores.Select(s => s.Model).Distinct().Select(m => (IReadOnlyList<string>)[m, .. horizons.Select(h => means.TryGetValue((m, h), out var mean) ? $"{F(mean, "F3")} ({F(mean / means[(ModelCatalog.Benchmark, h)], "F3")})" : "")]));
        page.Closed("Each instrument's scores and tests", p => p.Table(
            "QLIKE, its ratio to log-har, the Diebold–Mariano test against log-har (negative t favours the model), membership of the 90 % model confidence set, and what the 90 % interval covered",
            ["instrument", "horizon", "model", "origins", "QLIKE", "× log-har", "DM t", "DM p", "in set", "mean y/f", "covered"],
            result.Scores.Select(s => (IReadOnlyList<string>)[s.Symbol, Duration.Format(s.Horizon), s.Model, F(s.Count, "F0"), F(s.Qlike, "F4"), F(s.RatioToBenchmark, "F3"), F(s.DieboldMariano?.T, "F2"), F(s.DieboldMariano?.P, "F3"), s.InConfidenceSet ? "yes" : "no", F(s.MeanRatio, "F3"), s.Coverage is { } c ? Show.Percent(c, 1) : ""])));
    }

    private static void Coverage(HtmlPage page, BacktestResult result) => page.Heading("Intervals").Table(
        $"Share of targets within the intervals of {result.Request.Shown}: over all origins, where the forecast was in the lowest, middle and highest third of the instrument's own, and what lay below the interval",
        ["horizon", "interval", "origins", "covered", "low third", "middle third", "high third", "below"],
        IntervalCoverage.Of(result.Shown).Select(c => (IReadOnlyList<string>)[Duration.Format(c.Horizon), Show.Percent(c.Coverage, 0), F(c.Count, "F0"), Show.Percent(c.All, 1), .. c.Terciles.Select(t => t is { } share ? Show.Percent(share, 1) : ""), Show.Percent(c.Below, 1)]));

    private static void Warnings(HtmlPage page, BacktestResult result)
    {
        var scores = WarningScore.Of(result.Bands.Values.SelectMany(b => b.Values));
        void Table(HtmlPage p, IEnumerable<WarningScore> rows) => p.Table(
            "The probability that the variance over the horizon exceeds the 99th percentile of those of the past 90 days: how often it did, what was stated, how well warnings rank (average precision; by chance it is the base rate), and the share of the base rate's squared error that they save",
            ["horizon", "model", "origins", "shocks", "stated", "average precision", "× base rate", "Brier skill", "calibration"],
            rows.Select(w => (IReadOnlyList<string>)[Duration.Format(w.Horizon), w.Model, F(w.Count, "F0"), Show.Percent(w.Ranking?.BaseRate ?? 0, 2), Show.Percent(w.MeanProbability, 2), F(w.Ranking?.AveragePrecision, "F3"), F(w.Ranking?.AveragePrecision / w.Ranking?.BaseRate, "F1"), w.Brier.Skill is { } skill ? Show.Percent(skill, 1) : "", Show.Percent(w.Reliability.ExpectedCalibrationError, 2)]));
        Table(page.Heading("Early warning"), scores.Where(w => w.Model == result.Request.Shown));
        if (scores.Any(w => w.Model != result.Request.Shown)) page.Closed("Early warnings of the other models", p => Table(p, scores.Where(w => w.Model != result.Request.Shown)));
        foreach (var score in scores.Where(w => w.Model == result.Request.Shown && w.Ranking is not null))
        {
            page.Figure(Plots.Reliability($"{Duration.Format(score.Horizon)}: early warnings of {score.Model}", score.Reliability),
                $"Warnings over {Duration.Format(score.Horizon)} by tenth of the probability: where {Show.Percent(score.Reliability.Rows[^1].MeanProbability, 1)} was stated on average, {Show.Percent(score.Reliability.Rows[^1].Frequency, 1)} were followed by a shock.");
        }
    }

    private static void Tails(HtmlPage page, BacktestResult result) => page.Heading("Tails of losses").Table(
        $"Losses beyond the quantile by {result.Request.Shown}, the mean of loss over expected shortfall among them (1 where the shortfall is right), and instruments with too many exceedances or with exceedances in runs, at a false-discovery rate of 5 %",
        ["horizon", "side", "confidence", "origins", "exceedances", "promised", "loss / shortfall", "under-covered", "clustered"],
        TailCoverage.Of(result.Tails).OrderBy(t => t.Horizon).ThenBy(t => t.Side).ThenBy(t => t.Confidence).Select(t => (IReadOnlyList<string>)[Duration.Format(t.Horizon), t.Side == PositionSide.Long ? "long" : "short", Show.Percent(t.Confidence, 1), F(t.Count, "F0"), F(t.Exceedances, "F0"), F(t.Count * (1 - t.Confidence), "F1"), F(t.Depth, "F2"), $"{t.UnderCovered} of {t.Instruments}", $"{t.Clustered} of {t.Instruments}"]));

    private static void Fans(HtmlPage page, BacktestResult result)
    {
        page.Heading("Forecasts and what was realised");
        foreach (var group in result.Forecasts.GroupBy(t => t.Horizon).OrderBy(g => g.Key))
            EachOf(page, $"{Duration.Format(group.Key)}: the other instruments", [.. group], (p, t) => Fan(p, t, result));
    }

    private static void Fan(HtmlPage page, ForecastTable table, BacktestResult result)
    {
        var model = result.Request.Shown;
        var rows = Enumerable.Range(0, table.Count).Where(r => r % Math.Max(1, table.Count / MostPoints) == 0).ToArray();
        var (forecast, bounds) = (table.Of(model), result.Bands[table][model].At(0.90));
        var horizon = Duration.Format(table.Horizon);
        page.Figure(
            Plots.Fan($"{table.Symbol}: {model} over {horizon}", [.. rows.Select(r => table.Origins[r])], [.. rows.Select(r => forecast[r])], [.. rows.Select(r => bounds[r])], [.. rows.Select(r => table.Realized[r])]),
            $"{table.Symbol}, {horizon}: the forecast ranged from {Show.Percent(Math.Sqrt(forecast.Min()), 2)} to {Show.Percent(Math.Sqrt(forecast.Max()), 2)}; realised volatility from {Show.Percent(Math.Sqrt(table.Realized.Min()!.Value), 2)} to {Show.Percent(Math.Sqrt(table.Realized.Max()!.Value), 2)}.");
    }

    // Pictures of the same thing for many: the first is shown, the others are there for who asks.
    private static void EachOf<T>(HtmlPage page, string others, T[] all, Action<HtmlPage, T> write)
    {
        write(page, all[0]);
        if (all.Length == 1) return;
        page.Closed(others, p =>
        {
            foreach (var one in all[1..]) write(p, one);
        });
    }

    private static void Margins(HtmlPage page, BacktestResult result)
    {
        page.Heading("Margins").Table(
            "Breaches, and what the margin costs on average: all instruments and both sides. A series is an instrument and a side; it passes where Kupiec's test does not reject the promised coverage at 5 %",
            ["period", "confidence", "loss", "method", "periods", "breaches", "covered", "series that pass", "mean margin", "peak to trough (median)", "largest rise in 5 days (median)"],
            MarginSummary.Of(result.Margins).Select(m => (IReadOnlyList<string>)[Duration.Format(m.Period), Show.Percent(m.Confidence, 1), m.Target == MarginTarget.Close ? "at the end" : "worst within", MarginNames.Of(m.Method), F(m.Count, "F0"), F(m.Breaches, "F0"), Show.Percent(m.Coverage, 2), $"{m.SeriesThatPass} of {m.Series}", Show.Percent(m.MeanRate, 2), F(m.PeakToTrough, "F1"), m.LargestRise5 is { } rise ? Show.Percent(rise, 2) : ""]));
        var shown = result.Margins.Where(m => m.Period == TimeSpan.FromDays(1) && m.Confidence == 0.99 && m.Target == MarginTarget.Close && m.Method <= MarginMethod.Policy);
        if (shown.GroupBy(m => (m.Symbol, m.Side)).Select(g => g.ToArray()).ToArray() is { Length: > 0 } series) EachOf(page, "Margins of the other side and instruments", series, Margin);
    }

    private static void Margin(HtmlPage page, MarginBacktestRow[] rows)
    {
        var name = $"{rows[0].Symbol}, {(rows[0].Side == PositionSide.Long ? "long" : "short")}";
        var methods = rows.GroupBy(m => m.Method).OrderBy(g => g.Key).ToArray();
        var (first, last) = (methods[0].ToArray(), methods[^1].ToArray());
        page.Figure(
            Plots.Margins($"{name}: 1-day margin at 99 %", [.. first.Select(m => m.Origin)], [.. methods.Select(g => (MarginNames.Of(g.Key), (IReadOnlyList<double>)[.. g.Select(m => m.Rate)]))], [.. first.Select(m => m.TargetLoss)], [.. last.Select(m => m.Rate)]),
            $"{name} side: the {MarginNames.Of(methods[^1].Key)} margin was breached on {last.Count(m => m.TargetLoss > m.Rate)} of {last.Length} days and averaged {Show.Percent(last.Average(m => m.Rate), 2)}.");
    }

    private static string Day(long instant) => Instant.Day(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string F(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
