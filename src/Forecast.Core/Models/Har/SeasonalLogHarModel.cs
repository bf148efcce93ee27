using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// Log-HAR of variance without its season, times the season of the hours to come: what the hour of the week tells is not left to the ladder.
/// <code>ln y(t, t+h] − S_t = b₀ + Σ_k b_k ln(mean of v_i / f_i over the last k hours) + e,   forecast = s · exp(S_t + b₀ + Σ_k b_k x_k),   k ∈ {1h, 4h, 1d, 7d, 30d}</code>
/// <para>v_i is the variance of hour i and f_i its seasonal factor, of the profile in force when it began; S_t is the log of the mean factor of the hours of (t, t+h], of the profile in force at t. The profile is fitted every
/// fourth Monday on the 18 months before it (see <see cref="DiurnalSchedule"/>); before the first one factors are 1.</para>
/// <para>Estimation: ordinary least squares, winsorised smearing s as in <see cref="LogHarModel"/>. Domain as <see cref="LadderModel"/>.</para>
/// <para>Reference: Andersen and Bollerslev (1997), Journal of Empirical Finance 4; Corsi (2009); Duan (1983), JASA 78.</para>
/// </summary>
public sealed class SeasonalLogHarModel() : LadderModel("log-har-season", "HAR of log realised variance without its season, times the season of the hours to come, winsorised smearing", LadderLink.Log)
{
    private static readonly IReadOnlyList<LadderTerm> All = LadderTerms.Rungs(LadderTerms.SeasonalLog);

    public override bool IsSeasonal => true;

    public override IReadOnlyList<LadderTerm> Terms(MarketHistory history) => All;

    private protected override LadderEstimate? Estimate(LadderRows rows, CancellationToken stop) => LadderEstimators.LogLeastSquares(rows);
}
