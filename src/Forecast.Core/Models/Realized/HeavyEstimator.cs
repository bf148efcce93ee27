using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>
/// Gaussian quasi-maximum likelihood of a HEAVY model, its two equations each on its own.
/// <para>Method: <see cref="Numerics.LinearlyConstrainedMinimizer"/> from three starts, then Newton's method. Returns are taken to have a zero mean unless their sample mean is to be taken off.</para>
/// <para>Units: the realised measure is a variance, in squared units of the returns. A measure whose mean is not within a factor of <see cref="LargestRatio"/> of the returns' variance is refused: it is a
/// volatility, or percent beside fractions.</para>
/// <para>Domain: at least <see cref="LeastObservations"/> pairs, returns finite, realised measures above 0, neither constant; else a refusal with its reason. Deterministic.</para>
/// <para>The package highfrequency (1.0.1) drives the return's equation by the last squared return instead of the last realised measure, which makes it a GARCH(1,1) and its figures differ from
/// these; the realised measure's equation agrees.</para>
/// <para>Reference: Shephard and Sheppard (2010), Journal of Applied Econometrics 25, section 2.</para>
/// </summary>
public static class HeavyEstimator
{
    /// <summary>Fewest pairs.</summary>
    public const int LeastObservations = 100;

    /// <summary>How far the mean of the realised measure and the variance of the returns may lie apart.</summary>
    public const double LargestRatio = 50;

    private const string Id = "heavy";

    /// <summary>Estimates the model; <paramref name="returns"/> and <paramref name="realized"/> have one length, oldest first.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static RealizedFit<HeavyParameters, HeavyState> Fit(ReadOnlySpan<double> returns, ReadOnlySpan<double> realized, ConditionalMean mean = ConditionalMean.Zero, CancellationToken stop = default)
    {
        if ((mean == ConditionalMean.Ar ? $"{Id} has a zero mean, or takes off the sample's" : RealizedRefusal.Of(Id, returns, realized, LeastObservations)) is { } refusal) return Refused(refusal);
        var level = mean == ConditionalMean.Constant ? Mean(returns) : 0;
        var squares = returns.ToArray();
        for (var t = 0; t < squares.Length; t++) squares[t] = (returns[t] - level) * (returns[t] - level);
        var (variance, measure) = (Mean(squares), Mean(realized));
        if (!(variance > 1e-300 && variance < 1e300 && measure > 1e-300 && measure < 1e300)) return Refused(string.Create(CultureInfo.InvariantCulture, $"{Id} finds a variance of {variance} and a mean realised measure of {measure}; rescale the series"));
        if (Units(variance, measure, realized) is { } mistake) return Refused(mistake);
        var names = HeavyParameters.Names;
        var (h, m) = (new HeavyEquation(squares, realized, [.. names.Take(3)], stop).Fit(isMeasure: false), new HeavyEquation(realized, realized, [.. names.Skip(3)], stop).Fit(isMeasure: true));
        if (h is null || m is null) return Refused($"{Id} finds no start with a likelihood; look for an outlier");

        var p = new HeavyParameters(h.Omega, h.Alpha, h.Beta, m.Omega, m.Alpha, m.Beta);
        var first = new HeavyState(p, h.First, m.First, 0);
        var filter = new HeavyFilter(first);
        var variances = new double[returns.Length];
        for (var t = 0; t < variances.Length; t++)
        {
            variances[t] = filter.Next;
            filter.Append(returns[t], realized[t]);
        }
        var estimate = new RealizedEstimate<HeavyParameters, HeavyState>
        {
            Parameters = p,
            Values = [.. names.Zip(p.ToArray(), (name, value) => new Parameter(name, value))],
            Mean = level,
            LogLikelihood = h.LogLikelihood + m.LogLikelihood,
            ReturnLogLikelihood = h.LogLikelihood,
            Errors = h.Errors.Hessian.Count == 0 || m.Errors.Hessian.Count == 0 ? ReturnErrors.None
                : new([.. h.Errors.Hessian, .. m.Errors.Hessian], [.. h.Errors.Scores, .. m.Errors.Scores], [.. h.Errors.Sandwich, .. m.Errors.Sandwich], [.. h.Errors.Hac, .. m.Errors.Hac]),
            First = first,
            Variances = variances,
            State = filter.State,
        };
        // The statuses are in the order of how much is wrong.
        var status = (FitStatus)Math.Max((int)h.Status, (int)m.Status);
        var reasons = new[] { h.Reason, m.Reason }.OfType<string>().ToArray();
        return new(estimate, status, reasons.Length == 0 ? null : string.Join("; ", reasons), h.Iterations + m.Iterations);
    }

    private static RealizedFit<HeavyParameters, HeavyState> Refused(string reason) => RealizedFit<HeavyParameters, HeavyState>.Refused(reason);

    private static string? Units(double variance, double measure, ReadOnlySpan<double> realized)
    {
        if (IsNear(measure / variance)) return null;
        var squares = 0.0;
        foreach (var x in realized) squares += x * x;
        var hint = IsNear(squares / realized.Length / variance) ? "it looks like a volatility: square it"
            : IsNear(1e-4 * measure / variance) ? "it looks like percent² beside returns as fractions"
            : IsNear(1e4 * measure / variance) ? "it looks like a fraction beside returns in percent"
            : "it must be a variance in squared units of the returns";
        return string.Create(CultureInfo.InvariantCulture, $"{Id} needs a realised variance: its mean is {measure:G4} where the returns have a variance of {variance:G4}; {hint}");
    }

    private static bool IsNear(double ratio) => ratio is >= 1 / LargestRatio and <= LargestRatio;

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var v in values) sum += v;
        return sum / values.Length;
    }
}
