namespace Forecast.Core.Models;

/// <summary><see cref="SsaEstimator"/> as a model of the <c>fit</c> verb, on a series of realised variances; one lag is the window.</summary>
internal static class SsaSeries
{
    public static SeriesFit Fit(SeriesSample sample, SeriesOptions options, CancellationToken stop)
    {
        if (options.Presample is not null || options.Mean is not null) return SeriesFit.Refused("ssa has neither a presample variance nor a mean equation; leave out --init and --mean");
        if (options.Orders is not null || options.Distribution is not null) return SeriesFit.Refused("ssa has neither orders nor a distribution; leave out --orders and --distribution");
        if (options.Lags is { Count: not 1 }) return SeriesFit.Refused("ssa has one window; give it as one lag, as in --lags 30");
        var fit = SsaEstimator.Fit(sample.Values, window: options.Lags?[0], stop: stop);
        if (fit.Estimate is not { } estimate) return SeriesFit.Refused(fit.Reason!);
        var filter = new SsaFilter(estimate.State);
        return new SeriesFit
        {
            Status = fit.Status,
            Parameters = estimate.Values,
            Iterations = 1,
            Forecast = [.. Enumerable.Range(1, SeriesFit.ForecastSteps).Select(filter.Forecast)],
            Variances = estimate.Variances,
        };
    }
}
