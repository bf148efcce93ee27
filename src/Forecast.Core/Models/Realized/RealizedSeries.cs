namespace Forecast.Core.Models;

/// <summary>
/// Models of returns with a realised measure beside them, as models of the <c>fit</c> verb. The column of the measure is a variance; <see cref="RealizedGarchEstimator"/> says what another power
/// of it does. The log-likelihood is that of both.
/// </summary>
internal static class RealizedSeries
{
    public static SeriesFit Garch(SeriesSample sample, SeriesOptions options, CancellationToken stop) =>
        Refusal("realized-garch", sample, options, "rugarch's first variance", PresampleVariance.Rugarch)
        ?? Report(
            RealizedGarchEstimator.Fit(sample.Values, sample.Realized, options.Mean ?? ConditionalMean.Constant, stop),
            static (state, forecast) => new RealizedGarchFilter(state).Expect(forecast) ? null : "realized-garch expects an infinite variance: eta[2] is too large for the errors to be normal; look for an outlier",
            static p => Math.Abs(p.Persistence) < 1 ? p.NewsImpact : null);

    public static SeriesFit Heavy(SeriesSample sample, SeriesOptions options, CancellationToken stop) =>
        Refusal("heavy", sample, options, "the sample means", null)
        ?? Report(
            HeavyEstimator.Fit(sample.Values, sample.Realized, options.Mean ?? ConditionalMean.Zero, stop),
            static (state, forecast) =>
            {
                new HeavyFilter(state).Expect(forecast);
                return null;
            },
            static _ => null);

    private static SeriesFit? Refusal(string id, SeriesSample sample, SeriesOptions options, string start, PresampleVariance? available)
    {
        var reason = sample.Realized is null ? "needs a realised variance beside the returns; name its column with --realized"
            : options.Presample is { } presample && presample != available ? $"starts from {start}; {presample} is not available"
            : options.Distribution is { } distribution && distribution != "normal" ? $"is estimated by Gaussian likelihood; {distribution} is not available"
            : options.Orders is { } orders && !orders.SequenceEqual([1, 1]) ? "has the orders 1,1"
            : options.Lags is not null ? "has no lags; leave out --lags"
            : null;
        return reason is null ? null : SeriesFit.Refused($"{id} {reason}");
    }

    private static SeriesFit Report<TParameters, TState>(RealizedFit<TParameters, TState> fit, Func<TState, double[], string?> expect, Func<TParameters, Func<double, double>?> impact)
    {
        if (fit.Estimate is not { } estimate) return SeriesFit.Refused(fit.Reason!);
        var forecast = new double[SeriesFit.ForecastSteps];
        if (expect(estimate.State, forecast) is { } refusal) return SeriesFit.Refused(refusal);
        return new SeriesFit
        {
            Status = fit.Status,
            Reason = fit.Reason,
            Parameters = estimate.Values,
            Errors = estimate.Errors,
            LogLikelihood = estimate.LogLikelihood,
            Iterations = fit.Iterations,
            Forecast = forecast,
            Variances = estimate.Variances,
            NewsImpact = impact(estimate.Parameters),
        };
    }
}
