using System.CommandLine;
using Forecast.Pipeline;
using Forecast.Sources;

namespace Forecast.Cli.Verbs;

/// <summary><c>ingest …</c>: files into the lake.</summary>
internal static class IngestVerb
{
    public static Command Create() => new("ingest", "Bring data into the lake")
    {
        Klines(),
        IngestTradesVerb.Create(),
        IngestFactsVerb.Funding(),
        IngestFactsVerb.OpenInterest(),
        IngestFactsVerb.Options(),
        IngestFactsVerb.Book(),
        IngestCaptureVerb.Create(),
        IngestBinanceVerb.Create(),
    };

    private static Command Klines()
    {
        var (common, checksum) = (new CommonOptions(), new ChecksumOptions());
        var paths = new Argument<string[]>("path") { Description = "Files, or folders with <interval>/<SYMBOL>.csv(.gz)", Arity = ArgumentArity.OneOrMore };
        var interval = new Option<string>("--interval") { Description = "Interval of the bars", DefaultValueFactory = _ => "15m" };
        var venue = new Option<string>("--venue") { Description = "Venue that the files are from", DefaultValueFactory = _ => "binance" };
        var symbol = new Option<string?>("--symbol") { Description = "Symbol of a single file that is not named after it" };
        var mapping = new Option<string?>("--mapping") { Description = "JSON file that says which column is which" };
        var command = new Command("klines", "Ingest klines files (CSV, gzip, zip, ccxt JSON); doing it again changes nothing. Example: forecast ingest klines DIR --interval 15m --symbols BTCUSDT") { paths };
        common.AddTo(command, interval, venue, symbol, mapping, checksum.Require, checksum.Accept, common.Symbols, common.Database, common.Lake, common.Json, common.Quiet);
        command.SetAction(async (parsed, stop) =>
        {
            var bars = CommonOptions.ParseDuration("--interval", parsed.GetValue(interval)!);
            var files = CommonOptions.Paths(parsed, paths);
            var location = new SourceLocation("", null, CommonOptions.VenueName(parsed.GetValue(venue)!), parsed.GetValue(symbol), CommonOptions.MappingPath(parsed.GetValue(mapping))) { Policy = checksum.Policy(parsed) };
            using var workspace = common.OpenMigrated(parsed);
            workspace.Lake.Sweep();
            var ingest = new Ingest(workspace);
            var reports = await Screen.Progress("ingest", parsed.GetValue(common.Quiet), async progress =>
            {
                var done = new List<IngestReport>();
                foreach (var path in files)
                {
                    foreach (var delivery in Deliveries(location with { Path = path }, new SourceRequest(bars, common.SymbolList(parsed))))
                    {
                        done.Add(await ingest.Keep(delivery, bars, stop));
                        progress.Report((done.Count, done.Count + 1));
                    }
                }
                return done;
            });
            if (parsed.GetValue(common.Json)) Screen.WriteJson(reports.Select(IngestTables.Document));
            else IngestTables.Write(reports);
            return reports.TrueForAll(r => r.Delivery.Error is not null) ? ExitCode.Refused(reports.Select(r => r.Delivery.Error))
                : reports.Exists(r => r.Delivery.Error is not null || (r.Faulty && !r.KnownBefore)) ? ExitCode.Partial
                : reports.TrueForAll(r => r is { New: 0, Corrected: 0 }) ? ExitCode.NothingToDo : ExitCode.Done;
        });
        return command;
    }

    // A path of which nothing can be read is a refused delivery; the others go on.
    private static IEnumerable<SourceDelivery> Deliveries(SourceLocation location, SourceRequest request)
    {
        try
        {
            return SourceCatalog.Open("files", location).Load(request);
        }
        catch (InputException e)
        {
            return [new SourceDelivery { Symbol = Path.GetFileName(location.Path!), Venue = location.Venue, Simulated = false, Delay = TimeSpan.FromMicroseconds(SourceCatalog.Delay(location.Venue)), Error = e.Error }];
        }
    }
}
