using System.CommandLine;
using Forecast.Core.Features;
using Forecast.Core.Market;
using Forecast.Pipeline.Export;
using Forecast.Storage.Export;

namespace Forecast.Cli.Verbs;

/// <summary><c>export</c>: what the program made, for a notebook or a database.</summary>
internal static class ExportVerb
{
    public static Command Create() => new("export", "Write tables for a notebook, DuckDB or another program") { Features(), Measures() };

    private static Command Features()
    {
        var every = new Option<string>("--every") { Description = "Distance between rows: a whole number of hours that divides a day, or 1d", DefaultValueFactory = _ => "1h" };
        var leader = new Option<string?>("--market-leader") { Description = "Instrument that is the market factor, as in BTCUSDT (default: the first principal component of all of the venue)" };
        var command = new Command("features", $"The {FeatureCatalog.All.Count} features of each instrument at each origin, every value as it could be known then. Example: forecast export features --symbols BTCUSDT,ETHUSDT --from 2024-01-01 --to 2024-12-31 --format parquet --out features.parquet");
        return Export(command, [every, leader], (request, lake, parsed) => FeatureTable.Of(lake, request, Every(parsed.GetValue(every)!), parsed.GetValue(leader)?.ToUpperInvariant()));
    }

    private static Command Measures()
    {
        var command = new Command("measures", "The realised measures of each instrument and day, from the lake's bars. Example: forecast export measures --symbols BTCUSDT --format csv --out measures.csv");
        return Export(command, [], (request, lake, _) => MeasureTable.Of(lake, request));
    }

    private static Command Export(Command command, Option[] own, Func<ExportRequest, Storage.Lake.Lake, ParseResult, ExportResult> make)
    {
        var common = new CommonOptions();
        var venue = new Option<string?>("--venue") { Description = "Only instruments of this venue" };
        var interval = new Option<string>("--interval") { Description = "Interval of the bars in the lake", DefaultValueFactory = _ => "15m" };
        var from = new Option<string?>("--from") { Description = "First UTC day (default: all there is)" };
        var to = new Option<string?>("--to") { Description = "Last UTC day, inclusive" };
        var format = new Option<string>("--format") { Description = string.Join("; ", ExportFormatCatalog.All.Select(f => $"{f.Name}: {f.Description}")), DefaultValueFactory = _ => "parquet" };
        var output = new Option<string>("--out") { Description = "File to write; one that is there is replaced", Required = true };
        common.AddTo(command, [common.Symbols, venue, interval, .. own, from, to, format, output, common.Lake, common.Database, common.Json]);
        command.SetAction(parsed =>
        {
            var chosen = ExportFormatCatalog.All.FirstOrDefault(f => f.Name == parsed.GetValue(format)) ?? throw new UsageException($"--format {parsed.GetValue(format)} is not there; write {string.Join(", ", ExportFormatCatalog.All.Select(f => f.Name))}");
            var request = new ExportRequest(
                CommonOptions.ParseInterval(parsed.GetValue(interval)!), Day("--from", parsed.GetValue(from)), Day("--to", parsed.GetValue(to)) + Duration.Day,
                common.SymbolList(parsed), CommonOptions.VenueName(parsed.GetValue(venue)));
            if (request.From >= request.Until) throw new UsageException($"--from {parsed.GetValue(from)} lies after --to {parsed.GetValue(to)}");
            using var workspace = common.Open(parsed);
            var result = make(request, workspace.Lake, parsed);
            if (result.Table is null) throw new InvalidOperationException($"nothing to export: {string.Join("; ", result.Missing)}");
            var path = Path.GetFullPath(parsed.GetValue(output)!);
            ExportFormatCatalog.Write(chosen, result.Table, path);
            if (parsed.GetValue(common.Json)) Screen.WriteJson(new { file = path, rows = result.Table.Table.Rows, columns = result.Table.Table.Columns.Select(c => c.Name), notes = result.Table.Notes, result.Missing });
            else
            {
                Console.WriteLine($"{result.Table.Table.Rows} rows of {result.Table.Table.Columns.Count} columns → {path}");
                foreach (var missing in result.Missing) Console.WriteLine($"left out: {missing}");
            }
            return result.Missing.Count > 0 ? ExitCode.Partial : ExitCode.Done;
        });
        return command;
    }

    private static long? Day(string option, string? text) => BinanceOptions.Day(option, text) is { } day ? Instant.From(day) : null;

    private static TimeSpan Every(string text) =>
        CommonOptions.ParseDuration("--every", text) is var value && value.Ticks % TimeSpan.TicksPerHour == 0 && TimeSpan.TicksPerDay % value.Ticks == 0 ? value
            : throw new UsageException($"--every {text} is not a whole number of hours that divides a day; write 1h, 4h or 1d");
}
