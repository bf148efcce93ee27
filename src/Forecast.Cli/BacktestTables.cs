using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Forecast.Pipeline.Backtest;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>A back-test for a person and for a machine.</summary>
internal static class BacktestTables
{
    public static void Write(BacktestResult result, string folder)
    {
        if (result.Simulated) Console.WriteLine("SIMULATED market: these prices are made up.");
        var table = Screen.Table("Mean QLIKE over the instruments (lower is better)", "horizon", "model", "QLIKE", "× log-har", "instruments better, p < 5 %", "worse", "in the 90 % set", "mean y/f", "90 % interval covers");
        foreach (var group in result.Scores.GroupBy(s => (s.Horizon, s.Model)).OrderBy(g => g.Key.Horizon).ThenBy(g => g.Average(s => s.Qlike)))
        {
            var benchmark = result.Scores.Where(s => s.Horizon == group.Key.Horizon && s.Model == Core.Models.ModelCatalog.Benchmark).Average(s => s.Qlike);
            table.AddRow(Duration.Format(group.Key.Horizon), group.Key.Model, F(group.Average(s => s.Qlike), "F4"), F(group.Average(s => s.Qlike) / benchmark, "F3"),
                Significant(group, -1), Significant(group, 1), $"{group.Count(s => s.InConfidenceSet)} of {group.Count()}", F(group.Average(s => s.MeanRatio), "F3"), group.Any(s => s.Coverage is not null) ? Screen.Percent(group.Where(s => s.Coverage is not null).Average(s => s.Coverage!.Value), 1) : "");
        }
        Screen.Out.Write(table);
        if (result.Margins.Count > 0) WriteMargins(result);
        foreach (var note in result.Notes) Console.WriteLine($"NOTE {note}");
        Console.WriteLine($"Written to {folder}: forecasts.csv, scores.csv, margin.csv, report.html");
    }

    public static object Document(BacktestResult result, string folder) => new
    {
        simulated = result.Simulated,
        folder,
        forecasts = result.Forecasts.Sum(t => t.Count * t.Models.Length),
        scores = result.Scores.Select(s => new { s.Symbol, horizon = Duration.Format(s.Horizon), s.Model, s.Count, s.Qlike, mse = s.MeanSquaredError, ratioToLogHar = s.RatioToBenchmark, dmT = s.DieboldMariano?.T, dmP = s.DieboldMariano?.P, inMcs90 = s.InConfidenceSet, meanYOverF = s.MeanRatio, coverage90 = s.Coverage }),
        margins = MarginSummary.Of(result.Margins).Select(m => new { mpor = Duration.Format(m.Period), m.Confidence, target = m.Target, m.Method, m.Count, m.Breaches, m.Coverage, m.Series, m.SeriesThatPass, m.MeanRate, m.PeakToTrough, m.LargestRise5 }),
        notes = result.Notes,
    };

    private static void WriteMargins(BacktestResult result)
    {
        var table = Screen.Table("Margins over all instruments and both sides, loss at the end of the period", "period", "confidence", "method", "periods", "breaches", "covered", "series that pass Kupiec", "mean margin", "peak to trough");
        foreach (var m in MarginSummary.Of(result.Margins).Where(m => m.Target == MarginTarget.Close))
        {
            table.AddRow(Duration.Format(m.Period), F(m.Confidence, "0.0##"), m.Method.ToString().ToLowerInvariant(), m.Count.ToString(CultureInfo.InvariantCulture), m.Breaches.ToString(CultureInfo.InvariantCulture), Screen.Percent(m.Coverage), $"{m.SeriesThatPass} of {m.Series}", Screen.Percent(m.MeanRate), m.PeakToTrough is { } p ? F(p, "F1") : "");
        }
        Screen.Out.Write(table);
    }

    private static string Significant(IEnumerable<Score> scores, int sign) => scores.Count(s => s.DieboldMariano is { } d && d.P < 0.05 && Math.Sign(d.T) == sign).ToString(CultureInfo.InvariantCulture);

    private static string F(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
