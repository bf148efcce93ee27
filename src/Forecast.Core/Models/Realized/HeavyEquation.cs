using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// One equation of a HEAVY model: the conditional mean of a positive variable, driven by the last realised measure, by Gaussian quasi-maximum likelihood.
/// <code>h_{t+1} = omega + alpha x_t + beta h_t,   h₁ = mean y,   ln L = −½ Σ (ln 2π + ln h_t + y_t/h_t)</code>
/// <para>y is r² in the return's equation and x in the realised measure's; the first value is that of the package highfrequency.</para>
/// <para>Both series are divided by their means, which is undone exactly. Constraints: omega, alpha, beta ≥ 0 and beta &lt; 1, or alpha + beta &lt; 1 where y is x.</para>
/// <para>Gradient: one pass backwards, as for a GARCH: a_t = ½ (y_t/h_t − 1)/h_t + beta a_{t+1}.</para>
/// <para>Reference: Shephard and Sheppard (2010), Journal of Applied Econometrics 25, section 2.4.</para>
/// </summary>
internal sealed class HeavyEquation
{
    private const int IterationLimit = 300;
    private const int NewtonLimit = 10;
    private const double Tolerance = 1e-8;
    private const double Decrement = 1e-18;
    private const double LeastOmega = 1e-8;
    private const double Largest = 1 - 1e-6;

    private static readonly (double Alpha, double Beta)[] Starts = [(0.4, 0.55), (0.1, 0.85), (0.7, 0.2)];

    private readonly double[] _y;
    private readonly double[] _x;
    private readonly double[] _h;
    private readonly double _meanY;
    private readonly double _meanX;
    private readonly string _suffix;
    private readonly CancellationToken _stop;

    /// <summary>The equation for <paramref name="target"/>; <paramref name="suffix"/> ends its parameters' names in reasons.</summary>
    public HeavyEquation(ReadOnlySpan<double> target, ReadOnlySpan<double> driver, string suffix, CancellationToken stop)
    {
        (_y, _meanY) = Scaled(target);
        (_x, _meanX) = Scaled(driver);
        (_h, _suffix, _stop) = (new double[_y.Length], suffix, stop);
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
        var p = best.X;
        FitStatus status;
        string? reason;
        if (best.Active.Count > 0) (status, reason) = (FitStatus.Boundary, string.Join("; ", best.Active.Select(i => constraints[i].Meaning)));
        else (status, reason) = Polish(p, ref iterations) ? (FitStatus.Converged, (string?)null) : (FitStatus.IterationLimit, $"heavy found no maximum for omega{_suffix}, alpha{_suffix}, beta{_suffix}: the likelihood is too flat");
        var errors = status == FitStatus.Converged ? Errors(p) : null;
        var height = Value(p, new double[3]) - (0.5 * _y.Length * Math.Log(_meanY));
        return new HeavyEquationFit(p[0] * _meanY, p[1] * _meanY / _meanX, p[2], _meanY, height, errors, status, reason, iterations);
    }

    private List<LinearConstraint> Constraints(bool isMeasure) =>
    [
        LinearConstraint.AtLeast(3, 0, LeastOmega, $"omega{_suffix} is at 0"),
        LinearConstraint.AtLeast(3, 1, 0, $"alpha{_suffix} is at 0: the realised measure says nothing about the next one's variance"),
        LinearConstraint.AtLeast(3, 2, 0, $"beta{_suffix} is at 0"),
        new([0, isMeasure ? -1 : 0, -1], -Largest, isMeasure ? $"alpha{_suffix} + beta{_suffix} is at 1: the realised measure has no finite mean" : $"beta{_suffix} is at 1"),
    ];

    private double Negative(ReadOnlySpan<double> p, Span<double> gradient)
    {
        var value = -Value(p, gradient) / _y.Length;
        for (var i = 0; i < 3; i++) gradient[i] /= -_y.Length;
        return value;
    }

    /// <summary>ln L of the scaled series with its gradient in (omega, alpha, beta).</summary>
    internal double Value(ReadOnlySpan<double> p, Span<double> gradient)
    {
        _stop.ThrowIfCancellationRequested();
        var (h, sum, logs) = (1.0, 0.0, new LogProduct());
        for (var t = 0; t < _y.Length; t++)
        {
            _h[t] = h;
            logs.Add(h);
            sum += _y[t] / h;
            h = Math.FusedMultiplyAdd(p[2], h, Math.FusedMultiplyAdd(p[1], _x[t], p[0]));
        }
        gradient.Clear();
        var later = 0.0;
        for (var t = _y.Length - 1; t >= 0; t--)
        {
            gradient[0] += later;
            gradient[1] += later * _x[t];
            gradient[2] += later * _h[t];
            later = Math.FusedMultiplyAdd(p[2], later, 0.5 * ((_y[t] / _h[t]) - 1) / _h[t]);
        }
        return -0.5 * ((_y.Length * GarchRecursion.LogTwoPi) + logs.Value + sum);
    }

    private bool Polish(double[] p, ref int iterations)
    {
        var gradient = new double[3];
        for (var i = 0; i < NewtonLimit; i++)
        {
            var a = CurvatureErrors.Curvature(Value, p);
            Value(p, gradient);
            if (!Cholesky.Factor(a)) return false;
            double[] step = [.. gradient];
            Cholesky.Solve(a, step);
            if ((step[0] * gradient[0]) + (step[1] * gradient[1]) + (step[2] * gradient[2]) < Decrement) return true;
            double[] next = [p[0] + step[0], p[1] + step[1], p[2] + step[2]];
            if (!(next[0] > 0 && next[1] >= 0 && next[2] >= 0 && next[2] < 1)) return false;
            next.CopyTo(p, 0);
            iterations++;
        }
        return false;
    }

    private CurvatureErrors? Errors(double[] p)
    {
        Value(p, new double[3]);
        var products = new double[3, 3];
        Span<double> d = stackalloc double[3];
        d.Clear();
        for (var t = 0; t < _y.Length; t++)
        {
            var weight = 0.5 * ((_y[t] / _h[t]) - 1) / _h[t];
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++) products[i, j] += weight * weight * d[i] * d[j];
            }
            (d[0], d[1], d[2]) = (1 + (p[2] * d[0]), _x[t] + (p[2] * d[1]), _h[t] + (p[2] * d[2]));
        }
        return CurvatureErrors.Of(CurvatureErrors.Curvature(Value, p), products, new[,] { { _meanY, 0, 0 }, { 0, _meanY / _meanX, 0 }, { 0, 0, 1 } });
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
