using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// SHAR: the variance of the last day from falling and from rising prices apart.
/// <code>y = b₀ + b⁻ RS⁻_1d + b⁺ RS⁺_1d + Σ_k b_k RV_k + e,   k ∈ {1h, 4h, 7d, 30d}</code>
/// <para>Estimation: ordinary least squares; domain and filter as <see cref="LadderModel"/>.</para>
/// <para>Reference: Patton and Sheppard (2015), Review of Economics and Statistics 97, eq. 15.</para>
/// </summary>
public sealed class SemivarianceHarModel() : LadderModel("shar", "HAR of realised variance with the last day split into falling and rising prices, least squares, insanity filter", LadderLink.Level)
{
    private static readonly IReadOnlyList<LadderTerm> All =
        [LadderTerms.Level(1), LadderTerms.Level(4), LadderTerms.Down(24), LadderTerms.Up(24), LadderTerms.Level(168), LadderTerms.Level(HourlySeries.Month)];

    public override IReadOnlyList<LadderTerm> Terms(MarketHistory history) => All;

    private protected override LadderEstimate? Estimate(LadderRows rows, CancellationToken stop) => LadderEstimators.LeastSquares(rows);
}
