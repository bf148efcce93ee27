using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Standard errors of maximum likelihood for few parameters, and the Hessian that they and Newton's method take.
/// <code>Hessian: √diag J A⁻¹ Jᵀ,   OPG: √diag J B⁻¹ Jᵀ,   sandwich: √diag J A⁻¹ B A⁻¹ Jᵀ</code>
/// <para>A is minus the Hessian, by central differences of an exact gradient; B the sum of the scores' outer products; J the linear map from the parameters of the rescaled series to those of the
/// series as it was given.</para>
/// <para>Reference: Bollerslev and Wooldridge (1992), Econometric Reviews 11, eq. 2.7 to 2.9.</para>
/// </summary>
internal sealed record CurvatureErrors(double[] Hessian, double[] Scores, double[] Sandwich)
{
    // About the third root of the rounding of a double, for parameters of a rescaled series, which are of order one.
    private const double Step = 1e-5;

    /// <summary>Minus the Hessian of <paramref name="function"/> at <paramref name="p"/>, over the parameters from <paramref name="first"/> on.</summary>
    public static double[,] Curvature(ValueAndGradient function, ReadOnlySpan<double> p, int first = 0)
    {
        var n = p.Length - first;
        var at = p.ToArray();
        double[] above = new double[p.Length], below = new double[p.Length];
        var curvature = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            var centre = at[first + i];
            var step = Step * Math.Max(0.1, Math.Abs(centre));
            at[first + i] = centre + step;
            function(at, above);
            at[first + i] = centre - step;
            function(at, below);
            at[first + i] = centre;
            for (var j = 0; j < n; j++)
            {
                var half = -0.25 * (above[first + j] - below[first + j]) / step;
                curvature[i, j] += half;
                curvature[j, i] += half;
            }
        }
        return curvature;
    }

    /// <summary>
    /// The three kinds of standard errors, as many as <paramref name="map"/> has rows; null where <paramref name="curvature"/> or <paramref name="products"/> is not positive definite.
    /// </summary>
    public static CurvatureErrors? Of(double[,] curvature, double[,] products, double[,] map)
    {
        var (rows, n) = (map.GetLength(0), map.GetLength(1));
        var (a, b) = ((double[,])curvature.Clone(), (double[,])products.Clone());
        if (!Cholesky.Factor(a) || !Cholesky.Factor(b)) return null;
        double[] hessian = new double[rows], scores = new double[rows], sandwich = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            double[] byCurvature = new double[n], byScores = new double[n];
            for (var j = 0; j < n; j++) byCurvature[j] = byScores[j] = map[i, j];
            Cholesky.Solve(a, byCurvature);
            Cholesky.Solve(b, byScores);
            double h = 0, s = 0, w = 0;
            for (var j = 0; j < n; j++)
            {
                h += map[i, j] * byCurvature[j];
                s += map[i, j] * byScores[j];
                for (var k = 0; k < n; k++) w += byCurvature[j] * products[j, k] * byCurvature[k];
            }
            (hessian[i], scores[i], sandwich[i]) = (Math.Sqrt(h), Math.Sqrt(s), Math.Sqrt(w));
        }
        return Array.TrueForAll(hessian, double.IsFinite) && Array.TrueForAll(sandwich, double.IsFinite) && Array.TrueForAll(scores, double.IsFinite) ? new(hessian, scores, sandwich) : null;
    }
}
