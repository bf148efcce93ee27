using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The conditional variances of a GARCH(1,1) and their Gaussian log-likelihood with its gradient, in one pass and without allocation.
/// <code>h_{t+1} = omega + alpha e_t² + beta h_t,   e_t = r_t − mu,   ln L = −½ Σ (ln 2π + ln h_t + e_t²/h_t)</code>
/// <code>∂h_{t+1} = (−2 alpha e_t, 1, e_t², h_t) + beta ∂h_t,   ∂ ln L = Σ ½ (e_t²/h_t − 1) ∂h_t / h_t  (+ Σ e_t/h_t for mu)</code>
/// <para>Shapes: T returns; a gradient of length 4 in the order mu, omega, alpha, beta. Units: as <see cref="GarchParameters"/>.</para>
/// <para>Domain: finite returns, omega &gt; 0, alpha, beta ≥ 0. Conditional variances are not bounded as arch bounds them; the bounds do not bind near
/// an optimum.</para>
/// <para>Reference: Fiorentini, Calzolari and Panattoni (1996), Journal of Applied Econometrics 11, eq. 2 to 4.</para>
/// </summary>
public static class GarchRecursion
{
    /// <summary>ln 2π.</summary>
    internal const double LogTwoPi = 1.8378770664093454836;

    // A product of variances stands for the sum of their logs until it leaves this range: one logarithm serves hundreds of observations.
    private const double Small = 1e-140;
    private const double Large = 1e140;

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

    /// <summary>The Gaussian log-likelihood of <paramref name="returns"/>, 2π included.</summary>
    public static double LogLikelihood(ReadOnlySpan<double> returns, in GarchParameters p, in Presample presample)
    {
        var (mu, omega, alpha, beta) = p;
        double h = presample.First(p), logs = 0, product = 1, squares = 0;
        foreach (var r in returns)
        {
            var e = r - mu;
            var e2 = e * e;
            squares += e2 / h;
            product *= h;
            if (product is not (> Small and < Large)) Fold(ref logs, ref product);
            h = Math.FusedMultiplyAdd(beta, h, Math.FusedMultiplyAdd(alpha, e2, omega));
        }
        return -0.5 * ((returns.Length * LogTwoPi) + logs + Math.Log(product) + squares);
    }

    /// <summary>As above, with the gradient in (mu, omega, alpha, beta).</summary>
    public static double LogLikelihood(ReadOnlySpan<double> returns, in GarchParameters p, in Presample presample, Span<double> gradient)
    {
        Guard.SameLength(gradient.Length, 4, nameof(gradient));
        var (mu, omega, alpha, beta) = p;
        double h = presample.First(p), logs = 0, product = 1, squares = 0, standardised = 0;
        var (hm, ho, ha, hb) = FirstDerivatives(p, presample);
        double gm = 0, go = 0, ga = 0, gb = 0;
        var slope = -2 * alpha;
        foreach (var r in returns)
        {
            var e = r - mu;
            var e2 = e * e;
            var inverse = 1 / h;
            var z2 = e2 * inverse;
            var weight = (z2 - 1) * inverse;
            squares += z2;
            standardised = Math.FusedMultiplyAdd(e, inverse, standardised);
            gm = Math.FusedMultiplyAdd(weight, hm, gm);
            go = Math.FusedMultiplyAdd(weight, ho, go);
            ga = Math.FusedMultiplyAdd(weight, ha, ga);
            gb = Math.FusedMultiplyAdd(weight, hb, gb);
            product *= h;
            if (product is not (> Small and < Large)) Fold(ref logs, ref product);
            hm = Math.FusedMultiplyAdd(beta, hm, slope * e);
            ho = Math.FusedMultiplyAdd(beta, ho, 1);
            ha = Math.FusedMultiplyAdd(beta, ha, e2);
            hb = Math.FusedMultiplyAdd(beta, hb, h);
            h = Math.FusedMultiplyAdd(beta, h, Math.FusedMultiplyAdd(alpha, e2, omega));
        }
        gradient[0] = (0.5 * gm) + standardised;
        gradient[1] = 0.5 * go;
        gradient[2] = 0.5 * ga;
        gradient[3] = 0.5 * gb;
        return -0.5 * ((returns.Length * LogTwoPi) + logs + Math.Log(product) + squares);
    }

    /// <summary>∂h₀ in (mu, omega, alpha, beta).</summary>
    internal static (double Mu, double Omega, double Alpha, double Beta) FirstDerivatives(in GarchParameters p, in Presample presample)
    {
        var (level, slope) = (presample.Level(p.Mu), presample.Slope(p.Mu));
        return presample.Convention == PresampleVariance.Rugarch ? (slope, 0, 0, 0) : ((p.Alpha + p.Beta) * slope, 1, level, level);
    }

    private static void Fold(ref double logs, ref double product)
    {
        logs += Math.Log(product);
        product = 1;
    }
}
