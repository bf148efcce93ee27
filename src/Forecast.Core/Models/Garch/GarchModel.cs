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
public sealed class GarchModel : IVolatilityModel
{
    private const int LongestWindow = 4 * 365 * 24;

    public string Id => "garch";

    public string Description => "GARCH(1,1) of daily (below a day: hourly) log returns, Gaussian quasi-maximum likelihood, rescaled to realised variance";

    public TimeSpan RefitEvery => TimeSpan.FromDays(7);

    public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default)
    {
        var sample = StepSample.Of(history, horizon, history.Count - 1 - LongestWindow);
        if (sample.Refusal(Id) is { } refusal) return FitResult.Refused(refusal);
        var fit = GarchEstimator.Fit(sample.Returns, stop: stop);
        if (fit.Estimate is not { } e) return FitResult.Refused($"{fit.Reason} ({sample.Subject})");
        var variances = new double[sample.Returns.Length];
        GarchRecursion.Variances(sample.Returns, e.Parameters, e.Presample, variances);
        FittedModel Of(double next) => new(Id, horizon, history.Origin, sample.Returns.Length, fit.Status,
            [
                .. e.Values,
                new(StepModel.Ratio, sample.Ratio(variances)),
                new("backcast", e.Presample.Level(e.Parameters.Mu)),
                new(GarchState.NextVariance, next),
                new(StepFilter.StateHour, sample.StateHour),
            ]);
        return FitResult.Of(Of(sample.Run(history, new GarchState(Of(variances[0])))[0]), fit.Reason);
    }

    public IVolatilityFilter Filter(FittedModel model, MarketHistory history) => new StepFilter(model, history, new GarchState(model));
}
