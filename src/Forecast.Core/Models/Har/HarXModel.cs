using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// HAR-X: the log ladder without its season, with what order flow and the shape of the last returns tell beside it.
/// <code>ln y(t, t+h] − S_t = b₀ + Σ_k b_k x_k + Σ_j c_j z_j + e,   forecast = s · exp(S_t + b₀ + Σ_k b_k x_k + Σ_j c_j z_j)</code>
/// <para>x_k and the season S_t are those of <see cref="SeasonalLogHarModel"/>. z are, over the last hour and the last day: log volume and log trades over the month's, the bars' absolute imbalance and the absolute taker imbalance; over the last day:
/// the shares of falling prices and of jumps in variance and ½ ln(RQ/RV²); over 1, 4, 24 and 168 hours: the fall of the price and its absolute move in standard deviations of the month; logs of exponentially weighted variances with half-lives of 12, 72 and 3000 hours, season and all.
/// A regressor that the source does not give is left out.</para>
/// <para>Estimation: ridge regression or an elastic net on standardised regressors, with smearing; which, and the penalty, by QLIKE, walking forward inside the training window with a purge of the horizon; see <see cref="Numerics.PenaltyChoice"/>. Domain as <see cref="LadderModel"/>; collinear regressors do no harm.</para>
/// <para>Reference: Corsi and Renò (2012), Journal of Business and Economic Statistics 30, for leverage; Hoerl and Kennard (1970), Technometrics 12; Zou and Hastie (2005), JRSS B 67; Chordia, Roll and Subrahmanyam (2002), Journal of Financial Economics 65, for order flow.</para>
/// </summary>
public sealed class HarXModel() : LadderModel("har-x", "HAR of log realised variance without its season, with order flow, leverage and the shape of returns, ridge regression or elastic net", LadderLink.Log)
{
    private static readonly IReadOnlyList<(HourlyMeasure? Needs, LadderTerm Term)> All =
    [
        .. LadderTerms.Rungs(LadderTerms.SeasonalLog).Select(static t => ((HourlyMeasure?)null, t)),
        .. ((int[])[12, 72, 3000]).Select(static k => ((HourlyMeasure?)null, LadderTerms.LogExponential(k))),
        .. ((int[])[1, 24]).SelectMany(static k => new (HourlyMeasure?, LadderTerm)[]
        {
            (HourlyMeasure.Volume, FlowTerms.Relative(HourlyMeasure.Volume, "volume", k)),
            (HourlyMeasure.Trades, FlowTerms.Relative(HourlyMeasure.Trades, "trades", k)),
            (HourlyMeasure.BarImbalance, FlowTerms.Imbalance(HourlyMeasure.BarImbalance, "bar_imbalance", k)),
            (HourlyMeasure.TakerImbalance, FlowTerms.Imbalance(HourlyMeasure.TakerImbalance, "taker_imbalance", k)),
        }),
        (null, FlowTerms.DownShare(24)), (null, FlowTerms.JumpShare(24)), (null, FlowTerms.Unevenness(24)),
        .. ((int[])[1, 4, 24, 168]).SelectMany(static k => new (HourlyMeasure?, LadderTerm)[] { (null, FlowTerms.Leverage(k)), (null, FlowTerms.Move(k)) }),
    ];

    /// <summary>Every fourth Monday, as its season: with five fits for each choice of a penalty it is dear, and its coefficients move slowly.</summary>
    public override TimeSpan RefitEvery => TimeSpan.FromDays(28);

    public override bool IsSeasonal => true;

    public override bool IsBounded => true;

    public override IReadOnlyList<LadderTerm> Terms(MarketHistory history) => [.. All.Where(t => t.Needs is not { } needed || history.Has(needed)).Select(static t => t.Term)];

    private protected override LadderEstimate? Estimate(LadderRows rows, CancellationToken stop) => LadderEstimators.Penalized(rows, stop);
}
