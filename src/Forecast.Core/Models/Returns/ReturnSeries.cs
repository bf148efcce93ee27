using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>
/// Members of the GARCH family as models of the <c>fit</c> verb: options become a <see cref="ReturnModel"/>, its estimate a <see cref="SeriesFit"/>.
/// <para>Mean: constant unless stated; an autoregression has the lags of the options, or 1. Errors: normal unless stated. Presample: arch's unless stated.</para>
/// </summary>
internal static class ReturnSeries
{
    // Share of the largest variance below which the smallest is none.
    private const double Vanished = 1e-20;

    public static SeriesFit Garch(SeriesSample sample, SeriesOptions options, CancellationToken stop) => Power("garch", sample, options, 0, 2, stop);

    public static SeriesFit Gjr(SeriesSample sample, SeriesOptions options, CancellationToken stop) => Power("gjr", sample, options, 1, 2, stop);

    public static SeriesFit Tarch(SeriesSample sample, SeriesOptions options, CancellationToken stop) => Power("tarch", sample, options, 1, 1, stop);

    /// <summary>Fits <paramref name="equation"/> to the sample's values.</summary>
    /// <param name="id">The model's id, with which every reason begins.</param>
    /// <param name="sample">The series; companions are the equation's own business.</param>
    /// <param name="options">Mean, lags of the mean, distribution and presample are read.</param>
    /// <param name="equation">The variance equation.</param>
    /// <param name="stop">Cancels the search, the standard errors and a simulation of the forecasts.</param>
    public static SeriesFit Fit(string id, SeriesSample sample, SeriesOptions options, IVarianceEquation equation, CancellationToken stop) =>
        Fit(id, options, (mean, errors, presample) => ReturnEstimator.Fit(id, sample.Values, new ReturnModel(mean, equation, errors, presample), stop: stop), stop);

    /// <summary>As above, with an estimator of its own.</summary>
    public static SeriesFit Fit(string id, SeriesOptions options, Func<MeanEquation, IErrorDistribution, PresampleVariance, ReturnFit> estimate, CancellationToken stop)
    {
        var name = options.Distribution ?? "normal";
        if (ErrorDistributionCatalog.Find(name) is not { } errors)
            return SeriesFit.Refused($"{id} knows no error distribution '{name}'; there are {string.Join(", ", ErrorDistributionCatalog.All.Select(d => d.Id))}");
        var kind = options.Mean ?? ConditionalMean.Constant;
        IReadOnlyList<int> lags = kind == ConditionalMean.Ar ? options.Lags ?? [1] : [];
        if (kind == ConditionalMean.Ar && (lags.Count == 0 || lags[0] < 1 || lags.Zip(lags.Skip(1)).Any(p => p.First >= p.Second)))
            return SeriesFit.Refused($"{id} needs increasing lags of its autoregressive mean of at least 1, as in 1,2,5");
        return Report(id, estimate(MeanEquation.Of(kind, lags), errors, options.Presample ?? PresampleVariance.Arch), stop);
    }

    private static SeriesFit Power(string id, SeriesSample sample, SeriesOptions options, int asymmetric, int power, CancellationToken stop)
    {
        var orders = options.Orders ?? [1, 1];
        var (p, o, q) = orders switch
        {
            [var first] => (first, asymmetric, 0),
            [var first, var last] => (first, asymmetric, last),
            [var first, var second, var last] => (first, second, last),
            _ => (-1, -1, -1),
        };
        if (p < 0 || o < 0 || q < 0 || p + o == 0 || Math.Max(p, Math.Max(o, q)) > PowerGarch.LargestOrder)
            return SeriesFit.Refused(string.Create(CultureInfo.InvariantCulture, $"{id} needs orders p,q or p,o,q from 0 to {PowerGarch.LargestOrder}, with a shock among them"));
        if (asymmetric == 0 && o > 0) return SeriesFit.Refused($"{id} has no asymmetric terms; use gjr for order o = {o.ToString(CultureInfo.InvariantCulture)}");
        if (options.Lags is not null && options.Mean != ConditionalMean.Ar) return SeriesFit.Refused($"{id} has lags in an autoregressive mean only; leave out --lags or say --mean ar");
        return Fit(id, sample, options, new PowerGarch(p, o, q, power), stop);
    }

    private static SeriesFit Report(string id, ReturnFit fit, CancellationToken stop)
    {
        if (!fit.IsEstimate) return SeriesFit.Refused(fit.Reason!);
        // Without a floor under it, as in a recursion of the log, a long run of zeros has a likelihood without bound.
        if (fit.Variances.Min() < Vanished * fit.Variances.Max()) return SeriesFit.Refused($"{id} finds that the variance vanishes: too many returns in a row are 0");
        var (variance, memory) = (fit.Variance.ToArray(), fit.Memory());
        var (forecast, noForecast) = (new double[SeriesFit.ForecastSteps], default(string));
        if (!fit.Model.Variance.Expect(variance, memory, new ErrorMoments(fit.Model.Errors, fit.Shape.ToArray()), forecast))
        {
            try
            {
                forecast = SimulatedVariances.Of(fit, memory, SeriesFit.ForecastSteps, stop);
            }
            catch (InvalidOperationException e)
            {
                // Under fat tails the exponential of a shock has no mean: a simulated variance may leave all numbers. The estimate stands.
                (forecast, noForecast) = ([], $"no forecast: {e.Message}");
            }
        }
        return new SeriesFit
        {
            Status = fit.Status,
            Reason = noForecast is null ? fit.Reason : fit.Reason is null ? noForecast : $"{fit.Reason}; {noForecast}",
            Parameters = fit.Parameters,
            Errors = fit.Errors,
            LogLikelihood = fit.LogLikelihood,
            Iterations = fit.Iterations,
            Forecast = forecast,
            Variances = fit.Variances[..^1],
            NewsImpact = Impact(fit),
        };
    }

    // From a day whose variance is the sample's; Engle and Ng (1993), Journal of Finance 48.
    private static Func<double, double> Impact(ReturnFit fit)
    {
        var (equation, parameters, variance) = (fit.Model.Variance, fit.Variance.ToArray(), fit.Residuals.Average(e => e * e));
        var typical = Typical(equation, parameters, variance);
        return z =>
        {
            var memory = (double[])typical.Clone();
            equation.Push(parameters, memory, z * Math.Sqrt(variance), []);
            return equation.Next(parameters, memory);
        };
    }

    // A past at one level throughout, the level such that the coming variance is as given: it rises with the level, so halving an interval of the logarithm finds it.
    private static double[] Typical(IVarianceEquation equation, double[] parameters, double variance)
    {
        var (memory, power) = (new double[equation.MemoryLength], equation.PresamplePower / 2);
        var (low, high) = (-20.0, 20.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = 0.5 * (low + high);
            equation.Open(parameters, new PresampleStart(Math.Exp(middle) * Math.Pow(variance, power), false), memory);
            if (equation.Next(parameters, memory) < variance) low = middle;
            else high = middle;
        }
        return memory;
    }
}
