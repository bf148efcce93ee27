using System.CommandLine;
using Forecast.Pipeline;
using Forecast.Sources;

namespace Forecast.Cli.Verbs;

/// <summary><c>ingest funding</c>, <c>ingest open-interest</c>, <c>ingest options</c>, <c>ingest l2</c>: files of facts into the lake.</summary>
internal static class IngestFactsVerb
{
    private static readonly string[] Endings = [".csv", ".csv.gz", ".json", ".json.gz", ".zip"];

    public static Command Funding() => Of(FactFormatCatalog.Funding, "forecast ingest funding BTC-USDT_binance_funding_history.csv.gz --zone +03:00");

    public static Command OpenInterest() => Of(FactFormatCatalog.OpenInterest, "forecast ingest open-interest BTCUSDT-metrics-2024-01-01.zip");

    public static Command Options() => Of(FactFormatCatalog.Options, "forecast ingest options deribit_options.csv.gz");

    public static Command Book() => Of(FactFormatCatalog.Book, "forecast ingest l2 binance-futures_incremental_book_L2_2024-01-01_BTCUSDT.csv.gz");

    private static Command Of(FactFormat format, string example)
    {
        var (common, checksum) = (new CommonOptions(), new ChecksumOptions());
        var paths = new Argument<string[]>("path") { Description = "Files, or folders of them", Arity = ArgumentArity.OneOrMore };
        var venue = new Option<string?>("--venue") { Description = "Venue that the files are from, as in binance-usdm (default: what the file or its name says)" };
        var symbol = new Option<string?>("--symbol") { Description = "Symbol of a file that does not say it" };
        var zone = new Option<string?>("--zone") { Description = "Zone of times that state none: UTC, +03:00, Europe/London (default: UTC)" };
        var mapping = new Option<string?>("--mapping") { Description = "JSON file that says which column is which" };
        var command = new Command(format.Id, $"Ingest {format.Description}; doing it again changes nothing. Example: {example}") { paths };
        var isMapped = format == FactFormatCatalog.Funding || format == FactFormatCatalog.OpenInterest;
        common.AddTo(command, [venue, symbol, common.Symbols, .. format == FactFormatCatalog.Book ? [] : new Option[] { zone }, checksum.Require, checksum.Accept, .. isMapped ? new Option[] { mapping } : [], common.Database, common.Lake, common.Json, common.Quiet]);
        command.SetAction(async (parsed, stop) =>
        {
            var files = CommonOptions.Paths(parsed, paths).SelectMany(Files).ToArray();
            if (files.Length == 0) throw new UsageException($"there is no file that ends in {string.Join(", ", Endings)} in {string.Join(", ", parsed.GetValue(paths)!)}; give files, or a folder that has some");
            var map = isMapped ? CommonOptions.MappingPath(parsed.GetValue(mapping)) : null;
            var request = new FactRequest(CommonOptions.VenueName(parsed.GetValue(venue)), parsed.GetValue(symbol), common.SymbolList(parsed), format == FactFormatCatalog.Book ? null : parsed.GetValue(zone), map) { Policy = checksum.Policy(parsed) };
            using var workspace = common.OpenMigrated(parsed);
            workspace.Lake.Sweep();
            var ingest = new FactIngest(workspace);
            var (reports, leftOut) = await Screen.Progress("ingest", parsed.GetValue(common.Quiet), async progress =>
            {
                var (done, other) = (new List<FactReport>(), 0);
                for (var i = 0; i < files.Length; i++)
                {
                    var (kept, skipped) = await ingest.Keep(format, files[i], request, stop);
                    done.AddRange(kept);
                    other += skipped;
                    progress.Report((i + 1, files.Length));
                }
                return (done, other);
            });
            if (reports.Count == 0 && Symbols(format, files, request) is { Length: > 0 } there)
                throw new UsageException($"--symbols {parsed.GetValue(common.Symbols)}: none of them is in the files; they have {string.Join(", ", there)}");
            if (parsed.GetValue(common.Json)) Screen.WriteJson(new { leftOut, files = reports.Select(FactTables.Document) });
            else FactTables.Write(reports, leftOut);
            return reports.Count == 0 ? ExitCode.NothingToDo : reports.TrueForAll(r => r.Error is not null) ? ExitCode.Refused(reports.Select(r => r.Error))
                : reports.Exists(r => r.Error is not null || (r.Rows.Quarantined > 0 && !r.KnownBefore)) ? ExitCode.Partial
                : reports.TrueForAll(r => r is { New: 0, Corrected: 0 }) ? ExitCode.NothingToDo : ExitCode.Done;
        });
        return command;
    }

    // Whose facts the files have, whoever was asked for.
    private static string[] Symbols(FactFormat format, string[] files, FactRequest request) =>
        [.. files.SelectMany(f => format.Read(f, request with { Symbols = null }).Batches.Select(b => b.Symbol)).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Files(string path) => !Directory.Exists(path) ? [path]
        : Directory.EnumerateFiles(path).Where(f => Endings.Any(e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase))).Order(StringComparer.Ordinal);
}
