using Forecast.Core.Market;
using Forecast.Pipeline;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>What became of input, for a person and for a machine.</summary>
internal static class IngestTables
{
    private const int Shown = 10;

    /// <summary>Why an instrument's input was refused, or which of its rows were set aside and by which rule.</summary>
    public static void WriteFaults(IngestReport report)
    {
        var d = report.Delivery;
        if (d.Error is not null) Console.WriteLine($"REFUSED {d.Symbol}: {d.Error}");
        foreach (var row in d.Flagged.Take(Shown)) Console.WriteLine($"FLAGGED {d.Symbol} {row.File}:{row.Line} {row.Rule}: {row.Detail}");
        if (report.Withdrawn > 0) Console.WriteLine($"WITHDRAWN {d.Symbol}: {report.Withdrawn} bars that the lake had kept turn out to be bad prints; they lie in its quarantine");
        if (d.Quarantine.Count == 0) return;
        Console.WriteLine($"QUARANTINED {d.Symbol}: {d.Rows.Quarantined} of {d.Rows.Read} rows ({d.Rows.Good} good)");
        foreach (var row in d.Quarantine.Take(Shown)) Console.WriteLine($"  {row.File}:{row.Line} {row.Rule}: {row.Detail}");
        if (d.Quarantine.Count > Shown) Console.WriteLine($"  and {d.Quarantine.Count - Shown} more; all of them lie in the lake's quarantine");
    }

    /// <summary>A line an instrument.</summary>
    public static void Write(IReadOnlyList<IngestReport> reports)
    {
        var table = Screen.Table("Ingested", "instrument", "rows", "good", "quarantined", "new", "corrected", "missing bars", "checksum");
        foreach (var r in reports)
        {
            table.AddRow(r.Delivery.Symbol, Text(r.Delivery.Rows.Read), Text(r.Delivery.Rows.Good), Text(r.Delivery.Rows.Quarantined), Text(r.New), Text(r.Corrected), r.Delivery.Gaps is { } g ? Text((int)g.MissingBars) : "", ChecksumOptions.Text(r.Delivery.Checksum));
        }
        Screen.Write(table);
        foreach (var r in reports) ChecksumOptions.WriteAccepted(r.Delivery.Symbol, r.Delivery.AcceptedBecause);
        WriteCompleteness(reports);
        foreach (var r in reports.Where(r => r.Faulty || r.Delivery.Flagged.Count > 0)) WriteFaults(r);
        if (reports.All(r => r is { New: 0, Corrected: 0, Delivery.Error: null })) Console.WriteLine("Nothing to do: the lake has all of it.");
    }

    /// <summary>A line an instrument on how complete its input is, and the days that are not.</summary>
    public static void WriteCompleteness(IEnumerable<IngestReport> reports)
    {
        foreach (var r in reports.Where(r => r.Days.Count > 0)) Console.WriteLine(QualityTables.Line(r));
    }

    /// <summary>The same as a document.</summary>
    public static object Document(IngestReport report) => new
    {
        symbol = report.Delivery.Symbol,
        venue = report.Delivery.Venue,
        simulated = report.Delivery.Simulated,
        file = report.Delivery.Input?.Path,
        sha256 = report.Delivery.Input?.Sha256,
        checksum = report.Delivery.Checksum,
        acceptedBecause = report.Delivery.AcceptedBecause,
        rows = report.Delivery.Rows.Read,
        good = report.Delivery.Rows.Good,
        quarantined = report.Delivery.Rows.Quarantined,
        @new = report.New,
        corrected = report.Corrected,
        withdrawn = report.Withdrawn,
        flagged = report.Delivery.Flagged.Take(100).Select(q => new { q.File, q.Line, q.Rule, q.Detail }),
        present = report.Days.Sum(d => d.Present),
        expected = report.Days.Sum(d => d.Expected),
        incompleteDays = report.Days.Where(d => d.Present < d.Expected).Select(d => new { day = Instant.Format(d.Day), d.Present, d.Expected }),
        error = report.Delivery.Error?.ToString(),
        quarantine = report.Delivery.Quarantine.Take(100).Select(q => new { q.File, q.Line, q.Rule, q.Detail }),
        missingBars = report.Delivery.Gaps?.MissingBars,
        gaps = report.Delivery.Gaps?.First.Select(g => new { from = Instant.Format(g.From), to = Instant.Format(g.To), bars = g.Bars }),
    };

    private static string Text(int number) => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
