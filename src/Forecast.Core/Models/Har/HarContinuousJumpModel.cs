using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// HAR-CJ: continuous parts and jumps apart, from the day on; a window of hours has too few returns to be tested.
/// <code>y = b₀ + b_1h RV_1h + b_4h RV_4h + Σ_k (b_k C_k + c_k J_k) + e,   J_k = (RV_k − BV_k) 1(z_k > Φ⁻¹(0.999)),   C_k = RV_k − J_k,   k ∈ {1d, 7d, 30d}</code>
/// <para>z is the ratio statistic of <see cref="JumpTest"/> over the whole window. Over 30 days hardly a month is without a jump, so its J is about RV − BV.</para>
/// <para>Estimation: ordinary least squares; domain and filter as <see cref="LadderModel"/>.</para>
/// <para>Reference: Andersen, Bollerslev and Diebold (2007), Review of Economics and Statistics 89, eq. 28.</para>
/// </summary>
public sealed class HarContinuousJumpModel() : LadderModel("har-cj", "HAR of the continuous part of realised variance and of significant jumps, least squares, insanity filter", LadderLink.Level)
{
    private static readonly IReadOnlyList<LadderTerm> All =
    [
        LadderTerms.Level(1), LadderTerms.Level(4), LadderTerms.Diffusion(24), LadderTerms.Diffusion(168), LadderTerms.Diffusion(HourlySeries.Month),
        LadderTerms.SignificantJump(24), LadderTerms.SignificantJump(168), LadderTerms.SignificantJump(HourlySeries.Month),
    ];

    public override IReadOnlyList<LadderTerm> Terms(MarketHistory history) => All;

    private protected override LadderEstimate? Estimate(LadderRows rows, CancellationToken stop) => LadderEstimators.LeastSquares(rows);
}
