using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// HAR by weighted least squares: errors of a variance are in proportion to its level, and ordinary least squares listens to crashes only.
/// <code>b = argmin Σ_t (y_t − b₀ − Σ_k b_k RV_{k,t})² / f_t²,   k ∈ {1h, 4h, 1d, 7d, 30d}</code>
/// <para>f is the fit of ordinary least squares, inside the range of the targets. Domain and filter as <see cref="LadderModel"/>.</para>
/// <para>Reference: Clements and Preve (2021), Journal of Banking and Finance 133, section 2.2.</para>
/// </summary>
public sealed class WeightedHarModel() : LadderModel("har-wls", "HAR of realised variance, least squares weighted by the inverse square of the fit, insanity filter", LadderLink.Level)
{
    private static readonly IReadOnlyList<LadderTerm> All = LadderTerms.Levels;

    public override IReadOnlyList<LadderTerm> Terms(MarketHistory history) => All;

    private protected override LadderEstimate? Estimate(LadderRows rows, CancellationToken stop) => LadderEstimators.WeightedLeastSquares(rows);
}
