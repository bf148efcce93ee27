using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Standard errors of maximum likelihood for few parameters.
/// <code>Hessian: √diag J A⁻¹ Jᵀ,   OPG: √diag J B⁻¹ Jᵀ,   sandwich and HAC: √diag J A⁻¹ S A⁻¹ Jᵀ</code>
/// <para>A is minus the Hessian and B the sum of the scores' outer products; S is B for the sandwich and <see cref="NeweyWest"/>'s matrix for HAC; J is the linear map from the parameters of the rescaled
/// series to those of the series as it was given.</para>
/// <para>Reference: Bollerslev and Wooldridge (1992), Econometric Reviews 11, eq. 2.7 to 2.9; Newey and West (1987), Econometrica 55.</para>
/// </summary>
internal static class CurvatureErrors
{
    /// <summary>The errors by name, as many as <paramref name="map"/> has rows; none where A or B is not positive definite. One row of <paramref name="scores"/> a step.</summary>
    public static ReturnErrors Of(double[,] curvature, double[][] scores, double[,] map, IReadOnlyList<string> names, CancellationToken stop)
    {
        double[][] columns = [.. Enumerable.Range(0, map.GetLength(1)).Select(k => scores.Select(row => row[k]).ToArray())];
        var (products, longRun) = (NeweyWest.Covariance(columns, 0, stop), NeweyWest.Covariance(columns, NeweyWest.Bandwidth(scores.Length), stop));
        var (a, b) = ((double[,])curvature.Clone(), (double[,])products.Clone());
        if (!Cholesky.Factor(a) || !Cholesky.Factor(b)) return ReturnErrors.None;
        var n = map.GetLength(1);
        List<Parameter> hessian = [], outer = [], sandwich = [], hac = [];
        for (var i = 0; i < names.Count; i++)
        {
            double[] row = [.. Enumerable.Range(0, n).Select(j => map[i, j])], byCurvature = [.. row], byScores = [.. row];
            Cholesky.Solve(a, byCurvature);
            Cholesky.Solve(b, byScores);
            hessian.Add(new(names[i], Math.Sqrt(DotProduct.Of(row, byCurvature))));
            outer.Add(new(names[i], Math.Sqrt(DotProduct.Of(row, byScores))));
            sandwich.Add(new(names[i], Math.Sqrt(Form(byCurvature, products))));
            hac.Add(new(names[i], Math.Sqrt(Form(byCurvature, longRun))));
        }
        return hessian.Concat(outer).Concat(sandwich).Concat(hac).All(e => double.IsFinite(e.Value)) ? new(hessian, outer, sandwich, hac) : ReturnErrors.None;
    }

    // xᵀ S x.
    private static double Form(double[] x, double[,] matrix)
    {
        var sum = 0.0;
        for (var j = 0; j < x.Length; j++)
        {
            for (var k = 0; k < x.Length; k++) sum += x[j] * matrix[j, k] * x[k];
        }
        return sum;
    }
}
