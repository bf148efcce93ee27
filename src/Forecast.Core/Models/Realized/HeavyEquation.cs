using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// One equation of a HEAVY model: the conditional mean of a positive variable, driven by the last realised measure, by Gaussian quasi-maximum likelihood.
/// <code>h_{t+1} = omega + alpha x_t + beta h_t,   h₁ = mean y,   ln L = −½ Σ (ln 2π + ln h_t + y_t/h_t)</code>
/// <para>y is r² in the return's equation and x in the realised measure's; the first value is that of the package highfrequency.</para>
/// <para>Both series are divided by their means, which is undone exactly. Constraints: omega, alpha, beta ≥ 0 and beta &lt; 1, or alpha + beta &lt; 1 where y is x.</para>
/// <para>Gradient: one pass backwards, as for a GARCH: a_t = ½ (y_t/h_t − 1)/h_t + beta a_{t+1}.</para>
/// <para>On a boundary is a point within <see cref="FirstOrderConditions.Tolerance"/> standard errors, by the scores' outer product, of the maximum under the constraints; inside, Newton's method says.</para>
/// <para>Reference: Shephard and Sheppard (2010), Journal of Applied Econometrics 25, section 2.4.</para>
/// </summary>
internal sealed class HeavyEquation
{
    private const int IterationLimit = 300;
    private const double Tolerance = 1e-8;
    private const double LeastOmega = 1e-8;
    private const double Largest = 1 - 1e-6;

    private static readonly (double Alpha, double Beta)[] Starts = [(0.4, 0.55), (0.1, 0.85), (0.7, 0.2)];

    private static readonly NormalErrors Errors = new();

    private readonly double[] _roots;
    private readonly double[] _x;
    private readonly double[] _h;
    private readonly double[] _byVariance;
    private readonly double[] _byResidual;
    private readonly double _meanY;
    private readonly double _meanX;
    private readonly IReadOnlyList<string> _names;
    private readonly CancellationToken _stop;

    /// <summary>The equation for <paramref name="target"/>, its parameters named by <paramref name="names"/>.</summary>
    public HeavyEquation(ReadOnlySpan<double> target, ReadOnlySpan<double> driver, IReadOnlyList<string> names, CancellationToken stop)
    {
        (_roots, _meanY) = Scaled(target);
        (_x, _meanX) = Scaled(driver);
        // √y plays the part of the residual in the Gaussian likelihood.
        for (var t = 0; t < _roots.Length; t++) _roots[t] = Math.Sqrt(_roots[t]);
        (_h, _byVariance, _byResidual, _names, _stop) = (new double[_x.Length], new double[_x.Length], new double[_x.Length], names, stop);
    }

    /// <summary>The estimate, in the units of the series; null where no start has a likelihood.</summary>
    public HeavyEquationFit? Fit(bool isMeasure)
    {
        var constraints = Constraints(isMeasure);
        ConstrainedMinimum? best = null;
        var iterations = 0;
        foreach (var (alpha, beta) in Starts)
        {
            double[] start = [1 - alpha - beta, alpha, beta];
            if (!double.IsFinite(Negative(start, new double[3]))) continue;
            var found = LinearlyConstrainedMinimizer.Minimize(Negative, start, constraints, Tolerance, IterationLimit, _stop);
            iterations += found.Iterations;
            if (best is null || found.Value < best.Value) best = found;
        }
        if (best is null) return null;
        var top = best.Active.Count > 0 ? null : NewtonMaximum.Near(Value, best.X, 0, p => p[0] > 0 && p[1] >= 0 && p[2] >= 0 && p[2] < 1);
        var (status, reason) = best.Active.Count > 0 && Distance(best.X, constraints) is var distance
                ? distance <= FirstOrderConditions.Tolerance ? (FitStatus.Boundary, string.Join("; ", best.Active.Select(i => constraints[i].Meaning))) : (FitStatus.IterationLimit, $"{FirstOrderConditions.Miss("heavy", distance)} ({string.Join(", ", _names)})")
            : top is null ? (FitStatus.IterationLimit, $"heavy found no maximum for {string.Join(", ", _names)}: the likelihood is too flat")
            : (FitStatus.Converged, (string?)null);
        var (x, value) = top is null ? (best.X, -best.Value * _x.Length) : (top.X, top.Value);
        return new HeavyEquationFit(x[0] * _meanY, x[1] * _meanY / _meanX, x[2], _meanY, value - (0.5 * _x.Length * Math.Log(_meanY)), top is null ? ReturnErrors.None : StandardErrors(top), status, reason, iterations + (top?.Steps ?? 0));
    }

