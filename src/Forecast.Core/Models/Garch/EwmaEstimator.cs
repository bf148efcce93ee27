namespace Forecast.Core.Models;

/// <summary>
/// Exponentially weighted moving average of squared returns with the RiskMetrics decay, as a model of the <c>fit</c> verb.
/// <code>h_{t+1} = λ h_t + (1 − λ) r_t²,   λ = 0.94,   h₀ = arch's backcast,   E_t h_{t+j} = h_{t+1} for every j ≥ 1</code>
/// <para>It is a GARCH(1,1) with mu = 0, omega = 0, alpha = 1 − λ, beta = λ; nothing is estimated, so there are no standard errors.</para>
/// <para>Domain: at least <see cref="LeastObservations"/> finite returns that are not all equal; zero mean and arch's presample only.</para>
/// <para>Reference: J.P. Morgan/Reuters (1996), RiskMetrics Technical Document, section 5.2.</para>
/// </summary>
public static class EwmaEstimator
{
    /// <summary>Fewest returns: those that the backcast reads.</summary>
    public const int LeastObservations = 75;

    /// <summary>λ.</summary>
    public const double Decay = EwmaModel.DailyDecay;

    /// <summary>The filtered variance of the series and its likelihood.</summary>
    public static SeriesFit Fit(SeriesSample sample, SeriesOptions options, CancellationToken stop)
    {
        var series = sample.Values;
        if (options.Mean is ConditionalMean.Constant) return SeriesFit.Refused("ewma has a zero mean; demean the series or leave the mean out");
        if (options.Presample is { } presample and not PresampleVariance.Arch) return SeriesFit.Refused($"ewma starts from arch's backcast; {presample} is not available");
        if (SeriesRefusal.Of("ewma", series, LeastObservations) is { } refusal) return SeriesFit.Refused(refusal);
        stop.ThrowIfCancellationRequested();
        var p = new GarchParameters(0, 0, 1 - Decay, Decay);
        var start = Presample.Of(series, PresampleVariance.Arch, ConditionalMean.Zero);
        if (!(start.First(p) > 0)) return SeriesFit.Refused($"ewma needs a series that varies; the first {LeastObservations} observations are 0");
        var next = GarchRecursion.Variances(series, p, start, new double[series.Length]);
        return new SeriesFit
        {
            Status = FitStatus.Converged,
            Parameters = [new("lambda", Decay)],
            LogLikelihood = GarchRecursion.LogLikelihood(series, p, start),
            Forecast = [.. Enumerable.Repeat(next, SeriesFit.ForecastSteps)],
        };
    }
}
