using System.CommandLine;
using Forecast.Pipeline.Views;

namespace Forecast.Cli.Verbs;

/// <summary><c>recommendations list|show</c>: what is proposed, and why.</summary>
internal static class RecommendationsVerb
{
    public static Command Create() => new("recommendations", "Recommended margin parameters and their reasons") { List(), Show() };

    private static Command List()
    {
        var common = new CommonOptions();
        var state = new Option<string?>("--state") { Description = "Only those in this state (proposed)" };
        var command = new Command("list", "The newest recommendation of every instrument. Example: forecast recommendations list --symbols BTCUSDT");
        common.AddTo(command, common.Database, common.Lake, common.Symbols, state, common.Json);
        command.SetAction(async (parsed, stop) =>
        {
            using var workspace = common.OpenMigrated(parsed);
            await using var db = workspace.Database.CreateContext();
            var wanted = common.SymbolList(parsed);
            var views = (await CurrentViews.Recommendations(db, null, parsed.GetValue(state), stop)).Where(v => wanted is null || wanted.Contains(v.Symbol)).ToArray();
            if (wanted?.Except(views.Select(v => v.Symbol)).ToArray() is { Length: > 0 } missing)
                throw new InvalidDataException($"there is no recommendation for {string.Join(", ", missing)}; forecast recommendations list shows what there is");
            if (parsed.GetValue(common.Json)) Screen.WriteJson(views);
            else if (views.Length == 0) Console.WriteLine("There are no recommendations. Make some with: forecast nightly");
            else RecommendationTables.WriteList(views);
            return views.Length == 0 ? ExitCode.NothingToDo : ExitCode.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var common = new CommonOptions();
        var id = new Argument<string>("id") { Description = "The recommendation's id, or the beginning of it" };
        var command = new Command("show", "One recommendation with its reasons. Example: forecast recommendations show 3f2a") { id };
        common.AddTo(command, common.Database, common.Lake, common.Json);
        command.SetAction(async (parsed, stop) =>
        {
            using var workspace = common.OpenMigrated(parsed);
            await using var db = workspace.Database.CreateContext();
            var wanted = parsed.GetValue(id)!;
            var view = await CurrentViews.Recommendation(db, wanted, stop)
                ?? throw new InvalidDataException($"there is no single recommendation whose id begins with '{wanted}'; forecast recommendations list shows the ids");
            if (parsed.GetValue(common.Json))
            {
                Screen.WriteJson(view);
                return ExitCode.Done;
            }
            RecommendationTables.WriteOne(view);
            if (await Replay.Command(db, view, stop) is { } replay) Console.WriteLine($"Made again whatever came in later, with  {replay}");
            return ExitCode.Done;
        });
        return command;
    }
}
