namespace Forecast.Core.Models;

/// <summary>
/// <see cref="GarchEstimator"/> as a model of the <c>fit</c> verb. Standard errors are the Hessian's and the sandwich's; with arch's presample the
/// sandwich takes the scores' covariance with T − 1 as arch does.
/// </summary>
internal static class GarchSeries
{
    public static SeriesFit Fit(SeriesSample sample, SeriesOptions options, CancellationToken stop)
    {
        var defaults = new GarchOptions();
        var chosen = defaults with { Presample = options.Presample ?? defaults.Presample, Mean = options.Mean ?? defaults.Mean };
        var fit = GarchEstimator.Fit(sample.Values, chosen, stop);
        if (fit.Estimate is not { } estimate) return SeriesFit.Refused(fit.Reason!);
        var n = (double)estimate.Observations;
        var factor = chosen.Presample == PresampleVariance.Arch ? Math.Sqrt(n / (n - 1)) : 1;
        return new SeriesFit
        {
            Status = fit.Status,
            Reason = fit.Reason,
            Parameters = estimate.Values,
            StandardErrors = estimate.HessianErrors ?? [],
            RobustStandardErrors = [.. (estimate.SandwichErrors ?? []).Select(p => p with { Value = p.Value * factor })],
            LogLikelihood = estimate.LogLikelihood,
            Iterations = fit.Iterations,
            Forecast = estimate.Forecast(SeriesFit.ForecastSteps),
        };
    }
}
