using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// HAR-J: the ladder in levels and the jump part of the last day, whose effect dies out faster.
/// <code>y = b₀ + Σ_k b_k RV_k + b_J J_1d + e,   J = max(RV − BV, 0)</code>
/// <para>Estimation: ordinary least squares; domain and filter as <see cref="LadderModel"/>.</para>
/// <para>Reference: Andersen, Bollerslev and Diebold (2007), Review of Economics and Statistics 89, eq. 11.</para>
/// </summary>
public sealed class HarJumpModel() : LadderModel("harj", "HAR of realised variance with the jump part of the last day, least squares, insanity filter", LadderLink.Level)
{
    private static readonly IReadOnlyList<LadderTerm> All = [.. LadderTerms.Levels, LadderTerms.Jump(24)];

    public override IReadOnlyList<LadderTerm> Terms(MarketHistory history) => All;

    private protected override LadderEstimate? Estimate(LadderRows rows, CancellationToken stop) => LadderEstimators.LeastSquares(rows);
}
