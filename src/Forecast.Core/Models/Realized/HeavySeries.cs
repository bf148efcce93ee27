namespace Forecast.Core.Models;

/// <summary><see cref="HeavyEstimator"/> as a model of the <c>fit</c> verb. The log-likelihood is the sum of both equations'.</summary>
internal static class HeavySeries
{
    public static SeriesFit Fit(SeriesSample sample, SeriesOptions options, CancellationToken stop)
    {
        if (sample.Realized is not { } realized) return SeriesFit.Refused("heavy needs a realised variance beside the returns; name its column with --realized");
        if (options.Presample is not null) return SeriesFit.Refused("heavy starts from the sample means; leave out --init");
        if (options.Distribution is { } distribution && distribution != "normal") return SeriesFit.Refused($"heavy is estimated by Gaussian quasi-maximum likelihood; {distribution} is not available");
        if (options.Orders is { } orders && !orders.SequenceEqual([1, 1])) return SeriesFit.Refused("heavy has the orders 1,1");
        if (options.Lags is not null) return SeriesFit.Refused("heavy has no lags; leave out --lags");
        var fit = HeavyEstimator.Fit(sample.Values, realized, options.Mean ?? ConditionalMean.Zero, stop);
        if (fit.Estimate is not { } estimate) return SeriesFit.Refused(fit.Reason!);
        var forecast = new double[SeriesFit.ForecastSteps];
        new HeavyFilter(estimate.State).Expect(forecast);
        return new SeriesFit
        {
            Status = fit.Status,
            Reason = fit.Reason,
            Parameters = estimate.Values,
            StandardErrors = estimate.HessianErrors,
            RobustStandardErrors = estimate.SandwichErrors,
            ScoreStandardErrors = estimate.ScoreErrors,
            LogLikelihood = estimate.ReturnLogLikelihood + estimate.RealizedLogLikelihood,
            Iterations = fit.Iterations,
            Forecast = forecast,
            Variances = estimate.Variances,
        };
    }
}
