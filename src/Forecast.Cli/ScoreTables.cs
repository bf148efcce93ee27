using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Web.Reports;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>A comparison of models for a person and for a machine.</summary>
internal static class ScoreTables
{
    public static void Write(ComparisonTable comparison, string benchmark)
    {
        var losses = Screen.Table("QLIKE over the instruments (lower is better)", "horizon", "model", "instruments", "n", "mean", "median", "without the worst week", $"× {benchmark}", "90 % interval");
        var tests = Screen.Table($"Against {benchmark}: Diebold–Mariano over all instruments (t below 0 favours the model) and instrument by instrument", "horizon", "model", "t", "p", "better, p < 5 %", "worse", "in the 90 % set", "slope of logs", "mean y/f", "90 % bounds cover");
        var terciles = Screen.Table($"× {benchmark}, by tercile of its forecast", "horizon", "model", "low", "middle", "high");
        foreach (var m in comparison.Models)
        {
            string[] who = [Duration.Format(m.Horizon), Markup.Escape(m.Model)];
            losses.AddRow([.. who, Count(m.Instruments), Count(m.Count), F(m.Qlike, "F4"), F(m.MedianQlike, "F4"), F(m.QlikeWithoutWorstWeek, "F4"), F(m.Ratio, "F3"), m.RatioInterval is { } i ? $"{F(i.Lower, "F3")} – {F(i.Upper, "F3")}" : ""]);
            tests.AddRow([.. who, F(m.DieboldMariano?.T, "F2"), m.DieboldMariano is { } d ? FitReport.Probability(d.P) : "", Count(m.Better), Count(m.Worse), $"{m.InConfidenceSet} of {m.Instruments}", F(m.Slope, "F3"), F(m.MeanRatio, "F3"), m.Coverage is { } c ? Screen.Percent(c, 1) : ""]);
            terciles.AddRow([.. who, .. m.TercileRatios.Select(r => F(r, "F3"))]);
        }
        Screen.Write(losses);
        Screen.Write(tests);
        Screen.Write(terciles);
        Console.WriteLine($"Worst week of {benchmark}, from Monday: {string.Join(", ", comparison.WorstWeeks.Select(w => $"{Duration.Format(w.Horizon)} {Day(w.Week)}"))}");
    }

    public static object Document(ComparisonTable comparison, string file, string benchmark) => new
    {
        file,
        benchmark,
        worstWeeks = comparison.WorstWeeks.Select(w => new { horizon = Duration.Format(w.Horizon), from = Day(w.Week) }),
        models = comparison.Models.Select(m => new
        {
            horizon = Duration.Format(m.Horizon), m.Model, m.Instruments, n = m.Count, m.Qlike, m.MedianQlike, m.QlikeWithoutWorstWeek, m.Ratio, ratioLower90 = m.RatioInterval?.Lower, ratioUpper90 = m.RatioInterval?.Upper,
            dmT = m.DieboldMariano?.T, dmP = m.DieboldMariano?.P, m.Better, m.Worse, inMcs90 = m.InConfidenceSet, mzSlope = m.Slope, meanYOverF = m.MeanRatio, coverage90 = m.Coverage,
            terciles = new { low = m.TercileRatios[0], middle = m.TercileRatios[1], high = m.TercileRatios[2] },
        }),
        scores = comparison.Scores.Select(s => new
        {
            s.Symbol, horizon = Duration.Format(s.Horizon), s.Model, n = s.Count, s.Qlike, mse = s.MeanSquaredError, ratio = double.IsFinite(s.RatioToBenchmark) ? s.RatioToBenchmark : (double?)null,
            dmT = s.DieboldMariano?.T, dmP = s.DieboldMariano?.P, inMcs90 = s.InConfidenceSet, meanYOverF = s.MeanRatio, coverage90 = s.Coverage,
        }),
    };

    private static string Day(CrashWeek week) => Instant.Day(week.From).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string F(double? value, string format) => value is { } v ? Screen.Number(v, format) : "";
}
