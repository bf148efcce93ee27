using System.Globalization;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Forecast.Pipeline.Backtest;
using Forecast.Web.Pages;

namespace Forecast.Web.Reports;

/// <summary>The page that <c>margin backtest</c> writes.</summary>
public static class MarginBacktestReport
{
    /// <summary>A self-contained page with the methods side by side, their reactions to crashes, and margins against losses.</summary>
    public static string Render(MarginBacktestResult result)
    {
        var request = result.Backtest.Request;
        var page = new HtmlPage($"Margins {Day(request.From)} to {Day(request.To)}", result.Backtest.Simulated);
        page.Paragraph($"{string.Join(", ", result.Backtest.Margins.Select(m => m.Symbol).Distinct())}; bars of {Duration.Format(request.Interval)}. Every margin was made from what was known at its origin, 00:00 UTC.", "lead");
        foreach (var group in result.Comparisons.GroupBy(c => (c.Period, c.Confidence, c.Target)))
        {
            page.Heading($"{Duration.Format(group.Key.Period)} at {Show.Percent(group.Key.Confidence, 1)}, {Name(group.Key.Target)}");
            if (group.FirstOrDefault(c => c.Method == MarginMethod.Predictive) is { } p)
                page.Paragraph($"The predictive margin covered {Show.Percent(p.Coverage, 2)} of {p.Count} periods and cost {Show.Percent(p.MeanRate, 2)} of notional on average. With as many breaches as promised it costs {F(p.EqualMeanRatio.Value, "F2")} times the cheapest reactive method ({F(p.EqualMeanRatio.Lower, "F2")} to {F(p.EqualMeanRatio.Upper, "F2")}).");
            page.Table(
                "Coverage and cost. A series is an instrument and a side; it is under-covered where it has more breaches than chance allows at a false-discovery rate of 5 %. × reactive: over the best of dynamic, EWMA × t and last 250 losses, with 90 % intervals by resampling dates",
                ["method", "breaches", "covered", "under-covered", "in runs", "quarters beyond", "mean margin", "× static", "tick loss × reactive", "factor for equal breaches", "mean × reactive", "shortfall × reactive", "worst shortfall"],
                group.Select(c => (IReadOnlyList<string>)[MarginNames.Of(c.Method), $"{c.Breaches} of {c.Count}", Show.Percent(c.Coverage, 2), $"{c.UnderCovered} of {c.Series}", $"{c.Clustered} of {c.Series}", $"{c.QuartersBeyond} of {c.Quarters}", Show.Percent(c.MeanRate, 2), F(c.RatioToStatic, "F2"), With(c.TickRatio), F(c.EqualFactor, "F2"), With(c.EqualMeanRatio), c.EqualShortfallRatio is { } shortfall ? With(shortfall) : "", Show.Percent(c.WorstShortfall, 1)]));
            page.Table(
                "How it moved: largest over smallest margin, and largest relative rise of any series over 1, 5 and 20 days",
                ["method", "peak to trough, median", "largest", "1 day", "5 days", "20 days", "days changed"],
                group.Select(c => (IReadOnlyList<string>)[MarginNames.Of(c.Method), F(c.PeakToTrough.Median, "F1"), F(c.PeakToTrough.Largest, "F1"), .. new[] { 1, 5, 20 }.Select(d => c.LargestRises.FirstOrDefault(r => r.Days == d)?.Relative is { } rise ? Show.Percent(rise, 0) : ""), Show.Percent(c.Changes, 0)]));
        }
        Reactions(page, result);
        Frontier(page, result.Backtest);
        Plot(page, result.Backtest);
        if (result.Backtest.Notes.Count > 0)
        {
            page.Heading("Notes");
            foreach (var note in result.Backtest.Notes) page.Paragraph(note);
        }
        return page.Render();
    }

