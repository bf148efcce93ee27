using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The linear algebra of <see cref="ReturnErrors"/>: four kinds of standard errors of a maximum likelihood estimate.
/// <code>Hessian: √diag J A⁻¹ Jᵀ,   OPG: √diag J B⁻¹ Jᵀ,   sandwich: √diag J A⁻¹ B A⁻¹ Jᵀ,   HAC: √diag J A⁻¹ S A⁻¹ Jᵀ</code>
/// <para>A is minus the Hessian of the log-likelihood, B = Σ_t s_t s_tᵀ of the scores s_t of the T steps, S the matrix of <see cref="NeweyWest"/> with ⌊4 (T/100)^{2/9}⌋ lags; J is the derivative of the parameters
/// as they are reported in those that were estimated. Scores have mean 0 at an interior maximum, so by definition neither B nor S takes a mean off.</para>
/// <para>A kind is absent where its own matrix is not positive definite or an error is no number; a score matrix that is singular takes the OPG errors alone.</para>
/// <para>Reference: Bollerslev and Wooldridge (1992), Econometric Reviews 11, eq. 2.7 to 2.9; Newey and West (1987), Econometrica 55, eq. 5; (1994), Review of Economic Studies 61, for the lags.</para>
/// </summary>
internal static class LikelihoodErrors
{
    /// <summary>The errors by name. Shapes: A and J n × n, scores n columns of T values.</summary>
    /// <param name="curvature">A.</param>
    /// <param name="scores">One column a parameter.</param>
    /// <param name="jacobian">J.</param>
    /// <param name="names">The parameters' names.</param>
    /// <param name="held">Parameters at a bound of their own: left out, as if they were known, where A is not positive definite with them.</param>
    /// <param name="demeaned">Whether the sandwich takes the scores' mean off B and multiplies it by T/(T − 1), as arch does.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static ReturnErrors Of(double[,] curvature, double[][] scores, double[,] jacobian, IReadOnlyList<string> names, IReadOnlyList<int> held, bool demeaned, CancellationToken stop)
    {
        int[] all = [.. Enumerable.Range(0, scores.Length)], free = [.. all.Except(held)];
        return Errors(all) ?? (free.Length < all.Length && free.Length > 0 ? Errors(free) : null) ?? ReturnErrors.None;

        ReturnErrors? Errors(int[] chosen)
        {
            if (Factor(Block(curvature, chosen)) is not { } a) return null;
            double[][] own = [.. chosen.Select(k => scores[k])];
            var products = NeweyWest.Covariance(own, 0, stop);
            var longRun = NeweyWest.Covariance(own, NeweyWest.Bandwidth(own[0].Length), stop);
            var (map, b) = (Block(jacobian, chosen), Factor((double[,])products.Clone()));
            var robust = demeaned ? Demeaned(own, products) : products;
            return new(
                Named(row => DotProduct.Of(row, Solved(a, row))),
                b is null ? [] : Named(row => DotProduct.Of(row, Solved(b, row))),
                Named(row => Form(Solved(a, row), robust)),
                Named(row => Form(Solved(a, row), longRun)));

            IReadOnlyList<Parameter> Named(Func<double[], double> variance)
            {
                var errors = new Parameter[chosen.Length];
                for (var i = 0; i < errors.Length; i++) errors[i] = new(names[chosen[i]], Math.Sqrt(variance([.. chosen.Select((_, j) => map[i, j])])));
                return Array.TrueForAll(errors, e => double.IsFinite(e.Value)) ? errors : [];
            }
        }
    }

    // Σ_t (s_t − s̄)(s_t − s̄)ᵀ, times T/(T − 1).
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

    private static double[,] Block(double[,] source, int[] chosen)
    {
        var block = new double[chosen.Length, chosen.Length];
        for (var i = 0; i < chosen.Length; i++)
        {
            for (var j = 0; j < chosen.Length; j++) block[i, j] = source[chosen[i], chosen[j]];
        }
        return block;
    }

    private static double[,]? Factor(double[,] matrix) => Cholesky.Factor(matrix) ? matrix : null;

    private static double[] Solved(double[,] factor, double[] row)
    {
        double[] x = [.. row];
        Cholesky.Solve(factor, x);
        return x;
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
