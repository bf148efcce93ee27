namespace Forecast.Core.Numerics;

/// <summary>
/// Newton's steps at the end of a minimisation under linear inequalities, where values are equal to rounding.
/// <code>d = argmin ∇fᵀd + ½ dᵀH d,  a_iᵀ(x + d) ≥ b_i;   x ← x + d   while dᵀH d falls</code>
/// <para>A value tells its minimum apart from points at a distance of √ε only, a gradient from points at ε: a descent that has to lower the value ends that far away, further along flat directions. A step counts here by the way that it leaves to go.</para>
/// <para>Reference: Nocedal and Wright (2006), Numerical Optimization, sections 3.3 and 18.1.</para>
/// </summary>
public static class ConstrainedNewton
{
    // The share of the value that its own rounding may add.
    private const double Rounding = 1e-12;

    /// <summary>
    /// The point to which at most <paramref name="limit"/> steps from <paramref name="end"/> lead, with the Hessian there; <paramref name="end"/> itself where the Hessian is not positive definite along the constraints that hold with equality,
    /// or where the first step leaves no less.
    /// </summary>
    public static ConstrainedMinimum Finish(ValueAndGradient function, ConstrainedMinimum end, IReadOnlyList<LinearConstraint> constraints, double[,] hessian, int limit)
    {
        var n = end.X.Length;
        var region = new FeasibleRegion(constraints, n);
        var matrix = Convexified(hessian, end.Active.Select(region.Normal));
        var factor = (double[,])matrix.Clone();
        if (!Cholesky.Factor(factor)) return end;
        var program = new ActiveSetProgram(region, n);
        double[] x = end.X, gradient = new double[n], step = new double[n];
        var value = function(x, gradient);
        program.Solve(matrix, factor, gradient, x, step);
        for (var (i, left) = (0, Square(matrix, step)); i < limit; i++)
        {
            double[] next = [.. x.Zip(step, (a, b) => a + b)], slope = new double[n];
            region.Settle(next, program.Working);
            var trial = function(next, slope);
            if (!(trial <= end.Value + (Rounding * Math.Abs(end.Value)))) break;
            program.Solve(matrix, factor, slope, next, step);
            var rest = Square(matrix, step);
            if (!(rest < left)) break;
            (x, value, left) = (next, trial, rest);
        }
        return end with { X = x, Value = value, Active = [.. Enumerable.Range(0, region.Count).Where(i => region.Slack(i, x) == 0)] };
    }

    private static double Square(double[,] matrix, double[] step)
    {
        var sum = 0.0;
        for (var i = 0; i < step.Length; i++)
        {
            for (var j = 0; j < step.Length; j++) sum += step[i] * matrix[i, j] * step[j];
        }
        return sum;
    }

    // Across constraints that hold with equality no step goes, so curvature there changes none; it makes the matrix positive definite where it is so along them.
    private static double[,] Convexified(double[,] hessian, IEnumerable<double[]> normals)
    {
        var (matrix, n, size) = ((double[,])hessian.Clone(), hessian.GetLength(0), 0.0);
        foreach (var h in hessian) size = Math.Max(size, Math.Abs(h));
        foreach (var a in normals)
        {
            var weight = 10 * size / DotProduct.Of(a, a);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++) matrix[i, j] += weight * a[i] * a[j];
            }
        }
        return matrix;
    }
}
