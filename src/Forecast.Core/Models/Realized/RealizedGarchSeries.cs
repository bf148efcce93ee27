namespace Forecast.Core.Models;

/// <summary><see cref="RealizedGarchEstimator"/> as a model of the <c>fit</c> verb. The column of the realised measure is a variance; see there for what another power of it does.</summary>
internal static class RealizedGarchSeries
{
    public static SeriesFit Fit(SeriesSample sample, SeriesOptions options, CancellationToken stop)
    {
        if (sample.Realized is not { } realized) return SeriesFit.Refused("realized-garch needs a realised variance beside the returns; name its column with --realized");
        if (options.Presample is { } presample and not PresampleVariance.Rugarch) return SeriesFit.Refused($"realized-garch starts from rugarch's first variance; {presample} is not available");
        if (options.Distribution is { } distribution && distribution != "normal") return SeriesFit.Refused($"realized-garch has normal errors; {distribution} is not available");
        if (options.Orders is { } orders && !orders.SequenceEqual([1, 1])) return SeriesFit.Refused("realized-garch has the orders 1,1");
        if (options.Lags is not null) return SeriesFit.Refused("realized-garch has no lags; leave out --lags");
        var fit = RealizedGarchEstimator.Fit(sample.Values, realized, options.Mean ?? ConditionalMean.Constant, stop);
        if (fit.Estimate is not { } estimate) return SeriesFit.Refused(fit.Reason!);
        var forecast = new double[SeriesFit.ForecastSteps];
        if (!new RealizedGarchFilter(estimate.State).Expect(forecast)) return SeriesFit.Refused("realized-garch expects an infinite variance: eta[2] is too large for the errors to be normal; look for an outlier");
        var p = estimate.Parameters;
        return new SeriesFit
        {
            Status = fit.Status,
            Reason = fit.Reason,
            Parameters = estimate.Values,
            StandardErrors = estimate.HessianErrors,
            RobustStandardErrors = estimate.SandwichErrors,
            ScoreStandardErrors = estimate.ScoreErrors,
            LogLikelihood = estimate.LogLikelihood,
            Iterations = fit.Iterations,
            Forecast = forecast,
            Variances = estimate.Variances,
            NewsImpact = Math.Abs(p.Persistence) < 1 ? p.NewsImpact : null,
        };
    }
}
