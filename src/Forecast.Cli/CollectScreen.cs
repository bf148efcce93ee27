using System.Globalization;
using Forecast.Pipeline;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>What a collector is doing, and what it did, for a person and for a machine.</summary>
internal static class CollectScreen
{
    /// <summary>Runs it, with a line that says each second how it goes where a person watches.</summary>
    public static async Task<CollectorReport> Watch(CollectorRun run, TimeProvider clock, bool quiet, Func<Task<CollectorReport>> work)
    {
        var working = work();
        if (quiet || Console.IsErrorRedirected) return await working;
        var (before, lines) = (0L, 0);
        while (await Task.WhenAny(working, Task.Delay(TimeSpan.FromSeconds(1), clock)) != working)
        {
            var (now, counts) = (run.Connection.Messages, run.Counts);
            var text = string.Create(CultureInfo.InvariantCulture, $"{now - before:N0} messages/s  {now:N0} in all  {counts.Sum(c => c.Gaps):N0} gaps  {counts.Sum(c => c.Duplicates):N0} duplicates  {counts.Sum(c => c.Resyncs):N0} resyncs  {run.Waiting:N0} rows waiting");
            await Console.Error.WriteAsync($"\r{(run.Connection.LastFault is { } fault && now == before ? $"waiting: {fault}" : text)}\u001b[K");
            (before, lines) = (now, lines + 1);
        }
        if (lines > 0) await Console.Error.WriteAsync("\r\u001b[K");
        return await working;
    }

    public static void Write(CollectorReport report)
    {
        var table = Screen.Table($"Collected from {report.Venue} in {report.Lasted:hh\\:mm\\:ss}", "instrument", "messages", "trades", "quotes", "book rows", "new rows", "duplicates", "gaps", "crossed", "resyncs", "longest lag");
        foreach (var s in report.Symbols)
        {
            var c = s.Counts;
            table.AddRow(c.Symbol, Text(c.Messages), Text(c.Trades), Text(c.Quotes), Text(s.BookUpdates.Rows), Text(s.New), Text(c.Duplicates), Text(c.Gaps), Text(c.Crossed), Text(c.Resyncs),
                c.LongestLag is { } lag ? (lag / 1e6).ToString("F3", CultureInfo.InvariantCulture) + " s" : "");
        }
        Screen.Out.Write(table);
        var line = report.Connection;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{line.Messages:N0} messages over {line.Connections} connections ({line.Silent} given up in silence); {report.Batches} batches, the longest took {report.LongestFlush.TotalSeconds:F2} s; at most {report.LongestAtRisk.TotalSeconds:F2} s were unwritten"));
        foreach (var s in report.Symbols.Where(s => s.BookBars.Rows > 0)) Console.WriteLine($"BARS {s.Counts.Symbol}: {Text(s.BookBars.New)} new bars of the order book, {Text(s.BookBars.Corrected)} corrected");
        foreach (var s in report.Symbols.Where(s => s.BadPrints > 0)) Console.WriteLine($"QUARANTINED {s.Counts.Symbol}: {Text(s.BadPrints)} bad prints; they lie in the lake's quarantine");
        if (line.Refused > 0) Console.WriteLine($"REFUSED {Text(line.Refused)} messages; the last: {line.LastRefusal}");
        foreach (var s in report.Symbols.Where(s => Conflicting(s) > 0)) Console.WriteLine($"CONFLICTING {s.Counts.Symbol}: {Text(Conflicting(s))} rows contradict what this run had written; they were not kept");
    }

    public static object Document(CollectorReport report) => new
    {
        venue = report.Venue,
        seconds = report.Lasted.TotalSeconds,
        messages = report.Connection.Messages,
        refused = report.Connection.Refused,
        lastRefusal = report.Connection.LastRefusal,
        connections = report.Connection.Connections,
        silent = report.Connection.Silent,
        stalls = report.Connection.Stalls,
        lastFault = report.Connection.LastFault,
        batches = report.Batches,
        longestFlushSeconds = report.LongestFlush.TotalSeconds,
        longestAtRiskSeconds = report.LongestAtRisk.TotalSeconds,
        symbols = report.Symbols.Select(s => new
        {
            symbol = s.Counts.Symbol,
            messages = s.Counts.Messages,
            trades = s.Counts.Trades,
            quotes = s.Counts.Quotes,
            bookUpdates = s.Counts.BookUpdates,
            bookSnapshots = s.Counts.BookSnapshots,
            nonPublic = s.Counts.NonPublic,
            duplicates = s.Counts.Duplicates,
            gaps = s.Counts.Gaps,
            crossed = s.Counts.Crossed,
            resyncs = s.Counts.Resyncs,
            longestLagSeconds = s.Counts.LongestLag / 1e6,
            fault = s.Counts.Fault,
            badPrints = s.BadPrints,
            bookBars = new { @new = s.BookBars.New, corrected = s.BookBars.Corrected },
            rows = new { trades = s.Trades, quotes = s.Quotes, bookUpdates = s.BookUpdates, gaps = s.Gaps },
        }),
    };

    private static long Conflicting(CollectedSymbol s) => s.Trades.Conflicting + s.Quotes.Conflicting + s.BookUpdates.Conflicting + s.Gaps.Conflicting;

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
