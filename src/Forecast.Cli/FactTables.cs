using System.Globalization;
using Forecast.Pipeline;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>What became of files of facts, for a person and for a machine.</summary>
internal static class FactTables
{
    private const int Shown = 10;

    /// <summary>A line an instrument, then what is wrong.</summary>
    public static void Write(IReadOnlyList<FactReport> reports, int leftOut)
    {
        var table = Screen.Table("Ingested", "file", "venue", "instrument", "rows", "good", "quarantined", "new", "corrected", "checksum");
        foreach (var r in reports.Where(r => r.Symbol is not null))
            table.AddRow(Path.GetFileName(r.File), r.Venue!, r.Symbol!, Text(r.Rows.Read), Text(r.Rows.Good), Text(r.Rows.Quarantined), Text(r.New), Text(r.Corrected), ChecksumOptions.Text(r.Checksum));
        if (table.Rows.Count > 0) Screen.Write(table);
        if (leftOut > 0) Console.WriteLine($"{Text(leftOut)} rows are no such facts (spot markets have no funding) or not of the symbols asked for; they were left out.");
        foreach (var r in reports)
        {
            if (r.Error is not null) Console.WriteLine($"REFUSED {r.Symbol ?? Path.GetFileName(r.File)}: {r.Error}");
            else ChecksumOptions.WriteAccepted(r.File, r.AcceptedBecause);
            if (r.Rows.Quarantined == 0) continue;
            Console.WriteLine($"QUARANTINED {r.Venue} {r.Symbol}: {Text(r.Rows.Quarantined)} of {Text(r.Rows.Read)} rows ({Text(r.Rows.Good)} good)");
            foreach (var row in r.Quarantine.Take(Shown)) Console.WriteLine($"  {row.File}:{row.Line} {row.Rule}: {row.Detail}");
            if (r.Rows.Quarantined > Shown) Console.WriteLine($"  and {Text(r.Rows.Quarantined - Shown)} more; all of them lie in the lake's quarantine");
        }
    }

    /// <summary>The same as a document.</summary>
    public static object Document(FactReport report) => new
    {
        dataset = report.Dataset,
        venue = report.Venue,
        symbol = report.Symbol,
        file = report.File,
        sha256 = report.Sha256,
        checksum = report.Checksum,
        acceptedBecause = report.AcceptedBecause,
        rows = report.Rows.Read,
        good = report.Rows.Good,
        quarantined = report.Rows.Quarantined,
        bookBars = report.BookBars,
        @new = report.New,
        corrected = report.Corrected,
        error = report.Error?.ToString(),
        quarantine = report.Quarantine.Select(q => new { q.File, q.Line, q.Rule, q.Detail }),
    };

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
