using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// HEXP: a ladder without steps, of exponentially weighted means.
/// <code>y = b₀ + Σ_k b_k h · E_k + e,   E_k[t] = Σ_j λ_k^j v_{t−j} / Σ_j λ_k^j,   λ_k = 2^{−1/k},   k ∈ {1h, 4h, 1d, 5d, 25d, 125d}</code>
/// <para>v is the hourly variance; weights sum to one however short the history, so the longest means are means of all that there is at first.</para>
/// <para>Estimation: ordinary least squares; domain and filter as <see cref="LadderModel"/>.</para>
/// <para>Reference: Bollerslev, Hood, Huss and Pedersen (2018), Review of Financial Studies 31, eq. 10; half-lives instead of their centres of mass, and hours before their days.</para>
/// </summary>
public sealed class ExponentialHarModel() : LadderModel("hexp", "Regression on exponentially weighted realised variances with half-lives from 1 hour to 125 days, least squares, insanity filter", LadderLink.Level)
{
    private static readonly IReadOnlyList<LadderTerm> All = [.. ((int[])[1, 4, 24, 5 * 24, 25 * 24, 125 * 24]).Select(LadderTerms.Exponential)];

    public override IReadOnlyList<LadderTerm> Terms(MarketHistory history) => All;

    private protected override LadderEstimate? Estimate(LadderRows rows, CancellationToken stop) => LadderEstimators.LeastSquares(rows);
}
