using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Pipeline.Backtest;

namespace Forecast.Web.Reports;

/// <summary>What models are made of: how far each block of regressors moves the pooled regression and, where parts were left out, what they are worth.</summary>
internal static class PartSection
{
    public static void Write(HtmlPage page, BacktestResult result)
    {
        var worth = PartWorth.Of(result.Forecasts);
        if (worth.Count == 0 && result.Effects.Count == 0) return;
        page.Heading("Parts of models");
        foreach (var whole in worth.GroupBy(w => w.Whole))
        {
            var dearest = whole.MaxBy(w => w.Ratio.Value)!;
            page.Figure(
                BacktestPlots.Parts($"{whole.Key}: what each part is worth", [.. whole]),
                $"{whole.Key}: loss without a part over that of the whole, with 90 % intervals; right of 1 the part is worth something. The dearest to miss: {dearest.Part} at {Duration.Format(dearest.Horizon)}, {F(dearest.Ratio.Value)}.");
        }
        if (worth.Count > 0)
        {
            page.Table(
                "Loss without the part over that of the whole: mean QLIKE over instruments, 90 % interval of a bootstrap of date blocks; * where it leaves 1 out",
                ["model", "part", .. Horizons(worth.Select(w => w.Horizon))],
                worth.GroupBy(w => (w.Whole, w.Part)).Select(g => Row([g.Key.Whole, g.Key.Part], g.ToDictionary(w => w.Horizon, w => $"{F(w.Ratio.Value)} ({F(w.Ratio.Lower)}–{F(w.Ratio.Upper)}){(w.IsTold ? " *" : "")}"), worth.Select(w => w.Horizon))));
        }
        if (result.Effects.Count > 0)
        {
            page.Table(
                $"How far each block of regressors moves the forecast of {PooledGammaModel.Name}: standard deviation of its part of the log variance over the origins of the range's last year, by the last coefficients (0.10 is about 10 %). Blocks overlap: this says what the model looks at, not what a block is worth{(worth.Count > 0 ? "" : "; --ablation asks that")}",
                ["block", .. Horizons(result.Effects.Select(e => e.Horizon))],
                result.Effects.GroupBy(e => e.Block).OrderByDescending(g => g.Sum(e => e.Effect)).Select(g => Row([g.Key], g.ToDictionary(e => e.Horizon, e => e.Effect.ToString("F2", CultureInfo.InvariantCulture)), result.Effects.Select(e => e.Horizon))));
        }
    }

    private static IEnumerable<string> Horizons(IEnumerable<TimeSpan> horizons) => horizons.Distinct().Order().Select(Duration.Format);

    private static IReadOnlyList<string> Row(string[] names, Dictionary<TimeSpan, string> cells, IEnumerable<TimeSpan> horizons) => [.. names, .. horizons.Distinct().Order().Select(h => cells.GetValueOrDefault(h, ""))];

    private static string F(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
