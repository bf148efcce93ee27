using System.CommandLine;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Pipeline.Registry;
using Forecast.Sources;

namespace Forecast.Cli.Verbs;

/// <summary><c>score</c>: losses and tests for a forecasts file, from this program or another, or for what the nights published.</summary>
internal static class ScoreVerb
{
    public static Command Create()
    {
        var (common, simulated) = (new CommonOptions(), ModelsVerb.SimulatedOption());
        var file = new Option<string?>("--forecasts") { Description = "CSV file, plain or gzipped: symbol,horizon,origin,model,forecast_variance,realized_variance and, if there are any, lower_90,upper_90" };
        var published = new Option<bool>("--published") { Description = "The track record instead: what nights published first, as they published it, against what happened since" };
        var live = new Option<bool>("--live") { Description = "Of the track record, only what was published before its time was over" };
        var interval = new Option<string>("--interval") { Description = "Of the track record: interval of the nights' bars", DefaultValueFactory = _ => "15m" };
        var benchmark = new Option<string>("--benchmark") { Description = "The model that the others are compared with", DefaultValueFactory = _ => ModelCatalog.Benchmark };
        var from = new Option<string?>("--from") { Description = "First UTC day of origins (default: the first there is)" };
        var to = new Option<string?>("--to") { Description = "Last UTC day of origins (default: the last there is)" };
        var command = new Command("score", "Losses and tests for a forecasts file, or for what the nights published; docs/evaluation.md says what each column is. Example: forecast score --forecasts result/forecasts.csv --benchmark log-har; the track record: forecast score --published");
        common.AddTo(command, file, published, live, interval, simulated, common.Symbols, benchmark, from, to, common.Database, common.Lake, common.Json);
        command.SetAction(async (parsed, stop) =>
        {
            var compared = parsed.GetValue(benchmark)!;
            var first = CommonOptions.ParseInstant("--from", parsed.GetValue(from)) is { } f ? Instant.FloorDay(f) : long.MinValue;
            var last = CommonOptions.ParseInstant("--to", parsed.GetValue(to)) is { } t ? Instant.FloorDay(t) + Duration.Day - 1 : long.MaxValue;
            if (last < first) throw new UsageException($"--to {parsed.GetValue(to)} is before --from {parsed.GetValue(from)}");
            if (parsed.GetValue(file) is { } path)
            {
                Option[] others = [published, live, interval, simulated, common.Symbols];
                if (others.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } other) throw new UsageException($"--forecasts reads a file and {other.Name} is about what nights published; give one of them");
                var table = Compare(ForecastFile.Read(path), path, compared, first, last);
                if (parsed.GetValue(common.Json)) Screen.WriteJson(ScoreTables.Document(table, path, compared));
                else ScoreTables.Write(table, compared);
                return ExitCode.Done;
            }
            if (!parsed.GetValue(published)) throw new UsageException("give --forecasts FILE.csv to score a file, or --published to score what the nights published");
            using var workspace = common.OpenMigrated(parsed);
            await using var db = workspace.Database.CreateContext();
            var scope = await ModelAliases.Scope(db, parsed.GetValue(simulated), stop);
            var record = TrackRecord.Load(db, scope, CommonOptions.ParseInterval(parsed.GetValue(interval)!), common.SymbolList(parsed), parsed.GetValue(live));
            var comparison = record.Forecasts.Count == 0 ? null : Compare(record.Forecasts, "the track record", compared, first, last);
            if (parsed.GetValue(common.Json)) Screen.WriteJson(TrackTables.Document(scope, record, comparison, compared));
            else TrackTables.Write(scope, record, comparison, compared);
            return comparison is null ? ExitCode.NothingToDo : ExitCode.Done;
        });
        return command;
    }

    private static ComparisonTable Compare(IReadOnlyList<BoundedForecasts> forecasts, string where, string benchmark, long first, long last)
    {
        if (forecasts.FirstOrDefault(x => !x.Table.Models.Contains(benchmark)) is { Table: var lacks })
            throw new UsageException($"--benchmark {benchmark}: {where} has no forecasts of it over {Duration.Format(lacks.Horizon)}; there are {string.Join(", ", lacks.Models)}");
        var result = ComparisonTable.Of(forecasts, benchmark, first, last);
        return result.Value ?? throw new InputException(result.Undefined!, where, "give a file with complete targets, or widen --from and --to");
    }
}
