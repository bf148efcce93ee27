using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// HARQ-F: every rung weighs less where it is measured badly.
/// <code>y = b₀ + Σ_k (b_k RV_k + q_k √RQ_k RV_k) + e,   k ∈ {1h, 4h, 1d, 7d, 30d}</code>
/// <para>RQ is realised quarticity. Estimation: ordinary least squares; domain and filter as <see cref="LadderModel"/>.</para>
/// <para>Reference: Bollerslev, Patton and Quaedvlieg (2016), Journal of Econometrics 192, eq. 12.</para>
/// </summary>
public sealed class HarqFullModel() : LadderModel("harq-f", "HAR of realised variance whose every coefficient falls with measurement error, least squares, insanity filter", LadderLink.Level)
{
    private static readonly IReadOnlyList<LadderTerm> All = [.. LadderTerms.Levels, .. LadderTerms.Rungs(LadderTerms.Attenuation)];

    public override IReadOnlyList<LadderTerm> Terms(MarketHistory history) => All;

    private protected override LadderEstimate? Estimate(LadderRows rows, CancellationToken stop) => LadderEstimators.LeastSquares(rows);
}
