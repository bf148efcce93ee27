using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// CHAR: the ladder of what is left of variance without jumps, for a target that has them.
/// <code>y = b₀ + Σ_k b_k min(BV_k, RV_k) + e,   k ∈ {1h, 4h, 1d, 7d, 30d}</code>
/// <para>Estimation: ordinary least squares; domain and filter as <see cref="LadderModel"/>.</para>
/// <para>Reference: Corsi, Pirino and Renò (2010), Journal of Econometrics 159; Bollerslev, Patton and Quaedvlieg (2016), Journal of Econometrics 192, eq. 14.</para>
/// </summary>
public sealed class ContinuousHarModel() : LadderModel("char", "HAR of bipower variation, which jumps do not move, least squares, insanity filter", LadderLink.Level)
{
    private static readonly IReadOnlyList<LadderTerm> All = LadderTerms.Rungs(LadderTerms.Bipower);

    public override IReadOnlyList<LadderTerm> Terms(MarketHistory history) => All;

    private protected override LadderEstimate? Estimate(LadderRows rows, CancellationToken stop) => LadderEstimators.LeastSquares(rows);
}
