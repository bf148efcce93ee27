using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Pipeline;
using Forecast.Pipeline.Quality;
using Forecast.Sources;
using Forecast.Storage.Lake;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>How complete data are and what is unusual in them, for a person and for a machine.</summary>
internal static class QualityTables
{
    private const int ShownDays = 3;
    private const long RecentAlarms = 30 * Duration.Day;

    /// <summary>A line an instrument with its worst days.</summary>
    public static void Write(IReadOnlyList<Completeness> all)
    {
        if (all.Count == 0) return;
        var table = Screen.Table("Completeness of the lake's bars", "instrument", "interval", "days", "bars", "expected", "missing", "corrected", "withdrawn", "quarantined", "flagged", "worst days (missing of expected)");
        table.Columns[^1].Alignment = Justify.Left;
        table.Columns[^1].NoWrap = false;
        foreach (var c in all)
        {
            var worst = c.Worst.Where(d => d.Missing > 0).Take(ShownDays).Select(d => $"{Day(d.Day)} {d.Missing} of {d.Expected}");
            table.AddRow($"{c.Venue} {c.Symbol}", Duration.Format(c.Interval), N(c.Days.Count), N(c.Present), N(c.Expected), N(c.Expected - c.Present), N(c.Days.Sum(d => d.Corrected)), N(c.Days.Sum(d => d.Withdrawn)),
                N(c.Days.Sum(d => d.Quarantined)), N(c.Days.Sum(d => d.Flagged)), string.Join(", ", worst));
        }
        Screen.Out.Write(table);
    }

    /// <summary>A line for each kind of fact of each instrument; holes in a live feed are named.</summary>
    public static void Write(IReadOnlyList<LakeFacts> facts)
    {
        if (facts.Count == 0) return;
        var table = Screen.Table("What else the lake has", "fact", "instrument", "rows", "files", "from", "to");
        foreach (var f in facts) table.AddRow(f.Dataset, $"{f.Venue} {f.Symbol}", N(f.Rows), N(f.Parts), Instant.Format(f.First)[..16], Instant.Format(f.Last)[..16]);
        Screen.Out.Write(table);
        foreach (var g in facts.Where(f => f.Dataset == FactDatasetCatalog.FeedGaps.Name)) Console.WriteLine($"FEED GAPS {g.Symbol} ({g.Venue}): {N(g.Rows)}, the last ended before or at {Instant.Format(g.Last)}; ingest the archive of those days to fill trades");
    }

    /// <summary>The gaps of an instrument's trades, the worst in words.</summary>
    public static void Write(string venue, string symbol, IReadOnlyList<MarketGap> gaps)
    {
        foreach (var kind in gaps.GroupBy(g => g.Kind).OrderBy(g => g.Key))
        {
            var longest = kind.MaxBy(g => g.To - g.From);
            var what = kind.Key switch
            {
                GapKind.NoData => $"NO DATA {symbol} ({venue}): {N(kind.Sum(g => g.Missing ?? 0))} trades missing in {N(kind.Count())} holes",
                GapKind.NoTrade => $"no trade {symbol} ({venue}): {N(kind.Count())} stretches of 5 minutes or more, with no number missing",
                _ => $"unknown {symbol} ({venue}): {N(kind.Count())} stretches of 5 minutes or more without a trade, and no numbers to tell why",
            };
            Console.WriteLine($"{what}; the longest from {Instant.Format(longest.From)} to {Instant.Format(longest.To)}");
        }
    }

    /// <summary>The same as a document.</summary>
    public static object Document(IReadOnlyList<MarketGap> gaps) => gaps.Take(1000).Select(g => new { from = Instant.Format(g.From), to = Instant.Format(g.To), missing = g.Missing, kind = g.Kind });

