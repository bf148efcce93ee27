using System.Globalization;
using Forecast.Pipeline.Venues;
using Forecast.Sources;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>What came from the venue, for a person and for a machine.</summary>
internal static class BinanceTables
{
    private const int Shown = 10;

    /// <summary>Why fewer days than asked for are asked of the venue.</summary>
    public static string Cut(DateOnly to, DateOnly complete) => $"{Text(to)} is not over, or its data are not out; the last complete day is {Text(complete)}";

    public static void Write(IReadOnlyList<SeriesReport> reports, string? cut, bool json)
    {
        if (json)
        {
            Screen.WriteJson(new { note = cut, series = reports.Select(Document) });
            return;
        }
        var table = Screen.Table("From Binance", "series", "files", "downloaded", "reused", "rows", "quarantined", "new", "corrected", "missing", "days absent", "failed");
        foreach (var r in reports)
        {
            table.AddRow(
                Markup.Escape(r.Fetch.Series.ToString()), Text(r.Fetch.Files.Count), Text(r.Fetch.Files.Count(f => !f.Reused)), Text(r.Fetch.Files.Count(f => f.Reused)), Text(r.Rows.Read), Text(r.Rows.Quarantined),
                Text(r.New), Text(r.Corrected), r.Missing is { } m ? Text(m) : "", Text(r.Fetch.Absent.Count), Text(r.Failures.Count()));
        }
        Screen.Write(table);
        if (cut is not null) Console.WriteLine($"NOTE {cut}");
        foreach (var r in reports) WriteFaults(r);
        if (reports.All(r => r is { Partial: false, New: 0, Corrected: 0 })) Console.WriteLine("Nothing to do: the lake has all of it.");
    }

    /// <summary>The files that would be asked for; those that are there already say so.</summary>
    public static void WritePlan(IEnumerable<(BinanceSeries Series, IReadOnlyList<ArchivePeriod> Periods)> plans, string landing, string? cut, bool json)
    {
        var files = plans.SelectMany(p => p.Periods.Select(period => (Path: p.Series.ArchivePath(period), Present: File.Exists(Path.Join(landing, "binance", p.Series.ArchivePath(period)))))).ToArray();
        if (json)
        {
            Screen.WriteJson(new { note = cut, files = files.Select(f => new { f.Path, f.Present }) });
            return;
        }
        foreach (var f in files) Console.WriteLine(f.Present ? $"{f.Path} (here already)" : f.Path);
        if (cut is not null) Console.WriteLine($"NOTE {cut}");
        Console.WriteLine($"{files.Length} files, {files.Count(f => f.Present)} of them here already; what the archive lacks is asked for by day, then from the API.");
    }

    private static void WriteFaults(SeriesReport report)
    {
        foreach (var same in report.Failures.GroupBy(f => (f.What, f.Remedy)))
            Console.WriteLine($"FAILED {same.First()}{(same.Count() > 1 ? $" (and {same.Count() - 1} more files)" : "")}");
        if (report is { Failed: true } && !report.Failures.Any()) Console.WriteLine($"FAILED {report.Fetch.Series}: the venue has nothing of these days; check the symbol's spelling and the days");
        else if (report.Fetch.Missing is { Count: > 0 } days)
            Console.WriteLine($"MISSING {report.Fetch.Series}: the venue does not have {days.Count} days: {string.Join(", ", days.Take(Shown).Select(Text))}{(days.Count > Shown ? ", …" : "")}; run it again later");
        foreach (var row in report.Flagged.Take(Shown)) Console.WriteLine($"FLAGGED {report.Fetch.Series} {row.File}:{row.Line} {row.Rule}: {row.Detail}");
        if (report.Flagged.Count > Shown) Console.WriteLine($"  and {report.Flagged.Count - Shown} more");
        if (report.Withdrawn > 0) Console.WriteLine($"WITHDRAWN {report.Fetch.Series}: {report.Withdrawn} bars that the lake had kept turn out to be bad prints; they lie in its quarantine");
        foreach (var f in report.Faulty)
        {
            Console.WriteLine($"QUARANTINED {report.Fetch.Series}: {f.Rows.Quarantined} of {f.Rows.Read} rows ({f.Rows.Good} good)");
            foreach (var row in f.Quarantine.Take(Shown)) Console.WriteLine($"  {row.File}:{row.Line} {row.Rule}: {row.Detail}");
            if (f.Quarantine.Count > Shown) Console.WriteLine($"  and {f.Quarantine.Count - Shown} more; all of them lie in the lake's quarantine");
        }
        foreach (var w in report.Fetch.Warnings) Console.WriteLine($"NOTE {w}");
    }

    private static object Document(SeriesReport r) => new
    {
        symbol = r.Fetch.Series.Symbol,
        venue = r.Fetch.Series.Product.Venue,
        kind = r.Fetch.Series.Kind.Id,
        files = r.Fetch.Files.Count,
        downloaded = r.Fetch.Files.Count(f => !f.Reused),
        reused = r.Fetch.Files.Count(f => f.Reused),
        fromApi = r.Fetch.Files.Count(f => f.FromApi),
        rows = r.Rows.Read,
        good = r.Rows.Good,
        quarantined = r.Rows.Quarantined,
        @new = r.New,
        corrected = r.Corrected,
        withdrawn = r.Withdrawn,
        flagged = r.Flagged.Take(100).Select(q => new { q.File, q.Line, q.Rule, q.Detail }),
        missing = r.Missing,
        absentDays = r.Fetch.Absent.Select(Text),
        missingDays = r.Fetch.Missing.Select(Text),
        failed = r.Failures.Select(f => f.ToString()),
        warnings = r.Fetch.Warnings,
    };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
