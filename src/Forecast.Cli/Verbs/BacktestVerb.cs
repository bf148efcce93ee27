using System.CommandLine;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Pipeline.Backtest;
using Forecast.Web.Reports;

namespace Forecast.Cli.Verbs;

/// <summary><c>backtest</c>: walk-forward forecasts and margins, with scores, files and a page.</summary>
internal static class BacktestVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var data = new Option<string?>("--data") { Description = "Folder with <interval>/<SYMBOL>.csv(.gz), or one file (default: the simulated market)" };
        var interval = new Option<string>("--interval") { Description = "Interval of the bars and of the target", DefaultValueFactory = _ => "15m" };
        var horizons = new Option<string>("--horizons") { Description = "Horizons, separated by commas", DefaultValueFactory = _ => "1h,4h,1d,2d,7d" };
        var from = new Option<string>("--from") { Description = "First UTC day of origins", Required = true };
        var to = new Option<string>("--to") { Description = "Last UTC day of origins", Required = true };
        var output = new Option<string>("--out") { Description = "Folder for forecasts.csv, intervals.csv, tails.csv, scores.csv, margin.csv and report.html", Required = true };
        var models = new Option<string>("--models") { Description = $"Models, separated by commas, of {string.Join(", ", BacktestModelCatalog.All.Select(m => m.Id))}; {ModelCatalog.Benchmark} is always among them (default: those of a night)", DefaultValueFactory = _ => string.Join(",", ModelCatalog.Nightly.Select(m => m.Id)) };
        var ablation = new Option<bool>("--ablation") { Description = $"Also the models {string.Join(" and ", ModelAblations.Wholes.Select(m => m.Id))} with a part left out, and whole; then score --benchmark {ModelAblations.Wholes[^1].Id} says what each part is worth" };
        var command = new Command("backtest", "Walk forward over history: forecasts, scores, margins, report. Example: forecast backtest --data DIR --symbols BTCUSDT --horizons 1h,1d --from 2024-01-01 --to 2024-12-31 --out result");
        common.AddTo(command, data, interval, common.Symbols, horizons, from, to, output, models, ablation, common.TimeLimit, common.Json, common.Quiet);
        command.SetAction(async (parsed, stop) =>
        {
            var request = new BacktestRequest(
                parsed.GetValue(data) is { } d ? Path.GetFullPath(d) : null, CommonOptions.ParseInterval(parsed.GetValue(interval)!), common.SymbolList(parsed),
                [.. List(parsed.GetValue(horizons)!).Select(h => Hours("--horizons", h)).Distinct().Order()], Day("--from", parsed.GetValue(from)!), Day("--to", parsed.GetValue(to)!) + Duration.Day - 1,
                [.. List(parsed.GetValue(models)!).Select(Model), .. parsed.GetValue(ablation) ? ModelAblations.Wholes.Concat(ModelAblations.All).Select(m => m.Id) : []])
            { FitTime = common.Time(parsed) };
            if (request.To < request.From) throw new UsageException($"--to {parsed.GetValue(to)} is before --from {parsed.GetValue(from)}");
            var folder = Path.GetFullPath(parsed.GetValue(output)!);
            var kept = new KeptWalks(Path.Combine(folder, KeptWalks.FolderName));
            var result = await Screen.Walks("backtest", parsed.GetValue(common.Quiet), progress => Task.Run(() => new BacktestRunner(CommonOptions.RepositoryRoot(), TimeProvider.System).Run(request, progress, kept, stop), stop));
            BacktestFiles.Write(result, folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "report.html"), BacktestReport.Render(result), stop);
            kept.Clear();
            if (parsed.GetValue(common.Json)) Screen.WriteJson(BacktestTables.Document(result, folder));
            else BacktestTables.Write(result, folder);
            return result.Deliveries.Any(x => x.Error is not null || x.Rows.Quarantined > 0) ? ExitCode.Partial : ExitCode.Done;
        });
        return command;
    }

    internal static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal static TimeSpan Hours(string option, string text) =>
        CommonOptions.ParseDuration(option, text) is var h && h.Ticks % TimeSpan.TicksPerHour == 0 ? h : throw new UsageException($"{option} {text} is not whole hours; write 1h, 4h, 1d");

    private static string Model(string id) =>
        BacktestModelCatalog.Known.Any(m => m.Id == id) ? id : throw new UsageException($"there is no model '{id}'; there are {string.Join(", ", BacktestModelCatalog.All.Select(m => m.Id))}");

    internal static long Day(string option, string text)
    {
        try
        {
            return Instant.FloorDay(Instant.Parse(text));
        }
        catch (FormatException e)
        {
            throw new UsageException($"{option}: {e.Message}");
        }
    }
}