    /// <summary>A line an instrument with trades.</summary>
    public static void Write(IReadOnlyList<TradeDay> trades)
    {
        if (trades.Count == 0) return;
        var table = Screen.Table("Completeness of the lake's trades", "instrument", "days", "trades", "missing numbers", "corrected", "worst days (missing)");
        table.Columns[^1].Alignment = Justify.Left;
        foreach (var g in trades.GroupBy(t => (t.Venue, t.Symbol)))
        {
            var counted = SourceCatalog.CountsTrades(g.Key.Venue);
            var worst = counted ? g.Where(t => t.Holes > 0).OrderByDescending(t => t.Holes).Take(ShownDays).Select(t => $"{Day(t.Day)} {N(t.Holes)}") : [];
            table.AddRow($"{g.Key.Venue} {g.Key.Symbol}", N(g.Count()), N(g.Sum(t => t.Present)), counted ? N(g.Sum(t => t.Holes)) : "not counted", N(g.Sum(t => t.Corrected)), string.Join(", ", worst));
        }
        Screen.Out.Write(table);
    }

    /// <summary>The alarms of the last month of each instrument's days.</summary>
    public static void Write(IReadOnlyList<MeasureAlarm> alarms)
    {
        var recent = alarms.GroupBy(a => (a.Venue, a.Symbol)).SelectMany(g => g.Where(a => a.Day > g.Max(x => x.Day) - RecentAlarms)).ToArray();
        foreach (var a in recent)
            Console.WriteLine(a.Kind == AlarmKind.Spike
                ? string.Create(CultureInfo.InvariantCulture, $"UNUSUAL {a.Symbol} {Day(a.Day)}: {a.Measure} is unlike what its days before let expect (p = {a.Score:G2})")
                : string.Create(CultureInfo.InvariantCulture, $"CHANGED {a.Symbol} {Day(a.Day)}: {a.Measure} has been {(a.Kind == AlarmKind.Higher ? "higher" : "lower")} than expected since {Day(a.Since)}"));
    }

    /// <summary>The same as a document: every instrument, and of its days those with something to say.</summary>
    public static object Document(IReadOnlyList<Completeness> all) => all.Select(c => new
    {
        c.Venue, c.Symbol, interval = Duration.Format(c.Interval), days = c.Days.Count, present = c.Present, expected = c.Expected,
        badDays = c.Days.Where(d => d.Bad || d.Corrected > 0).Select(d => new { day = Day(d.Day), d.Present, d.Expected, d.Corrected, d.Withdrawn, d.Quarantined, d.Flagged }),
    });

    public static object Document(IReadOnlyList<MeasureAlarm> alarms) => alarms.Select(a => new { a.Venue, a.Symbol, a.Measure, day = Day(a.Day), a.Kind, since = Day(a.Since), a.Score });

    /// <summary>A line for what came in, and its bad days.</summary>
    public static string Line(IngestReport report)
    {
        var (present, expected, bad) = (report.Days.Sum(d => d.Present), report.Days.Sum(d => d.Expected), report.Days.Where(d => d.Present < d.Expected).OrderByDescending(d => d.Expected - d.Present).ToArray());
        var days = bad.Length == 0 ? "" : $"; incomplete days: {string.Join(", ", bad.Take(ShownDays).Select(d => $"{Day(d.Day)} ({d.Expected - d.Present} missing)"))}{(bad.Length > ShownDays ? $" and {bad.Length - ShownDays} more" : "")}";
        return $"{report.Delivery.Symbol}: {N(present)} of {N(expected)} bars, {N(report.Delivery.Rows.Quarantined)} quarantined, {N(report.Delivery.Flagged.Count)} flagged, {N(report.Corrected)} corrected, {N(report.Withdrawn)} withdrawn{days}";
    }

    private static string Day(long instant) => Instant.Day(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static object Document(IReadOnlyList<TradeDay> trades) => trades.Select(t => new { t.Venue, t.Symbol, day = Day(t.Day), t.Present, missing = SourceCatalog.CountsTrades(t.Venue) ? t.Holes : (long?)null, t.Corrected });

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
