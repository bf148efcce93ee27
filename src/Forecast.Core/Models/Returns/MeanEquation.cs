using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>
/// The mean equation of a return series.
/// <code>constant: e_t = r_t − mu;   zero: e_t = r_t;   AR: e_t = r_t − c − Σ_k φ_k r_{t−k}</code>
/// <para>An autoregression gives as many residuals fewer as its longest lag is long.</para>
/// </summary>
public sealed class MeanEquation
{
    private readonly int[] _lags;

    private MeanEquation(ConditionalMean kind, int[] lags)
    {
        (Kind, _lags) = (kind, lags);
        // Asked for at every step of a search: made once.
        Names = kind switch
        {
            ConditionalMean.Zero => [],
            ConditionalMean.Constant => ["mu"],
            _ => ["Const", .. lags.Select(k => string.Create(CultureInfo.InvariantCulture, $"y[{k}]"))],
        };
    }

    public ConditionalMean Kind { get; }

    /// <summary>Lags of the autoregression, increasing; empty otherwise.</summary>
    public IReadOnlyList<int> Lags => _lags;

    /// <summary>Observations that are read before the first residual.</summary>
    public int Skipped => _lags.Length == 0 ? 0 : _lags[^1];

    /// <summary>Parameters by name, as the package arch prints them: mu; Const, y[1], …</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The equation of a kind; lags, increasing and at least 1, are for an autoregression only.</summary>
    public static MeanEquation Of(ConditionalMean kind, params IReadOnlyList<int> lags)
    {
        if (kind != ConditionalMean.Ar && lags.Count > 0) throw new ArgumentException($"a {kind} mean has no lags", nameof(lags));
        if (kind == ConditionalMean.Ar && (lags.Count == 0 || lags[0] < 1 || lags.Zip(lags.Skip(1)).Any(p => p.First >= p.Second)))
            throw new ArgumentException("an autoregressive mean needs increasing lags of at least 1", nameof(lags));
        return new(kind, [.. lags]);
    }

    /// <summary>Writes the residuals of <paramref name="series"/>, <see cref="Skipped"/> fewer than it has values.</summary>
    public void Residuals(ReadOnlySpan<double> series, ReadOnlySpan<double> parameters, Span<double> residuals)
    {
        if (Kind == ConditionalMean.Zero)
        {
            series[..residuals.Length].CopyTo(residuals);
            return;
        }
        if (Kind == ConditionalMean.Constant)
        {
            var mean = parameters[0];
            series = series[..residuals.Length];
            for (var t = 0; t < series.Length; t++) residuals[t] = series[t] - mean;
            return;
        }
        for (var t = 0; t < residuals.Length; t++) residuals[t] = series[t + Skipped] - Mean(series[..(t + Skipped)], parameters);
    }

    /// <summary>The expected next value after <paramref name="past"/>.</summary>
    public double Mean(ReadOnlySpan<double> past, ReadOnlySpan<double> parameters)
    {
        if (Kind == ConditionalMean.Zero) return 0;
        var mean = parameters[0];
        for (var k = 0; k < _lags.Length; k++) mean += parameters[k + 1] * past[^_lags[k]];
        return mean;
    }

    /// <summary>Adds ∂L/∂(mean parameters) to <paramref name="gradient"/>, given ∂L/∂e_t in <paramref name="residualGradient"/>.</summary>
    public void Adjoint(ReadOnlySpan<double> series, ReadOnlySpan<double> residualGradient, Span<double> gradient)
    {
        if (Kind == ConditionalMean.Zero) return;
        gradient[0] -= Sum(residualGradient);
        for (var k = 0; k < _lags.Length; k++)
        {
            var sum = 0.0;
            for (var t = 0; t < residualGradient.Length; t++) sum += residualGradient[t] * series[t + Skipped - _lags[k]];
            gradient[k + 1] -= sum;
        }
    }

    // Four sums in a fixed order: the adds do not wait for each other.
    private static double Sum(ReadOnlySpan<double> x)
    {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        var t = 0;
        for (; t + 3 < x.Length; t += 4)
        {
            s0 += x[t];
            s1 += x[t + 1];
            s2 += x[t + 2];
            s3 += x[t + 3];
        }
        for (; t < x.Length; t++) s0 += x[t];
        return s0 + s1 + (s2 + s3);
    }

    /// <summary>Turns the parameters for a series y into those for <paramref name="factor"/> × y.</summary>
    public void Rescale(Span<double> parameters, double factor)
    {
        if (Kind != ConditionalMean.Zero) parameters[0] *= factor;
    }
}
