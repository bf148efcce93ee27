using Forecast.Core.Market;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;

namespace Forecast.Pipeline.Registry;

/// <summary>
/// The end of a night: whether one of its models has earned to follow the champion, judged over all instruments. The best of those that have becomes challenger, which is a proposal that a person decides
/// about; where the stored settings say so, it becomes champion by itself. A challenger that no longer has earned it is withdrawn. One item of the ledger a night and scope.
/// </summary>
public sealed class NightReview(Workspace workspace)
{
    private const string Step = "review";

    /// <summary>Reviews the newest nights of a scope; what was reviewed before is not reviewed again.</summary>
    /// <returns>Why there is no review; null where there is one, or nothing to review.</returns>
    public async Task<string?> Run(string scope, PipelineSettings settings, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        var losses = await ModelLosses.WalkForward(workspace, db, scope, settings.Hash, stop);
        if (losses.AsOf is not { } asOf) return null;
        var (policy, champion) = (RegistryPolicy.Read(workspace.Root), ModelAliases.Champion(db, scope, null, null));
        var version = Hash.Of($"{losses.Version}\n{champion}\n{RegistryPolicy.HashOf(policy)}")[..32];
        var ledger = new Ledger(workspace.Database, workspace.Clock);
        var item = (await ledger.Plan([new WorkKey("nightly", Step, scope, "*", asOf, version, settings.Hash, workspace.CodeVersion)], stop))[0];
        var claim = await ledger.Claim(item.Id, stop);
        if (claim.Outcome != ClaimOutcome.Claimed) return null;
        try
        {
            var best = PromotionReview.Best(losses, policy, champion);
            await ledger.Commit(claim, context => { Write(context, scope, asOf, losses, policy, champion, best); return Task.CompletedTask; }, Hash.Of(best?.Evidence(policy) ?? "none"), stop);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await ledger.Fail(claim, e.GetBaseException().Message, retryable: true, CancellationToken.None);
            return e.GetBaseException().Message;
        }
    }

    private void Write(ForecastContext db, string scope, long asOf, ModelLosses losses, RegistryPolicy policy, string champion, PromotionReview? best)
    {
        var now = Instant.From(workspace.Clock.GetUtcNow());
        var before = ModelAliases.InForce(db, scope, ModelAlias.Challenger, null, null);
        if (best is not null && !policy.DecidesItself)
        {
            if (before?.Model != best.Challenger) Add(ModelAlias.Challenger, best.Challenger, best.Sentence, best.Evidence(policy));
            return;
        }
        if (best is not null) Add(ModelAlias.Champion, best.Challenger, best.Sentence, best.Evidence(policy));
        if (before is null) return;
        if (best is not null || before.Model == champion) Add(ModelAlias.Challenger, before.Model, $"{best?.Challenger ?? champion} is champion now", "{}", withdrawn: true);
        else if (losses.Models.Contains(champion)) Withdraw(before.Model);

        void Withdraw(string model)
        {
            var review = losses.Models.Contains(model) ? PromotionReview.Of(losses, policy, model, champion, PromotionReview.Candidates(losses, champion).Count) : null;
            Add(ModelAlias.Challenger, model, review?.Sentence ?? "the newest nights do not run it", review?.Evidence(policy) ?? "{}", withdrawn: true);
        }

        void Add(string alias, string model, string reason, string evidence, bool withdrawn = false) =>
            db.ModelAliases.Add(AliasDecision.Row(db, scope, alias, model, asOf + Duration.Day, now, ModelAlias.Policy, reason, evidence, withdrawn));
    }
}
