using System.CommandLine;
using Forecast.Pipeline.Registry;

namespace Forecast.Cli.Verbs;

/// <summary><c>models compare</c>: two models on the same instruments and origins, and what the promotion rule says.</summary>
internal static class ModelsCompareVerb
{
    public static Command Create()
    {
        var (common, simulated) = (new CommonOptions(), ModelsVerb.SimulatedOption());
        var first = new Argument<string>("model") { Description = "The model that is judged" };
        var second = new Argument<string>("against") { Description = "The model that it is judged against" };
        var published = new Option<bool>("--published") { Description = "By the track record instead of the newest night's back-test" };
        var interval = new Option<string>("--interval") { Description = "Of the track record: interval of the nights' bars", DefaultValueFactory = _ => "15m" };
        var command = new Command("compare", "Losses of one model against another on the same instruments and origins, and whether the rule would promote it. Example: forecast models compare log-har combination") { first, second };
        common.AddTo(command, published, interval, simulated, common.Database, common.Lake, common.Json);
        command.SetAction(async (parsed, stop) =>
        {
            var (one, other) = (ModelsVerb.Known(parsed.GetValue(first)!), ModelsVerb.Known(parsed.GetValue(second)!));
            if (one == other) throw new UsageException($"both models are {one}; name two");
            using var workspace = common.OpenMigrated(parsed);
            await using var db = workspace.Database.CreateContext();
            var scope = await ModelAliases.Scope(db, parsed.GetValue(simulated), stop);
            var losses = parsed.GetValue(published)
                ? ModelLosses.Published(TrackRecord.Load(db, scope, CommonOptions.ParseInterval(parsed.GetValue(interval)!), null, onlyLive: false))
                : await ModelLosses.WalkForward(workspace, db, scope, settings: null, stop);
            if (losses.Tables.Count == 0)
            {
                Console.Error.WriteLine(parsed.GetValue(published) ? "forecast: nothing that was published has an outcome yet; forecast score --published says what waits" : "forecast: no night has made forecasts to compare; next: forecast nightly");
                return ExitCode.NothingToDo;
            }
            var review = PromotionReview.Of(losses, RegistryPolicy.Read(workspace.Root), Has(losses, one), Has(losses, other));
            if (parsed.GetValue(common.Json)) Screen.WriteJson(PromotionTables.Document(scope, review));
            else PromotionTables.Write(scope, review);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A model that has forecasts to judge by, or an error that lists those that have.</summary>
    public static string Has(ModelLosses losses, string model) => losses.Models.Contains(model) ? model
        : throw new InvalidDataException($"there are no forecasts of {model} on all instruments; there are {string.Join(", ", losses.Models)}. A model that no night runs is compared with: forecast backtest --models {model}");
}