    private static void Reactions(HtmlPage page, MarginBacktestResult result)
    {
        if (result.Reactions.Count == 0) return;
        page.Heading("Before, at and after crashes");
        foreach (var crash in result.Reactions.GroupBy(r => (r.Crash, r.Period, r.Confidence, r.Target)))
        {
            page.Table(
                $"{crash.Key.Crash.Name}: mean margin of longs over {Duration.Format(crash.Key.Period)} at {Show.Percent(crash.Key.Confidence, 1)}, {Name(crash.Key.Target)}. The mean loss was {Show.Percent(crash.First().Loss, 1)}",
                ["method", .. MarginReaction.Offsets.Select(o => o == 0 ? "that day" : $"{o:+0;−0} d"), "covered"],
                crash.Select(r => (IReadOnlyList<string>)[MarginNames.Of(r.Method), .. r.Rates.Select(x => x is { } rate ? Show.Percent(rate, 1) : ""), $"{r.Covered} of {r.Instruments}"]));
        }
    }

    private static void Frontier(HtmlPage page, BacktestResult result)
    {
        if (result.Frontier.Count == 0) return;
        page.Heading("What steadiness costs").Paragraph("The policy with one setting changed at a time. A committee chooses between margins that swing and margins that cost.");
        foreach (var group in result.Frontier.GroupBy(f => f.Target))
        {
            page.Table(
                $"Over all instruments and sides, {Name(group.Key)}",
                ["setting", "covered", "mean margin", "tick loss × reactive", "mean at equal breaches × reactive", "peak to trough, largest", "rise in 5 days, largest", "days changed"],
                group.Select(f => (IReadOnlyList<string>)[f.Name, Show.Percent(f.Coverage, 2), Show.Percent(f.MeanRate, 2), F(f.TickRatio, "F3"), F(f.EqualMeanRatio, "F3"), F(f.PeakToTrough, "F1"), Show.Percent(f.LargestRise5, 0), Show.Percent(f.Changes, 0)]));
            page.Figure(
                Plots.Frontier($"Swing against cost, {Name(group.Key)}", [.. group.Select(f => (f.Name, f.PeakToTrough, f.EqualMeanRatio))]),
                $"Largest over smallest margin against mean margin at equal breaches, over the best reactive method: the policy as it is has {F(group.First().PeakToTrough, "F1")} and {F(group.First().EqualMeanRatio, "F2")}.");
        }
    }

    private static void Plot(HtmlPage page, BacktestResult result)
    {
        page.Heading("Margins and losses");
        var (period, confidence) = (result.Margins[0].Period, result.Margins.Min(m => m.Confidence));
        MarginMethod[] drawn = [MarginMethod.Static, MarginMethod.Dynamic, MarginMethod.Predictive, MarginMethod.Policy];
        foreach (var group in result.Margins.Where(m => m.Period == period && m.Confidence == confidence && m.Target == MarginTarget.Excursion && drawn.Contains(m.Method)).GroupBy(m => (m.Symbol, m.Side)))
        {
            var methods = group.GroupBy(m => m.Method).OrderBy(g => g.Key).ToArray();
            var (first, last) = (methods[0].ToArray(), methods[^1].ToArray());
            var side = group.Key.Side == PositionSide.Long ? "long" : "short";
            page.Figure(
                Plots.Margins($"{group.Key.Symbol}, {side}: margin over {Duration.Format(period)} and the worst loss within it", [.. first.Select(m => m.Origin)], [.. methods.Select(g => (MarginNames.Of(g.Key), (IReadOnlyList<double>)[.. g.Select(m => m.Rate)]))], [.. first.Select(m => m.TargetLoss)], [.. last.Select(m => m.Rate)]),
                $"{group.Key.Symbol}, {side} side: the {MarginNames.Of(methods[^1].Key)} margin was breached on {last.Count(m => m.TargetLoss > m.Rate)} of {last.Length} days and averaged {Show.Percent(last.Average(m => m.Rate), 2)}.");
        }
    }

    private static string Name(MarginTarget target) => target == MarginTarget.Close ? "loss at the end" : "worst loss within";

    private static string With(Interval x) => $"{F(x.Value, "F2")} ({F(x.Lower, "F2")}–{F(x.Upper, "F2")})";

    private static string Day(long instant) => Instant.Day(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string F(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
