using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Pipeline.Backtest;

namespace Forecast.Web.Reports;

/// <summary>When models gained on the benchmark and when they lost: sums of loss differences through time, averaged over instruments at each origin.</summary>
internal static class LossSection
{
    // More lines than these are not told apart, more points than these not seen.
    private const int MostModels = 6, MostPoints = 1000;

    private const int MostPeriods = 8;

    public static void Write(HtmlPage page, BacktestResult result)
    {
        if (Shown(result.Request, result.Forecasts[0].Models) is not { Length: > 0 } models) return;
        var panels = result.Forecasts.GroupBy(t => t.Horizon).OrderBy(g => g.Key)
            .Select(g => (Horizon: g.Key, Losses: models.Select(m => (Model: m, Dated: DatedLoss.Of(PairedLoss.Of(g, m, ModelCatalog.Benchmark)))).Where(m => m.Dated.Count > 1).ToArray()))
            .Where(p => p.Losses.Length > 0).ToArray();
        if (panels.Length == 0) return;
        page.Heading("Losses over time");
        foreach (var (horizon, losses) in panels)
        {
            var paths = losses.Select(l => (l.Model, Path: Path(l.Dated))).ToArray();
            var best = paths.MinBy(p => p.Path[^1].Sum);
            page.Figure(
                BacktestPlots.Losses($"{Duration.Format(horizon)}: QLIKE less that of {ModelCatalog.Benchmark}, summed over time", paths),
                $"{Duration.Format(horizon)}: where a line falls, the model gains on {ModelCatalog.Benchmark}; {best.Model} ends {(best.Path[^1].Sum < 0 ? "lowest" : "nearest")}, at {best.Path[^1].Sum.ToString("F1", CultureInfo.InvariantCulture)} over {best.Path.Last().Origins.ToString("N0", CultureInfo.InvariantCulture)} origins.");
        }
        string[] periods = [.. Periods(panels.SelectMany(p => p.Losses.SelectMany(l => l.Dated.Select(d => d.Origin))))];
        page.Table(
            $"Mean QLIKE less that of {ModelCatalog.Benchmark}, averaged over instruments at each origin; below 0 the model is better",
            ["horizon", "model", "all", .. periods],
            from p in panels
            from l in p.Losses
            let of = l.Dated.ToLookup(d => Period(d.Origin, periods[0].Length), d => d.Difference)
            select (IReadOnlyList<string>)[Duration.Format(p.Horizon), l.Model, F(l.Dated.Average(d => d.Difference)), .. periods.Select(q => of[q].Any() ? F(of[q].Average()) : "")]);
    }

    // The champion and what else a night has, where it was asked for; else what was.
    private static string[] Shown(BacktestRequest request, string[] models)
    {
        string[] others = [.. models.Where(m => m != ModelCatalog.Benchmark && ModelAblations.WholeOf(m) is null)];
        string[] nightly = [.. others.Where(m => ModelCatalog.Nightly.Any(n => n.Id == m))];
        return [.. (others.Length <= MostModels ? others : nightly.Length > 0 ? nightly : others).OrderByDescending(m => m == request.Shown).Take(MostModels)];
    }

    private static (long Origin, double Sum, int Origins)[] Path(IReadOnlyList<DatedLoss> dated)
    {
        var (path, sum, every) = (new List<(long, double, int)>(), 0.0, Math.Max(1, dated.Count / MostPoints));
        for (var t = 0; t < dated.Count; t++)
        {
            sum += dated[t].Difference;
            if (t % every == 0 || t == dated.Count - 1) path.Add((dated[t].Origin, sum, t + 1));
        }
        return [.. path];
    }

    // Quarters, or years where these are too many.
    private static IEnumerable<string> Periods(IEnumerable<long> origins)
    {
        string[] quarters = [.. origins.Select(o => Period(o, Quarter.Length)).Distinct().Order(StringComparer.Ordinal)];
        return quarters.Length <= MostPeriods ? quarters : quarters.Select(q => q[..4]).Distinct();
    }

    private const string Quarter = "2024 Q1";

    private static string Period(long origin, int length)
    {
        var day = Instant.Day(origin);
        return string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000} Q{((day.Month - 1) / 3) + 1}")[..length];
    }

    private static string F(double value) => value.ToString("+0.0000;−0.0000;0", CultureInfo.InvariantCulture);
}
