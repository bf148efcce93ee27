using System.CommandLine;
using Forecast.Core.Market;
using Forecast.Pipeline;
using Forecast.Pipeline.Views;
using Forecast.Sources;
using Forecast.Web.Reports;

namespace Forecast.Cli.Verbs;

/// <summary><c>nightly</c>: the main job.</summary>
internal static class NightlyVerb
{
    public static Command Create()
    {
        var (common, binance) = (new CommonOptions(), new BinanceOptions());
        var source = new Option<string>("--source") { Description = $"Where bars come from: {string.Join("; ", SourceCatalog.All.Select(s => $"{s.Id} = {s.Description}"))}", DefaultValueFactory = _ => "sample" };
        var data = new Option<string?>("--data") { Description = "Folder or file of --source files" };
        var interval = new Option<string>("--interval") { Description = "Interval of the bars", DefaultValueFactory = _ => "15m" };
        var from = new Option<string?>("--from") { Description = "First UTC day of --source binance (default: 730 days back)" };
        var report = new Option<string?>("--report") { Description = "Also write a self-contained HTML page to this file" };
        var knownAt = new Option<string?>("--known-at") { Description = "Repeat the night as it was at this UTC instant: from the lake alone, without what was ingested, corrected or imported later" };
        var command = new Command("nightly", "The main job: ingest, measure, train, score, evaluate, recommend. Example: forecast nightly --source files --data DIR --interval 15m --symbols BTCUSDT,ETHUSDT");
        common.AddTo(command, source, data, interval, from, binance.Archive, binance.Api, common.Symbols, common.AsOf, knownAt, report, common.Database, common.Lake, common.Json, common.Quiet);
        command.SetAction(async (parsed, stop) =>
        {
            var id = parsed.GetValue(source)!;
            if (SourceCatalog.All.All(s => s.Id != id)) throw new UsageException($"there is no source '{id}'; there are {string.Join(", ", SourceCatalog.All.Select(s => s.Id))}");
            var replay = CommonOptions.ParseInstant("--known-at", parsed.GetValue(knownAt));
            if (replay > Instant.From(TimeProvider.System.GetUtcNow())) throw new UsageException($"--known-at {parsed.GetValue(knownAt)} is not over yet; nobody knows what will be in the lake then: write an instant of the past");
            if (replay is not null && parsed.GetValue(data) is not null) throw new UsageException("--known-at reads the lake alone; leave --data out");
            if (id == "files" && replay is null && parsed.GetValue(data) is null) throw new UsageException("--source files needs --data DIR, a folder with <interval>/<SYMBOL>.csv.gz");
            if (id != "files" && parsed.GetValue(data) is not null) throw new UsageException($"--data is for --source files; --source {id} needs none");
            if (id != "binance" && (parsed.GetValue(from) ?? parsed.GetValue(binance.Archive) ?? parsed.GetValue(binance.Api)) is not null) throw new UsageException("--from, --archive-url and --api-url are for --source binance");
            var request = new NightlyRequest(id, parsed.GetValue(data) is { } d ? Path.GetFullPath(d) : null, CommonOptions.ParseInterval(parsed.GetValue(interval)!), common.SymbolList(parsed), common.AsOfInstant(parsed), replay)
            {
                From = BinanceOptions.Day("--from", parsed.GetValue(from)), Binance = binance.Addresses(parsed),
            };

            using var workspace = common.OpenMigrated(parsed);
            var outcome = await Screen.Progress("nightly", parsed.GetValue(common.Quiet), progress => new Nightly(workspace).Run(request, progress, stop));
            var night = await NightView.Load(workspace, outcome, stop);
            if (parsed.GetValue(report) is { } path) await File.WriteAllTextAsync(path, NightlyReport.Render(workspace, night), stop);
            if (parsed.GetValue(common.Json)) Screen.WriteJson(NightTables.Document(night, workspace.CodeVersion));
            else NightTables.Write(night, parsed.GetValue(report), CommonOptions.Given(parsed, common.Symbols, common.Lake, common.Database));
            return outcome.Instruments.All(i => i.Error is not null) ? ExitCode.Failed : outcome.Partial ? ExitCode.Partial : outcome.NothingToDo ? ExitCode.NothingToDo : ExitCode.Done;
        });
        return command;
    }
}
