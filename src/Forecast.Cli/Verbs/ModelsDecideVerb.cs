using System.CommandLine;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Forecast.Pipeline;
using Forecast.Pipeline.Registry;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;

namespace Forecast.Cli.Verbs;

/// <summary><c>models promote|rollback</c>: a person's decision about the champion, which margins and pages are made from.</summary>
internal static class ModelsDecideVerb
{
    public static Command Promote()
    {
        var (options, model) = (new Options(), new Argument<string>("model") { Description = "Id of the model that is to be champion" });
        var against = new Option<bool>("--override") { Description = "Decide against the promotion rule; the decision says so" };
        var command = new Command("promote", "Make a model champion: nights make margins and pages from it, from an as-of on. Example: forecast models promote log-har --by 'Ann Smith' --reason 'lower loss on every instrument'") { model };
        options.AddTo(command, against);
        command.SetAction(async (parsed, stop) =>
        {
            var wanted = ModelsVerb.Known(parsed.GetValue(model)!);
            if (ModelCatalog.Nightly.All(m => m.Id != wanted)) throw new UsageException($"no night runs {wanted}, so that no margin could be made from it; nights run {string.Join(", ", ModelCatalog.Nightly.Select(m => m.Id))}");
            return await options.Decide(parsed, async (workspace, db, scope) =>
            {
                var champion = ModelAliases.Champion(db, scope, null, null);
                if (champion == wanted) return null;
                var (losses, policy) = (await ModelLosses.WalkForward(workspace, db, scope, settings: null, stop), RegistryPolicy.Read(workspace.Root));
                if (losses.Tables.Count == 0) throw new InvalidDataException("no night has made forecasts to judge by; run forecast nightly first");
                var review = PromotionReview.Of(losses, policy, ModelsCompareVerb.Has(losses, wanted), ModelsCompareVerb.Has(losses, champion));
                var overridden = !review.Verdict.Proposed;
                if (overridden && !parsed.GetValue(against)) throw new InvalidDataException($"the promotion rule refuses {wanted}: it is {review.Sentence}. See forecast models compare {wanted} {champion}; --override decides against the rule");
                return (wanted, review.Evidence(policy, overridden));
            }, $"{wanted} is champion already; forecast models list shows it", stop);
        });
        return command;
    }

    public static Command Rollback()
    {
        var options = new Options();
        var command = new Command("rollback", "Make the champion of before champion again, as a decision of its own. Example: forecast models rollback --by 'Ann Smith' --reason 'margins too jumpy'");
        options.AddTo(command);
        command.SetAction((parsed, stop) => options.Decide(parsed, (_, db, scope) =>
        {
            var decision = ModelAliases.InForce(db, scope, ModelAlias.Champion, null, null)!;
            return Task.FromResult(AliasDecision.Before(db, scope) is { } before ? (before, $$"""{"rollbackOf":{{decision.Number}}}""") : ((string, string)?)null);
        }, "there is no champion of before to go back to; forecast models promote makes one", stop));
        return command;
    }

    /// <summary>What every decision says, and how it is written down.</summary>
    private sealed class Options
    {
        private const int LongestName = 100, LongestReason = 2000;

        private readonly CommonOptions _common = new();
        private readonly Option<bool> _simulated = ModelsVerb.SimulatedOption();
        private readonly Option<string> _by = new("--by") { Description = "Name of the person who decides", Required = true };
        private readonly Option<string> _reason = new("--reason") { Description = "Why", Required = true };
        private readonly Option<string?> _from = new("--from") { Description = "UTC day of the first as-of that it is about (default: the day after the newest night, so that nothing published is contradicted)" };

        public void AddTo(Command command, params Option[] others) => _common.AddTo(command, [_by, _reason, .. others, _from, _simulated, _common.Database, _common.Lake, _common.Json]);

        /// <summary>Decides for the model that <paramref name="choose"/> gives with its evidence; null where there is nothing to decide.</summary>
        public async Task<int> Decide(ParseResult parsed, Func<Workspace, ForecastContext, string, Task<(string Model, string Evidence)?>> choose, string nothing, CancellationToken stop)
        {
            var (by, reason) = (Text(_by, parsed, LongestName), Text(_reason, parsed, LongestReason));
            if (by.Equals(ModelAlias.Policy, StringComparison.OrdinalIgnoreCase)) throw new UsageException($"--by {by}: that is what the rule's own decisions are signed with; give the name of a person");
            var asked = CommonOptions.ParseInstant("--from", parsed.GetValue(_from));
            if (asked % Duration.Day is not (null or 0)) throw new UsageException($"--from {parsed.GetValue(_from)} is not 00:00 UTC; nights are as of the end of a UTC day");
            using var workspace = _common.OpenMigrated(parsed);
            await using var db = workspace.Database.CreateContext();
            var scope = await ModelAliases.Scope(db, parsed.GetValue(_simulated), stop);
            if (await choose(workspace, db, scope) is not { } choice)
            {
                Console.Error.WriteLine($"forecast: {nothing}");
                return ExitCode.NothingToDo;
            }
            var row = await AliasDecision.Promote(workspace, db, scope, choice.Model, asked ?? await AliasDecision.Next(db, scope, workspace.Clock, stop), by, reason, choice.Evidence, stop);
            if (parsed.GetValue(_common.Json)) Screen.WriteJson(ModelTables.Document(row));
            else
            {
                ModelTables.WriteScope(scope);
                Console.WriteLine($"{row.Model} is champion for nights from {Instant.Format(row.EffectiveAt)} on, by {by}. Next: forecast nightly makes margins from it; forecast models rollback undoes it");
            }
            return ExitCode.Done;
        }

        private static string Text(Option<string> option, ParseResult parsed, int longest) => parsed.GetValue(option)!.Trim() is { Length: > 0 } text && text.Length <= longest && !text.Any(char.IsControl)
            ? text : throw new UsageException($"{option.Name} needs a text of one line, of at most {longest} characters");
    }
}
