using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The covariances behind <see cref="ReturnErrors"/>.
/// <para>The Hessian is a <see cref="GradientHessian"/>, the scores are <see cref="ReturnLikelihood.Scores"/>, with steps that keep 10 digits. Both are taken in the scaled units of the estimation and
/// carried over by the Jacobian of the rescaling.</para>
/// </summary>
internal static class ReturnCovariance
{
    public static ReturnErrors Of(ReturnModel model, ReturnLikelihood likelihood, ConstrainedMinimum end, IReadOnlyList<LinearConstraint> constraints, double scale)
    {
        var n = end.X.Length;
        if (n == 0) return ReturnErrors.None;
        var steps = GradientHessian.CurvatureSteps(end.X, likelihood.Information(end.X));
        if (GradientHessian.Of(likelihood.Value, end.X, steps, CentralDifference.Sixth) is not { } hessian || likelihood.Scores(end.X, steps) is not { } scores) return ReturnErrors.None;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) hessian[i, j] = -hessian[i, j];
        }
        var jacobian = Jacobian(model, end.X, scale);
        var all = Enumerable.Range(0, n).ToArray();
        var free = all.Where(k => !end.Active.Any(i => constraints[i].Normal[k] != 0 && constraints[i].Normal.Count(v => v != 0) == 1)).ToArray();
        return Errors(all) ?? (free.Length < n && free.Length > 0 ? Errors(free) : null) ?? ReturnErrors.None;

        ReturnErrors? Errors(int[] chosen)
        {
            if (Inverse(Block(hessian, chosen)) is not { } a) return null;
            double[][] own = [.. chosen.Select(k => scores[k])];
            var products = NeweyWest.Covariance(own, 0, likelihood.Stop);
            var robust = model.Presample == PresampleVariance.Arch ? Demeaned(own, products) : products;
            return new(Named(a), Named(Inverse(products)), Named(Sandwich(a, robust)), Named(Sandwich(a, NeweyWest.Covariance(own, NeweyWest.Bandwidth(likelihood.Steps), likelihood.Stop))));

            IReadOnlyList<Parameter> Named(double[,]? covariance)
            {
                if (covariance is null) return [];
                var part = Block(jacobian, chosen);
                var natural = Multiply(Multiply(part, covariance), Transpose(part));
                double[] errors = [.. chosen.Select((_, i) => Math.Sqrt(natural[i, i]))];
                return Array.TrueForAll(errors, double.IsFinite) ? [.. chosen.Select((k, i) => new Parameter(model.Names[k], errors[i]))] : [];
            }
        }
    }

    // Σ_t (s_t − s̄)(s_t − s̄)ᵀ, times T/(T − 1): arch's convention.
    private static double[,] Demeaned(double[][] scores, double[,] products)
    {
        var (n, length) = (scores.Length, scores[0].Length);
        double[] sums = [.. scores.Select(column => column.Sum())];
        var demeaned = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) demeaned[i, j] = (products[i, j] - (sums[i] * sums[j] / length)) * length / (length - 1.0);
        }
        return demeaned;
    }

    private static double[,] Jacobian(ReturnModel model, double[] x, double scale)
    {
        var n = x.Length;
        var jacobian = new double[n, n];
        for (var k = 0; k < n; k++)
        {
            var step = 1e-3 * Math.Max(Math.Abs(x[k]), 1e-3);
            foreach (var (multiple, weight) in CentralDifference.Sixth)
            {
                var at = (double[])x.Clone();
                at[k] += multiple * step;
                model.Rescale(at, scale);
                for (var i = 0; i < n; i++) jacobian[i, k] += weight * at[i] / step;
            }
        }
        return jacobian;
    }

    private static double[,] Sandwich(double[,] a, double[,] b) => Multiply(Multiply(a, b), a);

    private static double[,] Block(double[,] source, int[] chosen)
    {
        var block = new double[chosen.Length, chosen.Length];
        for (var i = 0; i < chosen.Length; i++)
        {
            for (var j = 0; j < chosen.Length; j++) block[i, j] = source[chosen[i], chosen[j]];
        }
        return block;
    }

    private static double[,]? Inverse(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var factor = (double[,])matrix.Clone();
        if (!Cholesky.Factor(factor)) return null;
        var inverse = new double[n, n];
        for (var k = 0; k < n; k++)
        {
            var column = new double[n];
            column[k] = 1;
            Cholesky.Solve(factor, column);
            for (var i = 0; i < n; i++) inverse[i, k] = column[i];
        }
        return inverse;
    }

    private static double[,] Multiply(double[,] a, double[,] b)
    {
        var n = a.GetLength(0);
        var product = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++) product[i, j] += a[i, k] * b[k, j];
            }
        }
        return product;
    }

    private static double[,] Transpose(double[,] a)
    {
        var n = a.GetLength(0);
        var transpose = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) transpose[i, j] = a[j, i];
        }
        return transpose;
    }
}
