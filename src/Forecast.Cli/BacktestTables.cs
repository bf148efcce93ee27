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
        WriteCoverage(result);
        WriteWarnings(result);
        WriteTails(result);
        if (result.Margins.Count > 0) WriteMargins(result);
        foreach (var note in result.Notes) Console.WriteLine($"NOTE {note}");
        Console.WriteLine($"Written to {folder}: forecasts.csv, intervals.csv, tails.csv, scores.csv, margin.csv, report.html");
    }

    public static object Document(BacktestResult result, string folder) => new
    {
        simulated = result.Simulated,
        folder,
        forecasts = result.Forecasts.Sum(t => t.Count * t.Models.Length),
        scores = result.Scores.Select(s => new { s.Symbol, horizon = Duration.Format(s.Horizon), s.Model, s.Count, s.Qlike, mse = s.MeanSquaredError, ratioToLogHar = s.RatioToBenchmark, dmT = s.DieboldMariano?.T, dmP = s.DieboldMariano?.P, inMcs90 = s.InConfidenceSet, meanYOverF = s.MeanRatio, coverage90 = s.Coverage }),
        intervals = IntervalCoverage.Of(result.Bands.Values.SelectMany(b => b.Values)).Select(c => new { horizon = Duration.Format(c.Horizon), c.Model, c.Coverage, c.Count, covered = c.All, terciles = c.Terciles, c.Below }),
        warnings = WarningScore.Of(result.Bands.Values.SelectMany(b => b.Values)).Select(w => new { horizon = Duration.Format(w.Horizon), w.Model, w.Count, baseRate = w.Ranking?.BaseRate, w.MeanProbability, averagePrecision = w.Ranking?.AveragePrecision, brier = w.Brier.Score, brierSkill = w.Brier.Skill, calibrationError = w.Reliability.ExpectedCalibrationError }),
        tails = TailCoverage.Of(result.Tails).Select(t => new { horizon = Duration.Format(t.Horizon), t.Side, t.Confidence, t.Count, t.Exceedances, t.Depth, t.Instruments, t.UnderCovered, t.Clustered }),
        margins = MarginSummary.Of(result.Margins).Select(m => new { mpor = Duration.Format(m.Period), m.Confidence, target = m.Target, m.Method, m.Count, m.Breaches, m.Coverage, m.Series, m.SeriesThatPass, m.MeanRate, m.PeakToTrough, m.LargestRise5 }),
        notes = result.Notes,
    };

    private static void WriteCoverage(BacktestResult result)
    {
        var table = Screen.Table($"What the 90 % intervals of {result.Request.Shown} cover, over all origins and by third of the forecast", "horizon", "origins", "covered", "low", "middle", "high", "below it");
        foreach (var c in IntervalCoverage.Of(result.Shown).Where(c => c.Coverage == 0.90))
            table.AddRow([Duration.Format(c.Horizon), Count(c.Count), Screen.Percent(c.All, 1), .. c.Terciles.Select(t => t is { } share ? Screen.Percent(share, 1) : ""), Screen.Percent(c.Below, 1)]);
        if (table.Rows.Count > 0) Screen.Out.Write(table);
    }

    private static void WriteWarnings(BacktestResult result)
    {
        var table = Screen.Table("Early warning: variance beyond the 99th percentile of the past 90 days", "horizon", "model", "origins", "shocks", "mean probability", "average precision", "× base rate", "Brier skill", "calibration error");
        foreach (var w in WarningScore.Of(result.Bands.Values.SelectMany(b => b.Values)))
        {
            table.AddRow(Duration.Format(w.Horizon), w.Model, Count(w.Count), Screen.Percent(w.Ranking?.BaseRate ?? 0), Screen.Percent(w.MeanProbability), w.Ranking is { } r ? F(r.AveragePrecision, "F3") : "", w.Ranking is { } a ? F(a.AveragePrecision / a.BaseRate, "F1") : "",
                w.Brier.Skill is { } skill ? Screen.Percent(skill, 1) : "", Screen.Percent(w.Reliability.ExpectedCalibrationError));
        }
        if (table.Rows.Count > 0) Screen.Out.Write(table);
    }

    private static void WriteTails(BacktestResult result)
    {
        var table = Screen.Table($"Losses beyond the 99 % quantile by {result.Request.Shown}; instruments that fail at a false-discovery rate of 5 %", "horizon", "side", "origins", "exceedances", "promised", "loss / shortfall", "under-covered", "clustered");
        foreach (var t in TailCoverage.Of(result.Tails).Where(t => t.Confidence == 0.99))
        {
            table.AddRow(Duration.Format(t.Horizon), t.Side.ToString().ToLowerInvariant(), Count(t.Count), Count(t.Exceedances), F(t.Count * (1 - t.Confidence), "F1"), t.Depth is { } d ? F(d, "F2") : "", $"{t.UnderCovered} of {t.Instruments}", $"{t.Clustered} of {t.Instruments}");
        }
        if (table.Rows.Count > 0) Screen.Out.Write(table);
    }

    private static string Count(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static void WriteMargins(BacktestResult result)
    {
        var table = Screen.Table("Margins over all instruments and both sides, loss at the end of the period", "period", "confidence", "method", "periods", "breaches", "covered", "series that pass Kupiec", "mean margin", "peak to trough");
        foreach (var m in MarginSummary.Of(result.Margins).Where(m => m.Target == MarginTarget.Close))
        {
            table.AddRow(Duration.Format(m.Period), F(m.Confidence, "0.0##"), MarginNames.Of(m.Method), m.Count.ToString(CultureInfo.InvariantCulture), m.Breaches.ToString(CultureInfo.InvariantCulture), Screen.Percent(m.Coverage), $"{m.SeriesThatPass} of {m.Series}", Screen.Percent(m.MeanRate), m.PeakToTrough is { } p ? F(p, "F1") : "");
        }
        Screen.Out.Write(table);
    }

    private static string Significant(IEnumerable<Score> scores, int sign) => scores.Count(s => s.DieboldMariano is { } d && d.P < 0.05 && Math.Sign(d.T) == sign).ToString(CultureInfo.InvariantCulture);

    private static string F(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
