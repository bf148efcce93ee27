using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// RiskMetrics 2006 on close-to-close log returns, rescaled to realised variance; see <see cref="RiskMetrics2006Equation"/> for the variance, <see cref="StepModel"/> for the steps, the sample and the ratio c.
/// <para>Nothing is estimated but c. The decay times are in steps: for horizons below a day they are hours. Each average starts from its own presample, as in <see cref="RiskMetrics2006Estimator"/>.</para>
/// <para>Reference: Zumbach (2007), The RiskMetrics 2006 methodology, RiskMetrics Group.</para>
/// </summary>
public sealed class RiskMetrics2006Model() : StepModel("riskmetrics2006", "RiskMetrics 2006: moving averages of squared daily (below a day: hourly) log returns with geometric decay times and logarithmic weights, rescaled to realised variance")
{
    private protected override StepEstimate Estimate(MarketHistory history, StepSample sample, CancellationToken stop)
    {
        if (SeriesRefusal.Of(Id, sample.Returns, RiskMetrics2006Estimator.LeastObservations) is { } refusal) return StepEstimate.Refused(refusal);
        var start = RiskMetrics2006Estimator.Start(sample.Returns);
        return new(FitStatus.Converged, null, [], RiskMetrics2006Estimator.Filter(sample.Returns, start).Variances, start);
    }

    private protected override IStepState Resume(FittedModel model, double[] state) => new ReturnStepState(model, RiskMetrics2006Estimator.Id, [], "normal", state, null);
}
