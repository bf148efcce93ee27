using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// A maximum of a log-likelihood of few parameters, found by Newton's method from a point close by.
/// <code>p ← p + A⁻¹ g,   until gᵀ A⁻¹ g &lt; 1e-18</code>
/// <para>g is the exact gradient, and A minus the Hessian, by central differences of g. The decrement gᵀ A⁻¹ g is the squared distance to the maximum in standard errors.</para>
/// <para>Reference: Nocedal and Wright (2006), Numerical Optimization, section 3.3.</para>
/// </summary>
/// <param name="X">The parameters.</param>
/// <param name="Value">The log-likelihood there.</param>
/// <param name="Curvature">A there, over the parameters that were free.</param>
/// <param name="Steps">Steps taken.</param>
internal sealed record NewtonMaximum(double[] X, double Value, double[,] Curvature, int Steps)
{
    private const int Limit = 12;
    private const double Decrement = 1e-18;

    // About the third root of the rounding of a double, for parameters of a rescaled series, which are of order one.
    private const double Difference = 1e-5;

    /// <summary>The maximum near <paramref name="start"/> over the parameters from <paramref name="first"/> on; null where A is not positive definite, or a step leaves what <paramref name="isInside"/> allows.</summary>
    public static NewtonMaximum? Near(ValueAndGradient function, ReadOnlySpan<double> start, int first, Func<double[], bool> isInside)
    {
        double[] p = start.ToArray(), gradient = new double[p.Length];
        for (var steps = 0; steps < Limit; steps++)
        {
            var curvature = MinusHessian(function, p, first);
            var value = function(p, gradient);
            var a = (double[,])curvature.Clone();
            if (!double.IsFinite(value) || !Cholesky.Factor(a)) return null;
            double[] slope = gradient[first..], step = [.. slope];
            Cholesky.Solve(a, step);
            if (DotProduct.Of(step, slope) < Decrement) return new(p, value, curvature, steps);
            for (var k = 0; k < step.Length; k++) p[first + k] += step[k];
            if (!isInside(p)) return null;
        }
        return null;
    }

    private static double[,] MinusHessian(ValueAndGradient function, double[] p, int first)
    {
        var n = p.Length - first;
        double[] above = new double[p.Length], below = new double[p.Length];
        var curvature = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            var centre = p[first + i];
            var step = Difference * Math.Max(0.1, Math.Abs(centre));
            p[first + i] = centre + step;
            function(p, above);
            p[first + i] = centre - step;
            function(p, below);
            p[first + i] = centre;
            for (var j = 0; j < n; j++)
            {
                var half = -0.25 * (above[first + j] - below[first + j]) / step;
                curvature[i, j] += half;
                curvature[j, i] += half;
            }
        }
        return curvature;
    }
}
