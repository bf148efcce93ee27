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

    // Parameters of a rescaled series are of order one.
    private const double LeastSize = 0.1;

    /// <summary>The maximum near <paramref name="start"/> over the parameters from <paramref name="first"/> on; null where A is not positive definite, or a step leaves what <paramref name="isInside"/> allows.</summary>
    public static NewtonMaximum? Near(ValueAndGradient function, ReadOnlySpan<double> start, int first, Func<double[], bool> isInside)
    {
        double[] p = start.ToArray(), gradient = new double[p.Length];
        for (var steps = 0; steps < Limit; steps++)
        {
            if (MinusHessian(function, p, first) is not { } curvature) return null;
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

    // On the free parameters, from the point that all of them are at.
    private static double[,]? MinusHessian(ValueAndGradient function, double[] p, int first)
    {
        double[] at = [.. p], all = new double[p.Length];
        double Minus(ReadOnlySpan<double> free, Span<double> gradient)
        {
            free.CopyTo(at.AsSpan(first));
            var value = function(at, all);
            for (var k = 0; k < gradient.Length; k++) gradient[k] = -all[first + k];
            return -value;
        }
        return GradientHessian.Of(Minus, p.AsSpan(first), GradientHessian.ShortSteps(p.AsSpan(first), LeastSize), CentralDifference.Second);
    }
}
