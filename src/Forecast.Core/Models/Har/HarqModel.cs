using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// HARQ: a day whose variance is measured badly weighs less.
/// <code>y = b₀ + Σ_k b_k RV_k + q √RQ_1d RV_1d + e</code>
/// <para>RQ is realised quarticity. Estimation: ordinary least squares; domain and filter as <see cref="LadderModel"/>, without which q makes forecasts negative after a crash.</para>
/// <para>Reference: Bollerslev, Patton and Quaedvlieg (2016), Journal of Econometrics 192, eq. 9.</para>
/// </summary>
public sealed class HarqModel() : LadderModel("harq", "HAR of realised variance whose daily coefficient falls with measurement error, least squares, insanity filter", LadderLink.Level)
{
    private static readonly IReadOnlyList<LadderTerm> All = [.. LadderTerms.Levels, LadderTerms.Attenuation(24)];

    public override IReadOnlyList<LadderTerm> Terms(MarketHistory history) => All;

    private protected override LadderEstimate? Estimate(LadderRows rows, CancellationToken stop) => LadderEstimators.LeastSquares(rows);
}
