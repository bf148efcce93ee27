using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Pipeline;
using Forecast.Sources;
using Spectre.Console;

namespace Forecast.Cli;

/// <summary>What became of captures, for a person and for a machine.</summary>
internal static class CaptureScreen
{
    private const int Shown = 10;

    public static void Write(IReadOnlyList<CaptureStreamReport> streams, IReadOnlyList<CaptureFileReport> refused)
    {
        if (streams.Count > 0) WriteTables(streams);
        foreach (var s in streams) WriteFaults(s);
        foreach (var file in refused) Console.WriteLine($"REFUSED {file.Error}");
    }

    public static object Document(IReadOnlyList<CaptureStreamReport> streams, IReadOnlyList<CaptureFileReport> refused) => new
    {
        streams = streams.Select(s => new
        {
            venue = s.Venue.Name,
            symbol = s.Symbol,
            files = s.Files.Select(f => new
            {
                file = f.Path,
                sha256 = f.File?.Input.Sha256,
                error = f.Error?.ToString(),
                knownBefore = f.KnownBefore,
                clockBehindSeconds = f.ClockOffset / 1e6,
                missingTrades = f.MissingTrades,
                kinds = f.Kinds.Select(k => new { kind = Name(k.Kind), rows = k.Rows.Read, good = k.Rows.Good, quarantined = k.Rows.Quarantined, duplicates = k.Rows.Duplicates, @new = k.New, known = k.Known, corrected = k.Corrected }),
                quarantine = f.Quarantine.Select(q => new { q.File, q.Line, q.Rule, q.Detail }),
            }),
            book = new
            {
                state = s.Book.State,
                applied = s.Book.Counts.Applied,
                old = s.Book.Counts.Old,
                gaps = s.Book.Counts.Gaps,
                lastGap = s.Book.LastGap is { } gap ? new { expected = gap.Expected, got = gap.Got, time = Instant.Format(gap.Time) } : null,
                crossed = s.Book.Counts.Crossed,
                resyncs = s.Book.Counts.Resyncs,
                staleSnapshots = s.Book.Counts.Stale,
            },
            quotes = new
            {
                compared = s.Tops.Latest.Compared,
                different = s.Tops.Latest.Different,
                comparedAtOneNumber = s.Tops.SameUpdate.Compared,
                differentAtOneNumber = s.Tops.SameUpdate.Different,
                differences = s.Tops.Differences,
            },
            bars = new { rows = s.Bars.Rows, @new = s.Bars.New, corrected = s.Bars.Corrected },
        }),
        refused = refused.Select(f => new { file = f.Path, error = f.Error!.ToString() }),
    };

    private static void WriteTables(IReadOnlyList<CaptureStreamReport> streams)
    {
        var table = Screen.Table("Ingested captures", "file", "kind", "rows", "good", "quarantined", "new in the lake", "known", "corrected", "clock behind", "missing trades");
        foreach (var file in streams.SelectMany(s => s.Files))
        {
            foreach (var kind in file.Kinds)
            {
                table.AddRow(
                    Path.GetFileName(file.Path), Name(kind.Kind), Text(kind.Rows.Read), Text(kind.Rows.Good), Text(kind.Rows.Quarantined), Text(kind.New), Text(kind.Known), Text(kind.Corrected),
                    kind == file.Kinds[0] && file.ClockOffset is { } offset ? Seconds(offset) : "", kind.Kind == CaptureKind.Trade && file.MissingTrades is { } missing ? Text(missing) : "");
            }
        }
        Screen.Write(table);
        var books = Screen.Table("Order books", "instrument", "updates", "old", "gaps", "crossed", "snapshots\nneeded", "compared\nwith quotes", "different", "at same\nnumber", "different\nthere", "bars", "new", "corrected");
        foreach (var s in streams)
        {
            var c = s.Book.Counts;
            books.AddRow(
                $"{s.Venue.Name} {s.Symbol}", Text(c.Applied), Text(c.Old), Text(c.Gaps), Text(c.Crossed), s.Book.NeedsSnapshot ? "yes" : "no", Text(s.Tops.Latest.Compared), Text(s.Tops.Latest.Different),
                Text(s.Tops.SameUpdate.Compared), Text(s.Tops.SameUpdate.Different), Text(s.Bars.Rows), Text(s.Bars.New), Text(s.Bars.Corrected));
        }
        Screen.Write(books);
    }

    private static void WriteFaults(CaptureStreamReport stream)
    {
        foreach (var file in stream.Files)
        {
            if (file.Error is not null) Console.WriteLine($"FAILED {file.Error}");
            if (file.Quarantined > 0) Console.WriteLine($"QUARANTINED {Path.GetFileName(file.Path)}: {Text(file.Quarantined)} of {Text(file.Kinds.Sum(k => (long)k.Rows.Read))} rows");
            foreach (var row in file.Quarantine.Take(Shown)) Console.WriteLine($"  {row.File}:{row.Line} {row.Rule}: {row.Detail}");
            if (file.Quarantined > Shown) Console.WriteLine($"  and {Text(file.Quarantined - Shown)} more; all of them lie in the lake's quarantine");
        }
        if (stream.Book.LastGap is { } gap)
            Console.WriteLine($"GAP {stream.Venue.Name} {stream.Symbol}: the last of {Text(stream.Book.Counts.Gaps)} at {Instant.Format(gap.Time)}: expected {gap.Expected}, got {gap.Got}; the book waits for the next snapshot");
        foreach (var d in stream.Tops.Differences) Console.WriteLine($"BOOK {stream.Venue.Name} {stream.Symbol} at {d.BookId}: {Levels(d.Book)}, but quote {d.QuoteId} says {Levels(d.Quote)}");
    }

    private static string Levels(in TopOfBook top) => string.Create(CultureInfo.InvariantCulture, $"{top.BidQuantity} at {top.Bid}, {top.AskQuantity} at {top.Ask}");

    private static string Name(CaptureKind kind) => kind switch
    {
        CaptureKind.Trade => "trades",
        CaptureKind.Quote => "quotes",
        CaptureKind.BookUpdate => "book updates",
        CaptureKind.BookSnapshot => "book snapshots",
        _ => "other",
    };

    private static string Seconds(long microseconds) => (microseconds / 1e6).ToString("F3", CultureInfo.InvariantCulture) + " s";

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
