using System.CommandLine;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Sources;

namespace Forecast.Cli.Verbs;

/// <summary><c>score</c>: losses and tests for a forecasts file, from this program or another.</summary>
internal static class ScoreVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var file = new Option<string>("--forecasts") { Description = "CSV file, plain or gzipped: symbol,horizon,origin,model,forecast_variance,realized_variance and, if there are any, lower_90,upper_90", Required = true };
        var benchmark = new Option<string>("--benchmark") { Description = "The model that the others are compared with", DefaultValueFactory = _ => ModelCatalog.Benchmark };
        var from = new Option<string?>("--from") { Description = "First UTC day of origins (default: the file's first)" };
        var to = new Option<string?>("--to") { Description = "Last UTC day of origins (default: the file's last)" };
        var command = new Command("score", "Losses and tests for a forecasts file, from this program or another; docs/evaluation.md says what each column is. Example: forecast score --forecasts result/forecasts.csv --benchmark log-har");
        common.AddTo(command, file, benchmark, from, to, common.Json);
        command.SetAction(parsed =>
        {
            var (path, compared) = (parsed.GetValue(file)!, parsed.GetValue(benchmark)!);
            var first = CommonOptions.ParseInstant("--from", parsed.GetValue(from)) is { } f ? Instant.FloorDay(f) : long.MinValue;
            var last = CommonOptions.ParseInstant("--to", parsed.GetValue(to)) is { } t ? Instant.FloorDay(t) + Duration.Day - 1 : long.MaxValue;
            if (last < first) throw new UsageException($"--to {parsed.GetValue(to)} is before --from {parsed.GetValue(from)}");
            var forecasts = ForecastFile.Read(path);
            if (forecasts.FirstOrDefault(x => !x.Table.Models.Contains(compared)) is { Table: var lacks })
                throw new UsageException($"--benchmark {compared}: {path} has no forecasts of it over {Duration.Format(lacks.Horizon)}; there are {string.Join(", ", lacks.Models)}");
            var result = ComparisonTable.Of(forecasts, compared, first, last);
            if (result.Value is not { } table) throw new InputException(result.Undefined!, path, "give a file with complete targets, or widen --from and --to");
            if (parsed.GetValue(common.Json)) Screen.WriteJson(ScoreTables.Document(table, path, compared));
            else ScoreTables.Write(table, compared);
            return ExitCode.Done;
        });
        return command;
    }
}
