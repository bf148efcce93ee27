using System.CommandLine;
using Forecast.Pipeline.Views;

namespace Forecast.Cli.Verbs;

/// <summary><c>margin parameters</c>: the recommended parameters with their raw rates; beside it <c>margin tier</c>.</summary>
internal static class MarginVerb
{
    public static Command Create() => new("margin", "Margin parameters") { Parameters(), Explain(), MarginBacktestVerb.Create(), MarginTierVerb.Create() };

    private static Command Explain()
    {
        var common = new CommonOptions();
        var symbol = new Argument<string>("symbol") { Description = "Instrument, as in forecast margin parameters" };
        var command = new Command("explain", "Why an instrument's margin is what it is: signed parts that add up, which rules bind, what doing nothing would cover, and alternatives. Example: forecast margin explain BTCUSDT") { symbol };
        common.AddTo(command, common.Database, common.Lake, common.Json);
        command.SetAction(async (parsed, stop) =>
        {
            using var workspace = common.OpenMigrated(parsed);
            await using var db = workspace.Database.CreateContext();
            var wanted = parsed.GetValue(symbol)!;
            var view = (await CurrentViews.Recommendations(db, null, null, stop)).FirstOrDefault(v => v.Symbol == wanted)
                ?? throw new InvalidDataException($"there are no parameters for {wanted}; forecast nightly makes them, forecast recommendations list shows what there is");
            if (parsed.GetValue(common.Json)) Screen.WriteJson(view);
            else RecommendationTables.WriteOne(view);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Parameters()
    {
        var common = new CommonOptions();
        var command = new Command("parameters", "Recommended parameters and the static, dynamic and predictive rates behind them. Example: forecast margin parameters --symbols BTCUSDT");
        common.AddTo(command, common.Symbols, common.Database, common.Lake, common.Json);
        command.SetAction(async (parsed, stop) =>
        {
            using var workspace = common.OpenMigrated(parsed);
            await using var db = workspace.Database.CreateContext();
            var wanted = common.SymbolList(parsed);
            var views = (await CurrentViews.Recommendations(db, null, null, stop)).Where(v => wanted is null || wanted.Contains(v.Symbol)).ToArray();
            if (wanted?.Except(views.Select(v => v.Symbol)).ToArray() is { Length: > 0 } missing)
                throw new InvalidDataException($"there are no parameters for {string.Join(", ", missing)}; forecast nightly makes them, forecast recommendations list shows what there is");
            if (parsed.GetValue(common.Json)) Screen.WriteJson(views);
            else if (views.Length == 0) Console.WriteLine("There are no parameters yet. Make some with: forecast nightly");
            else foreach (var view in views) RecommendationTables.WriteOne(view);
            return views.Length == 0 ? ExitCode.NothingToDo : ExitCode.Done;
        });
        return command;
    }
}
