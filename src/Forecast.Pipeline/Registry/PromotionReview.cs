using System.Text.Json;
using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Models;

namespace Forecast.Pipeline.Registry;

/// <summary>One model judged against another by the rule of the stored settings.</summary>
/// <param name="Challenger">The model that is judged.</param>
/// <param name="Champion">The model that it is judged against.</param>
/// <param name="AsOf">As-of of the nights whose forecasts are judged by.</param>
/// <param name="Verdict">What the rule says.</param>
/// <param name="Losses">By horizon, of every horizon that there are forecasts over.</param>
public sealed record PromotionReview(string Challenger, string Champion, long? AsOf, PromotionVerdict Verdict, IReadOnlyDictionary<TimeSpan, IReadOnlyCollection<PairedLoss>> Losses)
{
    private static readonly JsonSerializerOptions Canonical = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The verdict in one sentence.</summary>
    public string Sentence => $"{(Verdict.Proposed ? "better" : "not shown to be better")} than {Champion}: {string.Join("; ", Verdict.Reasons)}";

    /// <summary>Judges <paramref name="challenger"/>.</summary>
    /// <param name="losses">Forecasts to judge by.</param>
    /// <param name="policy">Stored settings.</param>
    /// <param name="challenger">Model id.</param>
    /// <param name="champion">Model id.</param>
    /// <param name="candidates">Of how many it is the one that was picked.</param>
    public static PromotionReview Of(ModelLosses losses, RegistryPolicy policy, string challenger, string champion, int candidates = 1)
    {
        var paired = losses.Paired(challenger, champion, losses.AsOf is { } asOf ? asOf - (policy.WindowDays * Duration.Day) : long.MinValue);
        var counted = policy.Counted.Select(h => KeyValuePair.Create(h, paired.TryGetValue(h, out var rows) ? rows : []));
        return new PromotionReview(challenger, champion, losses.AsOf, PromotionRule.Judge(counted, policy.Promotion, candidates), paired);
    }

    /// <summary>The models that a night runs beside the champion.</summary>
    public static IReadOnlyList<string> Candidates(ModelLosses losses, string champion) => [.. losses.Models.Where(m => m != champion && ModelCatalog.Nightly.Any(n => n.Id == m))];

    /// <summary>The best of the models that a night runs: of those that the rule proposes, the one with the lowest loss at the first horizon that counts; null where it proposes none.</summary>
    public static PromotionReview? Best(ModelLosses losses, RegistryPolicy policy, string champion)
    {
        var candidates = Candidates(losses, champion);
        if (!losses.Models.Contains(champion)) return null;
        return candidates.Select(c => Of(losses, policy, c, champion, candidates.Count)).Where(r => r.Verdict.Proposed)
            .OrderBy(r => r.Verdict.Horizons[0].Comparison!.RatioOfMeans!.Value).ThenBy(r => r.Challenger, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>What a decision stands on, as canonical JSON.</summary>
    /// <param name="policy">Stored settings.</param>
    /// <param name="against">True where a person decides against the rule.</param>
    public string Evidence(RegistryPolicy policy, bool against = false) => JsonSerializer.Serialize(new
    {
        against = Champion,
        asOf = AsOf is { } instant ? Instant.Format(instant) : null,
        proposed = Verdict.Proposed,
        overridden = against,
        settings = RegistryPolicy.HashOf(policy),
        horizons = Verdict.Horizons.Select(h => new
        {
            horizon = Duration.Format(h.Horizon), h.Dates, h.Instruments, ratio = h.Comparison?.RatioOfMeans?.Value, ratioLower = h.Comparison?.RatioOfMeans?.Lower, ratioUpper = h.Comparison?.RatioOfMeans?.Upper,
            dmT = h.Test?.T, dmP = h.Test?.P, h.WorstSymbol, h.WorstRatio, h.Checks,
        }),
    }, Canonical);
}
