using System.Runtime.Intrinsics;

namespace Forecast.Core.Models;

/// <summary>
/// The exact second-order derivatives of the Gaussian log-likelihood of a GARCH(1,1): its Hessian, and the sum of the scores' outer products.
/// <code>∂²ln l_t = ½ (z² − 1) ∂²h/h + (½ − z²) ∂h ∂hᵀ/h² − (e/h²)(∂h ∂mᵀ + ∂m ∂hᵀ) − ∂m ∂mᵀ/h,   z² = e²/h,  ∂m = (1, 0, 0, 0)</code>
/// <para>Shapes: all in the order mu, omega, alpha, beta. ∂²h has two rows that do not follow from symmetry, those of mu and of beta:
/// (mu, ·) = (2 alpha, 0, −2e, ∂h/∂mu) + beta (mu, ·) and (beta, ·) = (∂h/∂mu, ∂h/∂omega, ∂h/∂alpha, 2 ∂h/∂beta) + beta (beta, ·).</para>
/// <para>Domain: as <see cref="GarchRecursion"/>. An instance is a workspace: each call overwrites the last results.</para>
/// <para>Reference: Fiorentini, Calzolari and Panattoni (1996), Journal of Applied Econometrics 11, eq. 5 to 8.</para>
/// </summary>
public sealed class GarchDerivatives
{
    public double[] Gradient { get; } = new double[4];

    public double[,] Hessian { get; } = new double[4, 4];

    public double[,] ScoreProducts { get; } = new double[4, 4];

    /// <summary>Fills <see cref="Gradient"/> and <see cref="Hessian"/> at <paramref name="p"/>.</summary>
    public void Curve(ReadOnlySpan<double> returns, in GarchParameters p, in Presample presample)
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
        double standardised = 0, inverses = 0;
        foreach (var r in returns)
        {
            var e = r - mu;
            var inverse = 1 / h;
            var z = e * inverse;
            var z2 = e * z;
            var weight = 0.5 * (z2 - 1) * inverse;
            gradient = Vector256.FusedMultiplyAdd(Vector256.Create(weight), dh, gradient);
            standardised += z;
            inverses += inverse;
            var outer = Vector256.Create((0.5 - z2) * inverse * inverse) * dh;
            outer0 = Vector256.FusedMultiplyAdd(Vector256.Create(dh[0]), outer, outer0);
            outer1 = Vector256.FusedMultiplyAdd(Vector256.Create(dh[1]), outer, outer1);
            outer2 = Vector256.FusedMultiplyAdd(Vector256.Create(dh[2]), outer, outer2);
            outer3 = Vector256.FusedMultiplyAdd(Vector256.Create(dh[3]), outer, outer3);
            mean = Vector256.FusedMultiplyAdd(Vector256.Create(-z * inverse), dh, mean);
            hessianMu = Vector256.FusedMultiplyAdd(Vector256.Create(weight), muRow, hessianMu);
            hessianBeta = Vector256.FusedMultiplyAdd(Vector256.Create(weight), betaRow, hessianBeta);

            muRow = Vector256.FusedMultiplyAdd(betas, muRow, Vector256.Create(2 * alpha, 0, -2 * e, dh[0]));
            betaRow = Vector256.FusedMultiplyAdd(betas, betaRow, dh * doubleLast);
            dh = Vector256.FusedMultiplyAdd(betas, dh, Vector256.Create(-2 * alpha * e, 1, e * e, h));
            h = Math.FusedMultiplyAdd(beta, h, Math.FusedMultiplyAdd(alpha, e * e, omega));
        }
        gradient.CopyTo(Gradient);
        Gradient[0] += standardised;
        Fill(Hessian, outer0, outer1, outer2, outer3);
        for (var i = 0; i < 4; i++)
        {
            Hessian[0, i] += mean[i] + hessianMu[i];
            Hessian[i, 0] += mean[i] + (i is 1 or 2 ? hessianMu[i] : 0);
            Hessian[3, i] += hessianBeta[i];
            if (i is 1 or 2) Hessian[i, 3] += hessianBeta[i];
        }
        Hessian[0, 0] -= inverses;
    }

    /// <summary>Fills <see cref="ScoreProducts"/> at <paramref name="p"/>.</summary>
    public void Scores(ReadOnlySpan<double> returns, in GarchParameters p, in Presample presample)
    {
        double mu = p.Mu, omega = p.Omega, alpha = p.Alpha, beta = p.Beta, h = presample.First(p);
        var dh = GarchRecursion.FirstDerivatives(p, presample);
        var betas = Vector256.Create(beta);
        Vector256<double> row0 = default, row1 = default, row2 = default, row3 = default;
        foreach (var r in returns)
        {
            var e = r - mu;
            var inverse = 1 / h;
            var z = e * inverse;
            var score = Vector256.FusedMultiplyAdd(Vector256.Create(0.5 * ((e * z) - 1) * inverse), dh, Vector256.CreateScalar(z));
            row0 = Vector256.FusedMultiplyAdd(Vector256.Create(score[0]), score, row0);
            row1 = Vector256.FusedMultiplyAdd(Vector256.Create(score[1]), score, row1);
            row2 = Vector256.FusedMultiplyAdd(Vector256.Create(score[2]), score, row2);
            row3 = Vector256.FusedMultiplyAdd(Vector256.Create(score[3]), score, row3);
            dh = Vector256.FusedMultiplyAdd(betas, dh, Vector256.Create(-2 * alpha * e, 1, e * e, h));
            h = Math.FusedMultiplyAdd(beta, h, Math.FusedMultiplyAdd(alpha, e * e, omega));
        }
        Fill(ScoreProducts, row0, row1, row2, row3);
    }

    private static void Fill(double[,] target, params ReadOnlySpan<Vector256<double>> rows)
    {
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++) target[i, j] = rows[i][j];
        }
    }
}
