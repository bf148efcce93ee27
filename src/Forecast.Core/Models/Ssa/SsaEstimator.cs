using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Singular spectrum analysis of the log of a realised variance: decomposition, choice of the signal, and what turns its forecasts of logs into forecasts of variances.
/// <code>ln x_t = m + signal + noise,   E x_{T+j} = s_j exp(m + g_jᵀ (ln x_{T−L+1} − m, …, ln x_T − m))</code>
/// <para>m is the mean of the logs, so x × c gives forecasts × c; s_j is the mean of exp of the j-step residuals winsorised at their 1 % and 99 % quantiles; the log forecast is kept within the range of
/// the sample's logs, since a recurrence may run away.</para>
/// <para>Domain: at least <see cref="LeastObservations"/> positive finite values, not all equal; else a refusal with its reason. Deterministic.</para>
/// <para>Reference: Golyandina and Zhigljavsky (2013), Singular Spectrum Analysis for Time Series; Duan (1983), JASA 78, for the smearing.</para>
/// </summary>
public static class SsaEstimator
{
    /// <summary>Fewest values: eight of the smallest window.</summary>
    public const int LeastObservations = 60;

    private const string Id = "ssa";

    /// <summary>Estimates on realised variances, oldest first, for forecasts up to <paramref name="steps"/> steps ahead; with the given window, or one that is chosen.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static SsaFit Fit(ReadOnlySpan<double> variances, int steps = SeriesFit.ForecastSteps, int? window = null, CancellationToken stop = default)
    {
        Guard.AtLeast(steps, 1);
        if (variances.Length < Math.Max(LeastObservations, 4 * steps)) return SsaFit.Refused(string.Create(CultureInfo.InvariantCulture, $"{Id} needs {Math.Max(LeastObservations, 4 * steps)} values; there are {variances.Length}"));
        if (RealizedRefusal.Of(Id, variances) is { } refusal) return SsaFit.Refused(refusal);
        var largest = variances.Length * 3 / 8;
        if (window is { } asked && (asked < 3 || asked > largest)) return SsaFit.Refused(string.Create(CultureInfo.InvariantCulture, $"{Id} needs a window between 3 and {largest}, three eighths of the series; {asked} was asked for"));
        var logs = variances.ToArray();
        for (var t = 0; t < logs.Length; t++) logs[t] = Math.Log(logs[t]);
        if (SsaChoice.Of(logs, steps, window, stop) is not { } choice) return SsaFit.Refused($"{Id} finds no signal that continues: the series does not vary enough");

        var (mean, low, high) = (Mean(logs), logs.Min(), logs.Max());
        for (var t = 0; t < logs.Length; t++) logs[t] -= mean;
        var basis = SsaBasis.Of(logs, choice.Window);
        if (SsaForecaster.Of(basis, choice.Rank, steps) is not { } forecaster) return SsaFit.Refused($"{Id} finds no recurrence in the whole sample: its last value is free of the others");
        var smearing = new double[steps];
        var fitted = new double[logs.Length - choice.Window];
        for (var j = 1; j <= steps; j++)
        {
            stop.ThrowIfCancellationRequested();
            var residuals = new double[logs.Length - choice.Window - j + 1];
            for (var t = 0; t < residuals.Length; t++)
            {
                var forecast = Math.Clamp(forecaster.Forecast(logs.AsSpan(t, choice.Window), j), low - mean, high - mean);
                if (j == 1) fitted[t] = forecast;
                residuals[t] = logs[t + choice.Window + j - 1] - forecast;
            }
            smearing[j - 1] = Numerics.Smearing.Factor(residuals);
        }
        for (var t = 0; t < fitted.Length; t++) fitted[t] = smearing[0] * Math.Exp(mean + fitted[t]);
        var state = new SsaState(forecaster.Weights, mean, low, high, smearing, logs[^choice.Window..], logs.Length);
        return new SsaFit(new SsaEstimate(choice, basis.Share(choice.Rank), fitted, state), FitStatus.Converged, null);
    }

    internal static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var v in values) sum += v;
        return sum / values.Length;
    }
}
