using System.CommandLine;
using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Pipeline.Backtest;
using Forecast.Web.Reports;

namespace Forecast.Cli.Verbs;

/// <summary><c>margin backtest</c>: static, dynamic, predictive and policy margins side by side on the same origins.</summary>
internal static class MarginBacktestVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var data = new Option<string?>("--data") { Description = "Folder with <interval>/<SYMBOL>.csv(.gz), or one file (default: the simulated market)" };
        var interval = new Option<string>("--interval") { Description = "Interval of the bars", DefaultValueFactory = _ => "15m" };
        var from = new Option<string>("--from") { Description = "First UTC day of origins", Required = true };
        var to = new Option<string>("--to") { Description = "Last UTC day of origins", Required = true };
        var output = new Option<string>("--out") { Description = "Folder for margin.csv, comparison.csv and margin.html", Required = true };
        var confidence = new Option<string>("--confidence") { Description = "One-sided confidences, separated by commas, from 0.9 to below 1", DefaultValueFactory = _ => "0.99" };
        var mpor = new Option<string>("--mpor") { Description = "Margin periods of risk, separated by commas", DefaultValueFactory = _ => "1d" };
        var frontier = new Option<bool>("--frontier") { Description = "Also what each of the policy's settings costs and smooths" };
        var command = new Command("backtest", "Margins by every method on the same origins: coverage, cost, swings, and cost at equal breaches. Example: forecast margin backtest --data DIR --from 2024-01-01 --to 2024-12-31 --out result");
        common.AddTo(command, data, interval, common.Symbols, from, to, output, confidence, mpor, frontier, common.TimeLimit, common.Json, common.Quiet);
        command.SetAction(async (parsed, stop) =>
        {
            TimeSpan[] periods = [.. BacktestVerb.List(parsed.GetValue(mpor)!).Select(h => BacktestVerb.Hours("--mpor", h)).Distinct().Order()];
            var request = new BacktestRequest(
                parsed.GetValue(data) is { } d ? Path.GetFullPath(d) : null, CommonOptions.ParseInterval(parsed.GetValue(interval)!), common.SymbolList(parsed),
                periods, BacktestVerb.Day("--from", parsed.GetValue(from)!), BacktestVerb.Day("--to", parsed.GetValue(to)!) + Duration.Day - 1, [.. ModelCatalog.Nightly.Select(m => m.Id)])
            {
                FitTime = common.Time(parsed),
                MarginPeriods = periods,
                Confidences = [.. BacktestVerb.List(parsed.GetValue(confidence)!).Select(Confidence).Distinct().Order()],
                Frontier = parsed.GetValue(frontier),
            };
            if (request.To < request.From) throw new UsageException($"--to {parsed.GetValue(to)} is before --from {parsed.GetValue(from)}");
            var folder = Path.GetFullPath(parsed.GetValue(output)!);
            var kept = new KeptWalks(Path.Combine(folder, KeptWalks.FolderName));
            var result = await Screen.Walks("margin backtest", parsed.GetValue(common.Quiet), progress => Task.Run(() => new BacktestRunner(CommonOptions.RepositoryRoot(), TimeProvider.System).Run(request, progress, kept, stop), stop));
            if (result.Margins.Count == 0) throw new InvalidDataException($"no margin can be compared: {string.Join("; ", result.Notes)}");
            var margins = MarginBacktestResult.Of(result, stop);
            BacktestFiles.WriteMargins(margins, folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "margin.html"), MarginBacktestReport.Render(margins), stop);
            kept.Clear();
            if (parsed.GetValue(common.Json)) Screen.WriteJson(MarginBacktestTables.Document(margins, folder));
            else MarginBacktestTables.Write(margins, folder);
            return result.Deliveries.Any(x => x.Error is not null || x.Rows.Quarantined > 0) ? ExitCode.Partial : ExitCode.Done;
        });
        return command;
    }

    private static double Confidence(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var c) && c is >= 0.9 and < 1 ? c : throw new UsageException($"--confidence {text} is not from 0.9 to below 1; write 0.99");
}