    private List<LinearConstraint> Constraints(bool isMeasure) =>
    [
        LinearConstraint.AtLeast(3, 0, LeastOmega, $"{_names[0]} is at 0"),
        LinearConstraint.AtLeast(3, 1, 0, $"{_names[1]} is at 0: the realised measure says nothing about the next one's variance"),
        LinearConstraint.AtLeast(3, 2, 0, $"{_names[2]} is at 0"),
        new([0, isMeasure ? -1 : 0, -1], -Largest, isMeasure ? $"{_names[1]} + {_names[2]} is at 1: the realised measure has no finite mean" : $"{_names[2]} is at 1"),
    ];

    private double Negative(ReadOnlySpan<double> p, Span<double> gradient)
    {
        var value = -Value(p, gradient) / _x.Length;
        for (var i = 0; i < 3; i++) gradient[i] /= -_x.Length;
        return value;
    }

    // ln L of the scaled series with its gradient in (omega, alpha, beta).
    private double Value(ReadOnlySpan<double> p, Span<double> gradient)
    {
        _stop.ThrowIfCancellationRequested();
        var h = 1.0;
        for (var t = 0; t < _x.Length; t++)
        {
            _h[t] = h;
            h = Math.FusedMultiplyAdd(p[2], h, Math.FusedMultiplyAdd(p[1], _x[t], p[0]));
        }
        var value = Errors.LogLikelihood(_roots, _h, [], _byVariance, _byResidual, []);
        double later = 0, byOmega = 0, byAlpha = 0, byBeta = 0;
        for (var t = _x.Length - 1; t >= 0; t--)
        {
            byOmega += later;
            byAlpha += later * _x[t];
            byBeta += later * _h[t];
            later = Math.FusedMultiplyAdd(p[2], later, _byVariance[t]);
        }
        (gradient[0], gradient[1], gradient[2]) = (byOmega, byAlpha, byBeta);
        return value;
    }

    private double Distance(double[] x, List<LinearConstraint> constraints)
    {
        var (scores, information, gradient) = (Scores(x), new double[3, 3], new double[3]);
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++) information[i, j] = DotProduct.Of(scores[i], scores[j]) / _x.Length;
        }
        Negative(x, gradient);
        return FirstOrderConditions.Distance(x, [gradient], information, constraints, _x.Length);
    }

    private ReturnErrors StandardErrors(NewtonMaximum top) =>
        LikelihoodErrors.Of(top.Curvature, Scores(top.X), new[,] { { _meanY, 0, 0 }, { 0, _meanY / _meanX, 0 }, { 0, 0, 1 } }, _names, [], false, _stop);

    private double[][] Scores(double[] p)
    {
        Value(p, new double[3]);
        var (omega, alpha, beta) = (0.0, 0.0, 0.0);
        double[] byOmega = new double[_x.Length], byAlpha = new double[_x.Length], byBeta = new double[_x.Length];
        for (var t = 0; t < _x.Length; t++)
        {
            (byOmega[t], byAlpha[t], byBeta[t]) = (_byVariance[t] * omega, _byVariance[t] * alpha, _byVariance[t] * beta);
            (omega, alpha, beta) = (1 + (p[2] * omega), _x[t] + (p[2] * alpha), _h[t] + (p[2] * beta));
        }
        return [byOmega, byAlpha, byBeta];
    }

    private static (double[] Values, double Mean) Scaled(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var v in values) sum += v;
        var mean = sum / values.Length;
        var scaled = values.ToArray();
        for (var t = 0; t < scaled.Length; t++) scaled[t] /= mean;
        return (scaled, mean);
    }
}
