using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// HAR by gamma regression: the log ladder, estimated by the loss that forecasts are judged by, so that nothing is to be corrected for taking logs.
/// <code>b = argmin Σ_t (y_t / f_t − ln(y_t / f_t) − 1),   f = exp(b₀ + Σ_k b_k ln(mean hourly RV over the last k hours)),   k ∈ {1h, 4h, 1d, 7d, 30d}</code>
/// <para>Domain as <see cref="LadderModel"/>.</para>
/// <para>Reference: McCullagh and Nelder (1989), Generalized Linear Models, section 8.3; Patton (2011), Journal of Econometrics 160.</para>
/// </summary>
public sealed class GammaHarModel() : LadderModel("gamma-har", "HAR of log realised variance by gamma regression with a log link, which minimises QLIKE exactly", LadderLink.Log)
{
    private static readonly IReadOnlyList<LadderTerm> All = LadderTerms.Logs;

    public override IReadOnlyList<LadderTerm> Terms(MarketHistory history) => All;

    private protected override LadderEstimate? Estimate(LadderRows rows, CancellationToken stop) => LadderEstimators.Gamma(rows, stop);
}
