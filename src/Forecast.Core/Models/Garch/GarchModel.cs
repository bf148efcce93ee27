using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// GARCH(1,1) of close-to-close log returns, rescaled to realised variance.
/// <code>f = c · Σ_{j=1..h/s} E h_{T+j},   c = Σ RV(step) / Σ h_t over the estimation sample</code>
/// <para>Steps: s is a day where the horizon is whole days, else an hour; steps end on the UTC grid. The forecast is that of the last complete step, so for
/// horizons of whole days it changes at 00:00 UTC only. A step without a price at either end is left out of the likelihood, and passes with its expected square in the state.</para>
/// <para>Estimation: Gaussian quasi-maximum likelihood with a constant mean and arch's presample, on at most the last four years.</para>
/// <para>Domain: at least <see cref="StepModel.LeastDays"/> daily or <see cref="StepModel.LeastHours"/> hourly returns that are not all equal.</para>
/// <para>Reference: Bollerslev (1986), Journal of Econometrics 31; Andersen and Bollerslev (1998), International Economic Review 39, for judging it by
/// realised variance.</para>
/// </summary>
public sealed class GarchModel() : StepModel("garch", "GARCH(1,1) of daily (below a day: hourly) log returns, Gaussian quasi-maximum likelihood, rescaled to realised variance")
{
    // Hours, whatever the step.
    private const int LongestWindow = 4 * 365 * 24;

    private protected override int FirstHour(MarketHistory history, int step) => history.Count - 1 - LongestWindow;

    private protected override StepEstimate Estimate(MarketHistory history, StepSample sample, CancellationToken stop)
    {
        var fit = GarchEstimator.Fit(sample.Returns, stop: stop);
        if (fit.Estimate is not { } e) return StepEstimate.Refused(fit.Reason!);
        var variances = new double[sample.Returns.Length];
        GarchRecursion.Variances(sample.Returns, e.Parameters, e.Presample, variances);
        return new(fit.Status, fit.Reason, [.. e.Values, new("backcast", e.Presample.Level(e.Parameters.Mu))], variances, [variances[0]]);
    }

    private protected override IStepState Resume(FittedModel model, double[] state) => new GarchState(model, state[0]);
}
