using System.CommandLine;
using Forecast.Core.Models;
using Forecast.Pipeline;
using Forecast.Pipeline.Registry;

namespace Forecast.Cli.Verbs;

/// <summary><c>models</c>: the registry.</summary>
internal static class ModelsVerb
{
    public static Command Create() => new("models", "The registry of models: which is champion, how each does, what it was fitted from") { List(), Show(), ModelsCompareVerb.Create(), ModelsDecideVerb.Promote(), ModelsDecideVerb.Rollback() };

    public static Option<bool> SimulatedOption() => new("--simulated") { Description = "Of the simulated market, which has a champion of its own (default: real prices, if a night has had any)" };

    /// <summary>A model's id, or a usage error that lists them.</summary>
    public static string Known(string id) =>
        ModelCatalog.All.Any(m => m.Id == id) ? id : throw new UsageException($"there is no model '{id}'; there are {string.Join(", ", ModelCatalog.All.Select(m => m.Id))}");

    private static Command List()
    {
        var (common, simulated) = (new CommonOptions(), SimulatedOption());
        var command = new Command("list", "Models with champion and challenger marked, and their last scores. Example: forecast models list");
        common.AddTo(command, simulated, common.Database, common.Lake, common.Json);
        command.SetAction(async (parsed, stop) =>
        {
            using var workspace = common.OpenMigrated(parsed);
            await using var db = workspace.Database.CreateContext();
            var scope = await ModelAliases.Scope(db, parsed.GetValue(simulated), stop);
            var models = await ModelViews.List(db, scope, stop);
            if (parsed.GetValue(common.Json)) Screen.WriteJson(new { scope, models });
            else ModelTables.WriteList(scope, models);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var (common, simulated) = (new CommonOptions(), SimulatedOption());
        var id = new Argument<string>("id") { Description = "Id of a model; forecast models list shows them" };
        var command = new Command("show", "A model's card, the hashes and parameters of its last fits, and when it was champion or challenger. Example: forecast models show log-har --symbols BTCUSDT") { id };
        common.AddTo(command, simulated, common.Symbols, common.Database, common.Lake, common.Json);
        command.SetAction(async (parsed, stop) =>
        {
            var model = Known(parsed.GetValue(id)!);
            using var workspace = common.OpenMigrated(parsed);
            await using var db = workspace.Database.CreateContext();
            var scope = await ModelAliases.Scope(db, parsed.GetValue(simulated), stop);
            var wanted = common.SymbolList(parsed);
            var fits = (await ModelViews.Fits(workspace, db, scope, model, stop)).Where(f => wanted is null || wanted.Contains(f.Symbol)).ToArray();
            if (wanted?.Except(fits.Select(f => f.Symbol)).ToArray() is { Length: > 0 } missing)
                throw new InvalidDataException($"no night has fitted {model} to {string.Join(", ", missing)}; forecast models show {model} lists the instruments that have a fit");
            var history = (await ModelAliases.History(db, scope, stop)).Where(a => a.Model == model).ToArray();
            var card = Card(workspace, model);
            if (parsed.GetValue(common.Json)) Screen.WriteJson(ModelTables.Document(scope, model, card, history, fits));
            else ModelTables.WriteOne(scope, card, history, fits);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Card(Workspace workspace, string model) => File.ReadAllText(Path.Combine(workspace.Root, "models", "cards", $"{model}.md")).Trim();
}
