using System.CommandLine;
using System.Globalization;
using Forecast.Core.Market;
using Forecast.Pipeline;
using Forecast.Pipeline.Quality;
using Forecast.Sources;
using Spectre.Console;

namespace Forecast.Cli.Verbs;

/// <summary><c>ingest trades</c>: files of trades into the lake.</summary>
internal static class IngestTradesVerb
{
    private const int Shown = 10;
    private static readonly string[] Endings = [".csv", ".csv.gz", ".zip"];

    public static Command Create()
    {
        var (common, checksum) = (new CommonOptions(), new ChecksumOptions());
        var paths = new Argument<string[]>("path") { Description = "Files (.csv, .csv.gz, .zip), or folders of them", Arity = ArgumentArity.OneOrMore };
        var venue = new Option<string>("--venue") { Description = "Venue that the files are from, where they do not say", DefaultValueFactory = _ => "binance" };
        var symbol = new Option<string?>("--symbol") { Description = "Symbol of the trades, where neither rows nor file name say" };
        var format = new Option<string?>("--format") { Description = $"Format of the files (default: found out): {string.Join(", ", TradeFormatCatalog.Ids)}" };
        var mapping = new Option<string?>("--mapping") { Description = "Mapping file: which columns hold what, and how times and sides are written" };
        var bars = new Option<string?>("--bars") { Description = "Also make bars of this interval, as in 15m, where the lake has none and the trades have no hole" };
        var command = new Command("trades", "Ingest trades of any venue, each once; doing it again changes nothing. Example: forecast ingest trades BTCUSDT-trades-2024-08-05.zip --venue binance-usdm") { paths };
        common.AddTo(command, venue, symbol, format, mapping, checksum.Require, checksum.Accept, bars, common.Database, common.Lake, common.Json, common.Quiet);
        command.SetAction(async (parsed, stop) =>
        {
            var options = new TradeFileOptions
            {
                Venue = CommonOptions.VenueName(parsed.GetValue(venue)!), Symbol = parsed.GetValue(symbol), Format = Format(parsed.GetValue(format)), Mapping = CommonOptions.MappingPath(parsed.GetValue(mapping)),
                Policy = checksum.Policy(parsed),
            };
            var interval = parsed.GetValue(bars) is { } text ? CommonOptions.ParseInterval(text, "--bars") : (TimeSpan?)null;
            var files = Files(CommonOptions.Paths(parsed, paths));
            using var workspace = common.OpenMigrated(parsed);
            workspace.Lake.Sweep();
            var ingest = new TradeIngest(workspace);
            var reports = await Screen.Progress("ingest trades", parsed.GetValue(common.Quiet), async progress =>
            {
                var done = new List<TradeIngestReport>();
                foreach (var file in files)
                {
                    done.Add(await ingest.Keep(file, options, stop));
                    progress.Report((done.Count, files.Count));
                }
                return done;
            });
            var made = interval is { } length ? Bars(workspace, reports, length) : [];
            if (parsed.GetValue(common.Json)) Screen.WriteJson(new { files = reports.Select(Document), bars = made.Select(m => new { m.Venue, m.Symbol, @new = m.Bars }) });
            else Write(reports, made, parsed.GetValue(bars));
            if (!parsed.GetValue(common.Json)) foreach (var (place, of, first, last) in Spans(reports)) QualityTables.Write(place, of, TradeGapTable.Of(workspace.Lake, place, of, first, last + 1));
            return reports.TrueForAll(r => r.File.Error is not null) ? ExitCode.Refused(reports.Select(r => r.File.Error))
                : reports.Exists(r => r.File.Error is not null || (r.Faulty && !r.KnownBefore)) ? ExitCode.Partial
                : reports.TrueForAll(r => r.NothingNew) && made.All(m => m.Bars == 0) ? ExitCode.NothingToDo : ExitCode.Done;
        });
        return command;
    }

    internal static string? Format(string? id) => id is null || TradeFormatCatalog.Ids.Contains(id) ? id : throw new UsageException($"--format {id} is not known; write one of {string.Join(", ", TradeFormatCatalog.Ids)}");

