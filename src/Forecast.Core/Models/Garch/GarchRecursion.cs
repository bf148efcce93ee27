using System.Runtime.Intrinsics;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The conditional variances of a GARCH(1,1) and their Gaussian log-likelihood with its gradient, in one pass and without allocation.
/// <code>h_{t+1} = omega + alpha e_t² + beta h_t,   e_t = r_t − mu,   ln L = −½ Σ (ln 2π + ln h_t + e_t²/h_t)</code>
/// <code>∂h_{t+1} = (−2 alpha e_t, 1, e_t², h_t) + beta ∂h_t,   ∂ ln L = Σ ½ (e_t²/h_t − 1) ∂h_t / h_t  (+ Σ e_t/h_t for mu)</code>
/// <para>Shapes: T returns; a gradient of length 4 in the order mu, omega, alpha, beta. Units: as <see cref="GarchParameters"/>.</para>
/// <para>Domain: finite returns, omega ≥ 0, alpha, beta ≥ 0, variances between 1e-100 and 1e100. Conditional variances are not bounded as arch bounds them; the bounds do not bind near
/// an optimum.</para>
/// <para>Reference: Fiorentini, Calzolari and Panattoni (1996), Journal of Applied Econometrics 11, eq. 2 to 4.</para>
/// </summary>
public static class GarchRecursion
{
    /// <summary>ln 2π.</summary>
    internal const double LogTwoPi = 1.8378770664093454836;

    // One logarithm serves all observations: that of the product of the variances, with powers of two kept apart in units of 2⁴⁰⁰.
    private const int FoldBits = 400;
    private const double Large = 2.5822498780869086e120;
    private const double Small = 1 / Large;
    private const double LogTwo = 0.69314718055994531;

    /// <summary>Writes h_t into <paramref name="variances"/>, of the returns' length, and returns the variance of the step after the last.</summary>
    public static double Variances(ReadOnlySpan<double> returns, in GarchParameters p, in Presample presample, Span<double> variances)
    {
        Guard.SameLength(variances.Length, returns.Length, nameof(variances));
        var h = presample.First(p);
        for (var t = 0; t < returns.Length; t++)
        {
            variances[t] = h;
            var e = returns[t] - p.Mu;
            h = Math.FusedMultiplyAdd(p.Beta, h, Math.FusedMultiplyAdd(p.Alpha, e * e, p.Omega));
        }
        return h;
    }

    /// <summary>The conditional variance of the step after the last.</summary>
    public static double Next(ReadOnlySpan<double> returns, in GarchParameters p, in Presample presample)
    {
        var h = presample.First(p);
        foreach (var r in returns)
        {
            var e = r - p.Mu;
            h = Math.FusedMultiplyAdd(p.Beta, h, Math.FusedMultiplyAdd(p.Alpha, e * e, p.Omega));
        }
        return h;
    }

    /// <summary>The Gaussian log-likelihood of <paramref name="returns"/>, 2π included.</summary>
    public static double LogLikelihood(ReadOnlySpan<double> returns, in GarchParameters p, in Presample presample)
    {
        var sums = new Sums();
        Pass(returns, p, presample.First(p), ref sums);
        return sums.LogLikelihood(returns.Length);
    }

    /// <summary>As above, with the gradient in (mu, omega, alpha, beta).</summary>
    public static double LogLikelihood(ReadOnlySpan<double> returns, in GarchParameters p, in Presample presample, Span<double> gradient)
    {
        Guard.SameLength(gradient.Length, 4, nameof(gradient));
        var sums = new Sums();
        Pass(returns, p, presample.First(p), FirstDerivatives(p, presample), ref sums, gradient);
        return sums.LogLikelihood(returns.Length);
    }

    // The passes call nothing, or the compiler would keep their sums in memory instead of registers, at three times the cost.
    private static void Pass(ReadOnlySpan<double> returns, in GarchParameters p, double h, ref Sums sums)
    {
        double mu = p.Mu, omega = p.Omega, alpha = p.Alpha, beta = p.Beta, product = 1, squares = 0;
        var folds = 0;
        foreach (var r in returns)
        {
            var e = r - mu;
            var e2 = e * e;
            squares += e2 / h;
            product *= h;
            if (product > Large)
            {
                product *= Small;
                folds++;
            }
            else if (product < Small)
            {
                product *= Large;
                folds--;
            }
            h = Math.FusedMultiplyAdd(beta, h, Math.FusedMultiplyAdd(alpha, e2, omega));
        }
        (sums.Product, sums.Folds, sums.Squares) = (product, folds, squares);
    }

    private static void Pass(ReadOnlySpan<double> returns, in GarchParameters p, double h, Vector256<double> dh, ref Sums sums, Span<double> gradient)
    {
        double mu = p.Mu, omega = p.Omega, alpha = p.Alpha, beta = p.Beta, slope = -2 * p.Alpha, product = 1, squares = 0, standardised = 0;
        var folds = 0;
        var (betas, total) = (Vector256.Create(beta), Vector256<double>.Zero);
        foreach (var r in returns)
        {
            var e = r - mu;
            var e2 = e * e;
            var inverse = 1 / h;
            var z2 = e2 * inverse;
            squares += z2;
            standardised = Math.FusedMultiplyAdd(e, inverse, standardised);
            total = Vector256.FusedMultiplyAdd(Vector256.Create((z2 - 1) * inverse), dh, total);
            product *= h;
            if (product > Large)
            {
                product *= Small;
                folds++;
            }
            else if (product < Small)
            {
                product *= Large;
                folds--;
            }
            dh = Vector256.FusedMultiplyAdd(betas, dh, Vector256.Create(slope * e, 1, e2, h));
            h = Math.FusedMultiplyAdd(beta, h, Math.FusedMultiplyAdd(alpha, e2, omega));
        }
        (sums.Product, sums.Folds, sums.Squares) = (product, folds, squares);
        (total * 0.5).CopyTo(gradient);
        gradient[0] += standardised;
    }

    /// <summary>∂h₀ in (mu, omega, alpha, beta).</summary>
    internal static Vector256<double> FirstDerivatives(in GarchParameters p, in Presample presample)
    {
        var (level, slope) = (presample.Level(p.Mu), presample.Slope(p.Mu));
        return presample.Convention == PresampleVariance.Rugarch ? Vector256.Create(slope, 0, 0, 0) : Vector256.Create(p.Persistence * slope, 1, level, level);
    }

    // Π h = Product × 2^(400 Folds), Σ e²/h.
    private struct Sums
    {
        public double Product;
        public int Folds;
        public double Squares;

        public readonly double LogLikelihood(int length) => -0.5 * ((length * LogTwoPi) + (Folds * FoldBits * LogTwo) + Math.Log(Product) + Squares);
    }
}
