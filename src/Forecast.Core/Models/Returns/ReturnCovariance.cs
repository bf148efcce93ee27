using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The covariances behind <see cref="ReturnErrors"/>.
/// <para>The Hessian is the 6-point central difference of the analytic gradient, the scores are those of the log densities; steps are a small share of the length over which the likelihood
/// curves, so that 10 digits hold. Both are taken in the scaled units of the estimation and carried over by the Jacobian of the rescaling.</para>
/// </summary>
internal static class ReturnCovariance
{
    private const double StepShare = 1e-3;

    // The 6-point central difference: its error is of the 6th order in the step.
    private static readonly (double Multiple, double Weight)[] Difference = [(1, 0.75), (-1, -0.75), (2, -0.15), (-2, 0.15), (3, 1.0 / 60), (-3, -1.0 / 60)];

    public static ReturnErrors Of(ReturnModel model, ReturnLikelihood likelihood, ConstrainedMinimum end, IReadOnlyList<LinearConstraint> constraints, double scale)
    {
        var n = end.X.Length;
        if (Steps(likelihood, end.X) is not { } steps || Hessian(likelihood, end.X, steps) is not { } hessian || Scores(likelihood, end.X, steps) is not { } scores) return ReturnErrors.None;
        var jacobian = Jacobian(model, end.X, scale);
        var all = Enumerable.Range(0, n).ToArray();
        var free = all.Where(k => !end.Active.Any(i => constraints[i].Normal[k] != 0 && constraints[i].Normal.Count(v => v != 0) == 1)).ToArray();
        return Errors(all) ?? (free.Length < n && free.Length > 0 ? Errors(free) : null) ?? ReturnErrors.None;

        ReturnErrors? Errors(int[] chosen)
        {
            if (Inverse(Block(hessian, chosen)) is not { } a) return null;
            var own = scores.Select(row => chosen.Select(k => row[k]).ToArray()).ToArray();
            var products = NeweyWest.Covariance(own, 0, likelihood.Stop);
            var robust = model.Presample == PresampleVariance.Arch ? Demeaned(own, likelihood.Stop) : products;
            return new(Named(a), Named(Inverse(products)), Named(Sandwich(a, robust)), Named(Sandwich(a, NeweyWest.Covariance(own, NeweyWest.Bandwidth(own.Length), likelihood.Stop))));

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

    // A first, crude curvature in each parameter sets the length over which the likelihood changes.
    private static double[]? Steps(ReturnLikelihood likelihood, double[] x)
    {
        var n = x.Length;
        var steps = new double[n];
        double[] up = new double[n], down = new double[n];
        for (var k = 0; k < n; k++)
        {
            var crude = 1e-4 * Math.Max(Math.Abs(x[k]), 1e-2);
            for (var attempt = 0; ; attempt++, crude *= 0.1)
            {
                if (attempt == 4) return null;
                if (Gradient(likelihood, x, k, crude, up) && Gradient(likelihood, x, k, -crude, down)) break;
            }
            var curvature = Math.Abs(up[k] - down[k]) / (2 * crude * likelihood.Steps);
            steps[k] = curvature > 0 ? Math.Clamp(StepShare / Math.Sqrt(curvature), 1e-9, StepShare * Math.Max(1, Math.Abs(x[k]))) : crude;
        }
        return steps;
    }

    // Minus the second derivatives.
    private static double[,]? Hessian(ReturnLikelihood likelihood, double[] x, double[] steps)
    {
        var n = x.Length;
        var hessian = new double[n, n];
        var at = Difference.Select(_ => new double[n]).ToArray();
        for (var k = 0; k < n; k++)
        {
            for (var attempt = 0; ; attempt++, steps[k] *= 0.1)
            {
                if (attempt == 4) return null;
                if (Array.TrueForAll([.. Enumerable.Range(0, Difference.Length)], i => Gradient(likelihood, x, k, Difference[i].Multiple * steps[k], at[i]))) break;
            }
            for (var j = 0; j < n; j++)
            {
                var sum = 0.0;
                for (var i = 0; i < Difference.Length; i++) sum += Difference[i].Weight * at[i][j];
                hessian[k, j] = -sum / steps[k];
            }
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++) hessian[i, j] = hessian[j, i] = 0.5 * (hessian[i, j] + hessian[j, i]);
        }
        return hessian;
    }

    private static bool Gradient(ReturnLikelihood likelihood, double[] x, int k, double step, double[] gradient)
    {
        Span<double> at = stackalloc double[x.Length];
        x.CopyTo(at);
        at[k] += step;
        return double.IsFinite(likelihood.Value(at, gradient)) && Array.TrueForAll(gradient, double.IsFinite);
    }

    private static double[][]? Scores(ReturnLikelihood likelihood, double[] x, double[] steps)
    {
        var scores = new double[likelihood.Steps][];
        for (var t = 0; t < scores.Length; t++) scores[t] = new double[x.Length];
        Span<double> at = stackalloc double[x.Length];
        var densities = new double[likelihood.Steps];
        for (var k = 0; k < x.Length; k++)
        {
            foreach (var (multiple, weight) in Difference)
            {
                x.CopyTo(at);
                at[k] += multiple * steps[k];
                likelihood.LogDensities(at, densities);
                for (var t = 0; t < densities.Length; t++)
                {
                    if (!double.IsFinite(densities[t])) return null;
                    scores[t][k] += weight * densities[t] / steps[k];
                }
            }
        }
        return scores;
    }

    // Σ (s_t − s̄)(s_t − s̄)ᵀ T/(T − 1).
    private static double[,] Demeaned(double[][] scores, CancellationToken stop)
    {
        var n = scores[0].Length;
        var factor = Math.Sqrt(scores.Length / (scores.Length - 1.0));
        double[] mean = [.. Enumerable.Range(0, n).Select(i => scores.Average(row => row[i]))];
        return NeweyWest.Covariance([.. scores.Select(row => row.Select((v, i) => factor * (v - mean[i])).ToArray())], 0, stop);
    }

    private static double[,] Jacobian(ReturnModel model, double[] x, double scale)
    {
        var n = x.Length;
        var jacobian = new double[n, n];
        for (var k = 0; k < n; k++)
        {
            var step = 1e-3 * Math.Max(Math.Abs(x[k]), 1e-3);
            foreach (var (multiple, weight) in Difference)
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
