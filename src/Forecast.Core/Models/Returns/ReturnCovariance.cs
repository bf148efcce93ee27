using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// What <see cref="LikelihoodErrors"/> are made of, for a <see cref="ReturnFit"/>.
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
        int[] held = [.. Enumerable.Range(0, n).Where(k => end.Active.Any(i => constraints[i].Normal[k] != 0 && constraints[i].Normal.Count(v => v != 0) == 1))];
        return LikelihoodErrors.Of(hessian, scores, Jacobian(model, end.X, scale), model.Names, held, model.Presample == PresampleVariance.Arch, likelihood.Stop);
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
}
