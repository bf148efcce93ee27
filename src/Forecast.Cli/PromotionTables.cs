using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Pipeline.Registry;
using Forecast.Web.Reports;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>One model against another for a person and for a machine.</summary>
internal static class PromotionTables
{
    private const double Confidence = 0.95;

    public static void Write(string scope, PromotionReview review)
    {
        ModelTables.WriteScope(scope);
        var table = Screen.Table(
            $"{review.Challenger} against {review.Champion}{(review.AsOf is { } asOf ? $", back-test up to {Instant.Format(asOf)}" : ", as published")}: QLIKE on the same instruments and origins; a ratio below 1 and a t below 0 favour {review.Challenger}",
            "horizon", "instruments", "origins", "ratio", "95 % interval", "difference", "95 % interval", "t", "p");
        foreach (var (horizon, rows, comparison, test) in Compared(review))
        {
            table.AddRow(Duration.Format(horizon), Count(rows.Select(r => r.Symbol).Distinct().Count()), Count(rows.Select(r => r.Origin).Distinct().Count()),
                F(comparison?.RatioOfMeans?.Value, "F3"), Interval(comparison?.RatioOfMeans, "F3"), F(comparison?.Difference.Value, "F5"), Interval(comparison?.Difference, "F5"), F(test?.T, "F2"), test is null ? "" : FitReport.Probability(test.P));
        }
        Screen.Write(table);
        var checks = Screen.Table("Promotion rule (data/registry.json)", "horizon", "condition", "holds", "found");
        checks.Columns[^1].Alignment = Justify.Left;
        foreach (var h in review.Verdict.Horizons)
        {
            foreach (var c in h.Checks) checks.AddRow(Duration.Format(h.Horizon), c.Name, c.Passed ? "yes" : "NO", Markup.Escape(c.Sentence));
        }
        Screen.Write(checks);
        Console.WriteLine(review.Verdict.Proposed ? $"The rule proposes {review.Challenger}: forecast models promote {review.Challenger} --by NAME --reason TEXT" : $"The rule does not propose {review.Challenger} in place of {review.Champion}.");
    }

    public static object Document(string scope, PromotionReview review) => new
    {
        scope, model = review.Challenger, against = review.Champion, asOf = review.AsOf is { } asOf ? Instant.Format(asOf) : null, proposed = review.Verdict.Proposed,
        horizons = Compared(review).Select(x => new
        {
            horizon = Duration.Format(x.Horizon), instruments = x.Rows.Select(r => r.Symbol).Distinct().Count(), origins = x.Rows.Select(r => r.Origin).Distinct().Count(),
            ratio = x.Comparison?.RatioOfMeans?.Value, ratioLower95 = x.Comparison?.RatioOfMeans?.Lower, ratioUpper95 = x.Comparison?.RatioOfMeans?.Upper,
            difference = x.Comparison?.Difference.Value, differenceLower95 = x.Comparison?.Difference.Lower, differenceUpper95 = x.Comparison?.Difference.Upper, dmT = x.Test?.T, dmP = x.Test?.P,
        }),
        rule = review.Verdict.Horizons.Select(h => new { horizon = Duration.Format(h.Horizon), h.WorstSymbol, h.WorstRatio, h.Checks }),
    };

    private static IEnumerable<(TimeSpan Horizon, IReadOnlyCollection<PairedLoss> Rows, LossComparison? Comparison, DieboldMariano? Test)> Compared(PromotionReview review) =>
        from l in review.Losses
        orderby l.Key
        let steps = TargetTable.StepsOf(l.Key)
        select (l.Key, l.Value, LossComparison.Of(l.Value, steps, Confidence).Value, DieboldMariano.Pooled(l.Value, steps).Value);

    private static string Interval(IntervalEstimate? i, string format) => i is null ? "" : $"{F(i.Lower, format)} – {F(i.Upper, format)}";

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string F(double? value, string format) => value is { } v ? Screen.Number(v, format) : "";
}