    // Files as given; of a folder, those that can hold trades, in order of their names.
    private static List<string> Files(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (!Directory.Exists(path)) files.Add(path);
            else files.AddRange(Directory.EnumerateFiles(path).Where(f => Endings.Any(e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase))).Order(StringComparer.Ordinal));
        }
        return files.Count > 0 ? files : throw new UsageException($"there is no {string.Join(" or ", Endings)} file in {string.Join(", ", paths)}");
    }

    // Of each instrument, the time that its files cover.
    private static IEnumerable<(string Venue, string Symbol, long First, long Last)> Spans(List<TradeIngestReport> reports) =>
        reports.Where(r => r.File is { Aggregates: false, FirstTime: not null }).SelectMany(r => r.Writes.Select(w => (w.Venue, w.Symbol, r.File.FirstTime, r.File.LastTime))).GroupBy(w => (w.Venue, w.Symbol))
            .Select(g => (g.Key.Venue, g.Key.Symbol, g.Min(w => w.FirstTime!.Value), g.Max(w => w.LastTime!.Value)));

    private static (string Venue, string Symbol, int Bars)[] Bars(Workspace workspace, List<TradeIngestReport> reports, TimeSpan interval) =>
        [.. Spans(reports).Select(s => (s.Venue, s.Symbol, TradeBarsWrite.Of(workspace, s.Venue, s.Symbol, interval, s.First, s.Last + 1).New))];

    private static void Write(List<TradeIngestReport> reports, (string Venue, string Symbol, int Bars)[] made, string? interval)
    {
        var table = Screen.Table("Ingested trades (numbers missing: trades that the venue counted and the file does not have)", "instrument", "rows", "good", "quarantined", "new", "corrected", "numbers missing", "checksum", "file");
        foreach (var r in reports)
        {
            var of = r.Writes.Count == 0 ? "none" : string.Join(", ", r.Writes.Select(w => $"{w.Symbol} {w.Venue}"));
            table.AddRow(
                Markup.Escape(of), Text(r.File.Rows.Read), Text(r.File.Rows.Good), Text(r.File.Rows.Quarantined), Text(r.Writes.Sum(w => w.Write.New)), Text(r.Writes.Sum(w => w.Write.Corrected)),
                r.File.MissingIds is { } missing ? Text(missing) : "–", ChecksumOptions.Text(r.File.Checksum), Markup.Escape(Path.GetFileName(r.File.Path)));
        }
        Screen.Write(table);
        foreach (var (venue, symbol, bars) in made) Console.WriteLine($"{symbol} {venue}: {Text(bars)} new bars of {interval}");
        foreach (var r in reports)
        {
            if (r.File.Error is not null) Console.WriteLine($"REFUSED {r.File.Error}");
            else ChecksumOptions.WriteAccepted(r.File.Path, r.File.AcceptedBecause);
            foreach (var row in r.File.Quarantine.Take(Shown)) Console.WriteLine($"QUARANTINED {row.File}:{row.Line} {row.Rule}: {row.Detail}");
            if (r.File.Quarantine.Count > Shown) Console.WriteLine($"  and {r.File.Quarantine.Count - Shown} more of that file; all of them lie in the lake's quarantine");
        }
    }

    private static object Document(TradeIngestReport report) => new
    {
        file = report.File.Path,
        sha256 = report.File.Input?.Sha256,
        format = report.File.Format,
        timeUnit = report.File.TimeUnit,
        checksum = report.File.Checksum,
        acceptedBecause = report.File.AcceptedBecause,
        rows = report.File.Rows.Read,
        good = report.File.Rows.Good,
        quarantined = report.File.Rows.Quarantined,
        from = report.File.FirstTime is { } first ? Instant.Format(first) : null,
        to = report.File.LastTime is { } last ? Instant.Format(last) : null,
        missingIds = report.File.MissingIds,
        knownBefore = report.KnownBefore,
        error = report.File.Error?.ToString(),
        instruments = report.Writes.Select(w => new { w.Venue, w.Symbol, @new = w.Write.New, known = w.Write.Known, corrected = w.Write.Corrected }),
        quarantine = report.File.Quarantine.Take(100).Select(q => new { q.File, q.Line, q.Rule, q.Detail }),
    };

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
