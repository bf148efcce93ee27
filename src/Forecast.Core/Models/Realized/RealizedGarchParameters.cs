using System.Text.Json.Serialization;

namespace Forecast.Core.Models;

/// <summary>
/// The parameters of a log-linear Realized GARCH(1,1), and what follows from them.
/// <code>r_t = mu + √h_t z_t,   ln h_{t+1} = omega + beta ln h_t + alpha ln x_t</code>
/// <code>ln x_t = xi + delta ln h_t + eta₁ z_t + eta₂ (z_t² − 1) + u_t,   z ~ N(0, 1),  u ~ N(0, lambda²)</code>
/// <para>Names on the command line and in rugarch: mu, omega, alpha[1] (alpha1), beta[1] (beta1), eta[1] (eta11), eta[2] (eta21), delta, lambda, xi.</para>
/// <para>Units: mu in units of the returns, h in their square; all others dimensionless, omega and xi going with the logarithms of h and x.</para>
/// <para>Reference: Hansen, Huang and Shek (2012), Journal of Applied Econometrics 27, section 2.1 (their gamma is alpha, phi is delta, tau is eta, sigma_u is lambda).</para>
/// </summary>
public readonly record struct RealizedGarchParameters(
    [property: JsonRequired] double Mu, [property: JsonRequired] double Omega, [property: JsonRequired] double Alpha, [property: JsonRequired] double Beta, [property: JsonRequired] double Eta1,
    [property: JsonRequired] double Eta2, [property: JsonRequired] double Delta, [property: JsonRequired] double Lambda, [property: JsonRequired] double Xi)
{
    /// <summary>Number of parameters.</summary>
    internal const int Count = 9;

    /// <summary>Names, in the order in which they are listed.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mu", "omega", "alpha[1]", "beta[1]", "eta[1]", "eta[2]", "delta", "lambda", "xi"];

    /// <summary>π = beta + alpha · delta, the share of a shock to the log variance that is left one step later.</summary>
    [JsonIgnore]
    public double Persistence => Beta + (Alpha * Delta);

    /// <summary>E ln h in the long run; only where |π| &lt; 1.</summary>
    [JsonIgnore]
    public double LongRunLogVariance => (Omega + (Alpha * Xi)) / (1 - Persistence);

    /// <summary>The values in the order of <see cref="Names"/>.</summary>
    public double[] ToArray() => [Mu, Omega, Alpha, Beta, Eta1, Eta2, Delta, Lambda, Xi];

    /// <summary>The parameters from values in the order of <see cref="Names"/>.</summary>
    public static RealizedGarchParameters Of(ReadOnlySpan<double> p) => new(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8]);

    /// <summary>ln h_{t+1} from ln h_t and ln x_t.</summary>
    public double Next(double logVariance, double logRealized) => Math.FusedMultiplyAdd(Beta, logVariance, Math.FusedMultiplyAdd(Alpha, logRealized, Omega));

    /// <summary>E ln x_t given ln h_t and the standardised error.</summary>
    public double ExpectedLog(double logVariance, double z) => Xi + (Delta * logVariance) + (Eta1 * z) + (Eta2 * ((z * z) - 1));

    /// <summary>The variance of the next step as a function of this step's standardised error, from the long-run level, the realised measure being what the error leads to expect.</summary>
    public double NewsImpact(double z) => Math.Exp(Next(LongRunLogVariance, ExpectedLog(LongRunLogVariance, z)));

    /// <summary>
    /// Writes E h_{T+j}, j = 1, 2, …, given ln h_{T+1}; false where an expectation is infinite or not a number that can be written.
    /// <code>ln h_{T+j} = m_j + Σ_{i&lt;j} π^{j−1−i} v_i,   v = alpha (eta₁ z + eta₂ (z² − 1) + u)</code>
    /// <code>E exp(c v) = exp(½ c² alpha² lambda² + a²/(2 (1 − 2b)) − b) / √(1 − 2b),   a = c alpha eta₁,  b = c alpha eta₂ &lt; ½</code>
    /// <para>The log variance is a first-order autoregression, its shocks a quadratic form in normals: exact, nothing is simulated.</para>
    /// </summary>
    public bool Expect(double nextLogVariance, Span<double> variances)
    {
        // log = m_j + Σ ln E exp(π^k v), k = 0 … j − 2.
        double mean = nextLogVariance, spread = 0, c = 1;
        for (var j = 0; j < variances.Length; j++)
        {
            variances[j] = Math.Exp(mean + spread);
            if (!double.IsFinite(variances[j]) || !(variances[j] > 0)) return false;
            double a = c * Alpha * Eta1, b = c * Alpha * Eta2, noise = c * Alpha * Lambda;
            if (!(b < 0.5)) return j == variances.Length - 1;
            spread += (0.5 * noise * noise) + (a * a / (2 * (1 - (2 * b)))) - b - (0.5 * Math.Log(1 - (2 * b)));
            mean = Omega + (Alpha * Xi) + (Persistence * mean);
            c *= Persistence;
        }
        return true;
    }
}
