namespace Forecast.Core.Numerics;

/// <summary>
/// The Hessian of a function of few variables, by <see cref="CentralDifference"/> of its exact gradient g.
/// <code>H_kj = ½ (D_k g_j + D_j g_k),   D_k g = Σ_i w_i g(x + m_i s_k)/s_k</code>
/// <para>Error: that of the difference, s² or s⁶, and the gradient's rounding over the step. Steps: for two points about the third root of the rounding, <see cref="ShortSteps"/>; for six a small share
/// of the length over which the function curves, <see cref="CurvatureSteps"/>, with which 10 digits hold.</para>
/// <para>Cost: two or six gradients a variable. A step that leaves the function's domain is cut to a tenth, at most three times.</para>
/// </summary>
public static class GradientHessian
{
    private const int AttemptLimit = 4;

    // About the third root of the rounding of a double.
    private const double ShortShare = 1e-5;

    private const double CurvatureShare = 1e-3;

    /// <summary>Steps for two points: a share of each variable, of one near 0 that of <paramref name="least"/>.</summary>
    public static double[] ShortSteps(ReadOnlySpan<double> x, double least)
    {
        var steps = new double[x.Length];
        for (var k = 0; k < steps.Length; k++) steps[k] = ShortShare * Math.Max(Math.Abs(x[k]), least);
        return steps;
    }

    /// <summary>
    /// Steps for six points: a share of c_k^(−½), the length over which a function with the second derivatives <paramref name="curvature"/> on the diagonal changes by ½. The function is of order 1, as a
    /// mean log-likelihood is.
    /// </summary>
    public static double[] CurvatureSteps(ReadOnlySpan<double> x, double[,] curvature)
    {
        var steps = new double[x.Length];
        for (var k = 0; k < steps.Length; k++)
        {
            var size = Math.Abs(curvature[k, k]);
            steps[k] = size > 0 ? Math.Clamp(CurvatureShare / Math.Sqrt(size), 1e-9, CurvatureShare * Math.Max(1, Math.Abs(x[k]))) : 10 * ShortShare * Math.Max(Math.Abs(x[k]), 1e-2);
        }
        return steps;
    }

    /// <summary>
    /// H at <paramref name="x"/>; null where the gradient is not finite however short the steps. <paramref name="steps"/> become those that were taken.
    /// </summary>
    public static double[,]? Of(ValueAndGradient function, ReadOnlySpan<double> x, Span<double> steps, IReadOnlyList<(double Multiple, double Weight)> difference)
    {
        var n = x.Length;
        var hessian = new double[n, n];
        Span<double> at = stackalloc double[n], gradient = stackalloc double[n], row = stackalloc double[n];
        x.CopyTo(at);
        for (var k = 0; k < n; k++)
        {
            for (var attempt = 1; !Row(function, x[k], k, steps[k], difference, at, gradient, row); attempt++)
            {
                if (attempt == AttemptLimit) return null;
                steps[k] *= 0.1;
            }
            at[k] = x[k];
            for (var j = 0; j < n; j++)
            {
                hessian[k, j] += 0.5 * row[j];
                hessian[j, k] += 0.5 * row[j];
            }
        }
        return hessian;
    }

    private static bool Row(
        ValueAndGradient function, double centre, int k, double step, IReadOnlyList<(double Multiple, double Weight)> difference, Span<double> at, Span<double> gradient, Span<double> row)
    {
        row.Clear();
        foreach (var (multiple, weight) in difference)
        {
            at[k] = centre + (multiple * step);
            if (!double.IsFinite(function(at, gradient))) return false;
            for (var j = 0; j < row.Length; j++) row[j] += weight * gradient[j] / step;
        }
        foreach (var entry in row)
        {
            if (!double.IsFinite(entry)) return false;
        }
        return true;
    }
}
