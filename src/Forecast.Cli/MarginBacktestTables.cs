using System.Globalization;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Forecast.Pipeline.Backtest;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>A back-test of margins for a person and for a machine.</summary>
internal static class MarginBacktestTables
{
    public static void Write(MarginBacktestResult result, string folder)
    {
        if (result.Backtest.Simulated) Console.WriteLine("SIMULATED market: these prices are made up.");
        foreach (var group in result.Comparisons.GroupBy(c => (c.Period, c.Confidence, c.Target)))
        {
            var table = Screen.Table(
                $"Margin over {Duration.Format(group.Key.Period)} at {Percent(group.Key.Confidence)}, {Name(group.Key.Target)}; × reactive: over the best reactive method, with 90 % intervals",
                "method", "covered", "series under-covered", "quarters beyond", "mean margin", "× static", "tick loss × reactive", "mean at equal breaches × reactive", "shortfall × reactive", "peak to trough, largest", "rise in 5 days, largest");
            foreach (var c in group)
            {
                table.AddRow(MarginNames.Of(c.Method), Screen.Percent(c.Coverage), $"{c.UnderCovered} of {c.Series}", $"{c.QuartersBeyond} of {c.Quarters}", Screen.Percent(c.MeanRate), F(c.RatioToStatic, "F2"), Show(c.TickRatio), Show(c.EqualMeanRatio), c.EqualShortfallRatio is { } shortfall ? Show(shortfall) : "",
                    F(c.PeakToTrough.Largest, "F1"), c.LargestRises.FirstOrDefault(r => r.Days == 5)?.Relative is { } rise ? Screen.Percent(rise, 0) : "");
            }
            Screen.Out.Write(table);
        }
        WriteReactions(result);
        WriteFrontier(result.Backtest);
        foreach (var note in result.Backtest.Notes) Console.WriteLine($"NOTE {note}");
        Console.WriteLine($"Written to {folder}: margin.csv, comparison.csv, margin.html");
    }

    public static object Document(MarginBacktestResult result, string folder) => new
    {
        simulated = result.Backtest.Simulated,
        folder,
        comparisons = result.Comparisons.Select(c => new
        {
            mpor = Duration.Format(c.Period), c.Confidence, c.Target, c.Method, c.Count, c.Breaches, c.Coverage, c.Series, c.UnderCovered, c.Clustered, c.Quarters, c.QuartersBeyond, c.MeanRate, c.RatioToStatic, c.TickRatio,
            c.EqualFactor, c.EqualMeanRatio, c.EqualShortfallRatio, c.WorstShortfall, medianPeakToTrough = Finite(c.PeakToTrough.Median), largestPeakToTrough = Finite(c.PeakToTrough.Largest), c.LargestRises, c.Changes,
        }),
        reactions = result.Reactions.Select(r => new { crash = r.Crash.Name, mpor = Duration.Format(r.Period), r.Confidence, r.Target, r.Method, offsets = MarginReaction.Offsets, r.Rates, r.Loss, r.Covered, r.Instruments }),
        frontier = result.Backtest.Frontier,
        notes = result.Backtest.Notes,
    };

    private static void WriteReactions(MarginBacktestResult result)
    {
        foreach (var crash in result.Reactions.Where(r => r.Target == MarginTarget.Excursion).GroupBy(r => (r.Crash, r.Period, r.Confidence)))
        {
            var table = Screen.Table(
                $"{crash.Key.Crash.Name}: mean margin of longs over {Duration.Format(crash.Key.Period)} at {Percent(crash.Key.Confidence)}, {Name(MarginTarget.Excursion)}; the mean loss was {Screen.Percent(crash.First().Loss, 1)}",
                ["method", .. MarginReaction.Offsets.Select(o => o == 0 ? "that day" : $"{o:+0;−0} d"), "covered"]);
            foreach (var r in crash) table.AddRow([MarginNames.Of(r.Method), .. r.Rates.Select(x => x is { } rate ? Screen.Percent(rate, 1) : ""), $"{r.Covered} of {r.Instruments}"]);
            Screen.Out.Write(table);
        }
    }

    private static void WriteFrontier(BacktestResult result)
    {
        foreach (var group in result.Frontier.GroupBy(f => f.Target))
        {
            var table = Screen.Table($"The policy with one setting changed at a time, {Name(group.Key)}", "setting", "covered", "mean margin", "tick loss × reactive", "mean at equal breaches × reactive", "peak to trough, largest", "rise in 5 days, largest", "days changed");
            foreach (var f in group) table.AddRow(f.Name, Screen.Percent(f.Coverage), Screen.Percent(f.MeanRate), F(f.TickRatio, "F3"), F(f.EqualMeanRatio, "F3"), F(f.PeakToTrough, "F1"), Screen.Percent(f.LargestRise5, 0), Screen.Percent(f.Changes, 0));
            Screen.Out.Write(table);
        }
    }

    private static string Name(MarginTarget target) => target == MarginTarget.Close ? "loss at the end" : "worst loss within";

    private static string Show(Interval x) => $"{F(x.Value, "F2")} ({F(x.Lower, "F2")}–{F(x.Upper, "F2")})";

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Percent(double value) => (100 * value).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    private static string F(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
