using System.Runtime.Intrinsics;

namespace Forecast.Core.Models;

/// <summary>
/// The Gaussian log-likelihood of a GARCH(1,1) with its gradient, its exact Hessian and the sum of the scores' outer products, in one pass.
/// <code>∂²ln l_t = ½ (z² − 1) ∂²h/h + (½ − z²) ∂h ∂hᵀ/h² − (e/h²)(∂h ∂mᵀ + ∂m ∂hᵀ) − ∂m ∂mᵀ/h,   z² = e²/h,  ∂m = (1, 0, 0, 0)</code>
/// <para>Shapes: all in the order mu, omega, alpha, beta. ∂²h has two rows that do not follow from symmetry, those of mu and of beta:
/// (mu, ·) = (2 alpha, 0, −2e, ∂h/∂mu) + beta (mu, ·) and (beta, ·) = (∂h/∂mu, ∂h/∂omega, ∂h/∂alpha, 2 ∂h/∂beta) + beta (beta, ·).</para>
/// <para>Reference: Fiorentini, Calzolari and Panattoni (1996), Journal of Applied Econometrics 11, eq. 5 to 8.</para>
/// </summary>
internal sealed class GarchDerivatives
{
    public double[] Gradient { get; } = new double[4];

    public double[,] Hessian { get; } = new double[4, 4];

    public double[,] ScoreProducts { get; } = new double[4, 4];

    /// <summary>Evaluates all of them at <paramref name="p"/>; returns the log-likelihood.</summary>
    public double Evaluate(ReadOnlySpan<double> returns, in GarchParameters p, in Presample presample)
    {
        double mu = p.Mu, omega = p.Omega, alpha = p.Alpha, beta = p.Beta, h = presample.First(p), slope = presample.Slope(mu);
        var dh = GarchRecursion.FirstDerivatives(p, presample);
        var (muRow, betaRow) = presample.Convention == PresampleVariance.Rugarch
            ? (Vector256.Create(presample.Curvature, 0, 0, 0), Vector256<double>.Zero)
            : (Vector256.Create(p.Persistence * presample.Curvature, 0, slope, slope), Vector256.Create(slope, 0, 0, 0));

        var betas = Vector256.Create(beta);
        var doubleLast = Vector256.Create(1.0, 1, 1, 2);
        Vector256<double> gradient = default, hessianMu = default, hessianBeta = default, mean = default;
        Vector256<double> outer0 = default, outer1 = default, outer2 = default, outer3 = default;
        Vector256<double> score0 = default, score1 = default, score2 = default, score3 = default;
        foreach (var r in returns)
        {
            var e = r - mu;
            var inverse = 1 / h;
            var z = e * inverse;
            var z2 = e * z;
            var weight = 0.5 * (z2 - 1) * inverse;
            var score = (Vector256.Create(weight) * dh) + Vector256.CreateScalar(z);
            gradient += score;
            score0 = Vector256.FusedMultiplyAdd(Vector256.Create(score[0]), score, score0);
            score1 = Vector256.FusedMultiplyAdd(Vector256.Create(score[1]), score, score1);
            score2 = Vector256.FusedMultiplyAdd(Vector256.Create(score[2]), score, score2);
            score3 = Vector256.FusedMultiplyAdd(Vector256.Create(score[3]), score, score3);

            var outer = Vector256.Create((0.5 - z2) * inverse * inverse) * dh;
            outer0 = Vector256.FusedMultiplyAdd(Vector256.Create(dh[0]), outer, outer0);
            outer1 = Vector256.FusedMultiplyAdd(Vector256.Create(dh[1]), outer, outer1);
            outer2 = Vector256.FusedMultiplyAdd(Vector256.Create(dh[2]), outer, outer2);
            outer3 = Vector256.FusedMultiplyAdd(Vector256.Create(dh[3]), outer, outer3);
            mean = Vector256.FusedMultiplyAdd(Vector256.Create(-z * inverse), dh, mean) - Vector256.CreateScalar(0.5 * inverse);
            hessianMu = Vector256.FusedMultiplyAdd(Vector256.Create(weight), muRow, hessianMu);
            hessianBeta = Vector256.FusedMultiplyAdd(Vector256.Create(weight), betaRow, hessianBeta);

            muRow = Vector256.FusedMultiplyAdd(betas, muRow, Vector256.Create(2 * alpha, 0, -2 * e, dh[0]));
            betaRow = Vector256.FusedMultiplyAdd(betas, betaRow, dh * doubleLast);
            dh = Vector256.FusedMultiplyAdd(betas, dh, Vector256.Create(-2 * alpha * e, 1, e * e, h));
            h = Math.FusedMultiplyAdd(beta, h, Math.FusedMultiplyAdd(alpha, e * e, omega));
        }
        gradient.CopyTo(Gradient);
        Fill(ScoreProducts, score0, score1, score2, score3);
        Fill(Hessian, outer0, outer1, outer2, outer3);
        for (var i = 0; i < 4; i++)
        {
            Hessian[0, i] += mean[i] + hessianMu[i];
            Hessian[i, 0] += mean[i] + (i is 1 or 2 ? hessianMu[i] : 0);
            Hessian[3, i] += hessianBeta[i];
            if (i is 1 or 2) Hessian[i, 3] += hessianBeta[i];
        }
        return GarchRecursion.LogLikelihood(returns, p, presample);
    }

    private static void Fill(double[,] target, params ReadOnlySpan<Vector256<double>> rows)
    {
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++) target[i, j] = rows[i][j];
        }
    }
}
