using System.Globalization;

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
        // In units of its largest value a series of any scale has squares that a number holds.
        var scale = series.Max(Math.Abs);
        double[] scaled = [.. series.Select(r => r / scale)], variances = new double[series.Length];
        var p = new GarchParameters(0, 0, 1 - Decay, Decay);
        var start = Presample.Of(scaled, PresampleVariance.Arch, ConditionalMean.Zero);
        if (!(start.First(p) > 0)) return SeriesFit.Refused($"ewma needs a series that varies; the first {LeastObservations} observations are 0");
        var next = GarchRecursion.Variances(scaled, p, start, variances) * scale * scale;
        var height = new NormalErrors().LogLikelihood(scaled, variances, []);
        if (!double.IsFinite(height)) return SeriesFit.Refused("ewma finds that the variance vanishes: too many returns in a row are 0");
        for (var t = 0; t < variances.Length; t++) variances[t] *= scale * scale;
        if (!(variances.Min() > 0 && double.IsFinite(variances.Max()))) return SeriesFit.Refused(string.Create(CultureInfo.InvariantCulture, $"ewma finds observations up to {scale}; rescale the series"));
        var typical = series.Average(r => r * r);
        return new SeriesFit
        {
            Status = FitStatus.Converged,
            Parameters = [new("lambda", Decay)],
            LogLikelihood = height - (series.Length * Math.Log(scale)),
            Forecast = [.. Enumerable.Repeat(next, SeriesFit.ForecastSteps)],
            Variances = variances,
            NewsImpact = z => typical * (Decay + ((1 - Decay) * z * z)),
        };
    }
}
