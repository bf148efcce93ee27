using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Forecast.Pipeline;
using Forecast.Pipeline.Views;
using Forecast.Web.Pages;

namespace Forecast.Web.Reports;

/// <summary>The page that <c>nightly --report</c> writes.</summary>
public static class NightlyReport
{
    private const int DaysShown = 365;

    /// <summary>A self-contained page with the night's forecasts and recommendations, each with its history.</summary>
    public static string Render(Workspace workspace, NightView night)
    {
        var page = new HtmlPage($"Forecasts and margins as of {Show.Time(Instant.Format(night.Outcome.AsOf))}", night.Simulated);
        foreach (var failed in night.Outcome.Instruments.Where(i => i.Error is not null)) page.Paragraph($"Not delivered: {failed.Symbol}: {failed.Error}");
        var champion = night.Forecasts.Where(f => f.Model == night.Champion).ToArray();
        var horizons = champion.Select(f => f.Horizon).Distinct().ToArray();
        page.Heading("Forecast volatility").Table($"Forecast of {night.Champion} over each horizon in %, not annualised, with its 90 % interval", ["instrument", .. horizons, "1d, annualised (365 d)"],
            champion.GroupBy(f => (f.Venue, f.Symbol)).Select(g => (IReadOnlyList<string>)[g.Key.Symbol, .. horizons.Select(h => g.FirstOrDefault(f => f.Horizon == h) is { } f ? Cell(f) : ""), g.FirstOrDefault(f => f.Horizon == "1d") is { } d ? Show.Percent(d.AnnualizedVolatility365) : ""]));
        if (champion.Any(f => f.ShockProbability is not null || f.Tails.Count > 0))
        {
            page.Table(Show.BesideCaption, ["instrument", .. Show.Beside],
                champion.GroupBy(f => (f.Venue, f.Symbol)).Select(g => (IReadOnlyList<string>)[g.Key.Symbol, .. Show.BesideCells(g.FirstOrDefault(f => f.Horizon == "1h"), g.FirstOrDefault(f => f.Horizon == "1d"))]));
        }
        page.Heading("Recommended margin parameters").Table("Proposed, not approved", ["instrument", "in force", "proposed", "maintenance", "maximum leverage", "recommendation"],
            night.Recommendations.Select(r => (IReadOnlyList<string>)[r.Symbol, r.Current is null ? "none imported" : Show.Ppm(r.Current.InitialMarginPpm), Show.Ppm(r.Proposed.InitialMarginPpm), Show.Ppm(r.Proposed.MaintenanceMarginPpm), $"{r.Proposed.MaximumLeverage}×", r.Content.GetProperty("headline").GetString()!]));
        var market = new MarketDay(workspace, night.Outcome.Settings, night.Simulated, night.Outcome.AsOf, night.Outcome.Replay ? night.Outcome.KnownAt : null);
        foreach (var recommendation in night.Recommendations) Instrument(page, new InstrumentDay(market, recommendation.Venue, recommendation.Symbol), night.Champion, recommendation);
        return page.Render();
    }

    private static void Instrument(HtmlPage page, InstrumentDay day, string champion, RecommendationView recommendation)
    {
        page.Heading(recommendation.Symbol).Table("Why: signed parts of the change of initial margin", ["part", "points of notional", "because"],
            recommendation.Content.GetProperty("contributions").EnumerateArray().Select(c => (IReadOnlyList<string>)[c.GetProperty("id").GetString()!, (c.GetProperty("ppm").GetInt32() / 10_000m).ToString("+0.0###;−0.0###;0.0", CultureInfo.InvariantCulture), c.GetProperty("sentence").GetString()!]));
        foreach (var table in day.WalkForward().Where(t => t.Horizon == TimeSpan.FromDays(1)).Select(t => t.Common(champion)).Where(t => t.Count > 0))
        {
            var bounds = ConformalIntervals.Of(table, champion, 0.90);
            var rows = Enumerable.Range(0, table.Count).Where(r => table.Origins[r] > day.AsOf - (DaysShown * Duration.Day)).ToArray();
            var forecast = table.Of(champion);
            page.Figure(Plots.Fan($"{recommendation.Symbol}: 1-day volatility", [.. rows.Select(r => table.Origins[r])], [.. rows.Select(r => forecast[r])], [.. rows.Select(r => bounds[r])], [.. rows.Select(r => table.Realized[r])]),
                $"{recommendation.Symbol}: the 1-day forecast is {Show.Percent(Math.Sqrt(forecast[^1]))}; over the days shown it ranged from {Show.Percent(Math.Sqrt(rows.Min(r => forecast[r])))} to {Show.Percent(Math.Sqrt(rows.Max(r => forecast[r])))}.");
            Margins(page, day, table, champion, recommendation.Symbol, day.AsOf);
        }
    }

    private static void Margins(HtmlPage page, InstrumentDay day, ForecastTable table, string champion, string symbol, long asOf)
    {
        var sample = MarginSample.From(day.Bars, table.Horizon, table.Origins, table.Of(champion), day.Hours.Past);
        var policy = day.Settings.Policy;
        foreach (var side in Recommender.Sides)
        {
            var rows = MarginBacktest.Run(symbol, sample, side, MarginTarget.Close, 0.99, policy, day.MarginClass() is { } c ? policy.Class(c) : null, asOf - (DaysShown * Duration.Day), asOf);
            var methods = rows.GroupBy(r => r.Method).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray();
            if (methods.Length == 0) continue;
            page.Figure(
                Plots.Margins($"{symbol}, {Recommender.Name(side)}: 1-day margin at 99 %", [.. methods[0].Select(r => r.Origin)], [.. methods.Select(g => (g[0].Method.ToString().ToLowerInvariant(), (IReadOnlyList<double>)[.. g.Select(r => r.Rate)]))], [.. methods[0].Select(r => r.TargetLoss)], [.. methods[^1].Select(r => r.Rate)]),
                $"{symbol}, {Recommender.Name(side)} side: {methods[^1][0].Method.ToString().ToLowerInvariant()} margin breached on {methods[^1].Count(r => r.TargetLoss > r.Rate)} of {methods[^1].Length} days.");
        }
    }

    private static string Cell(ForecastView f)
    {
        static string Number(double variance) => (100 * Math.Sqrt(variance)).ToString("F2", CultureInfo.InvariantCulture);
        return f is { Lower90: { } low, Upper90: { } high } ? $"{Number(f.Variance)} ({Number(low)} – {Number(high)})" : Number(f.Variance);
    }
}
