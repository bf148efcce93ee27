using System.Text.Json.Serialization;

namespace Forecast.Core.Models;

/// <summary>
/// The parameters of a HEAVY model, and what it expects.
/// <code>E r_t² = h_t,   h_{t+1} = omega + alpha RM_t + beta h_t;      E RM_t = μ_t,   μ_{t+1} = omegaR + alphaR RM_t + betaR μ_t</code>
/// <para>Units: RM, a realised variance, and the omegas in squared units of the returns.</para>
/// <para>Reference: Shephard and Sheppard (2010), Journal of Applied Econometrics 25, eq. 5 and 6; section 2.5 for the forecasts.</para>
/// </summary>
public readonly record struct HeavyParameters(
    [property: JsonRequired] double Omega, [property: JsonRequired] double Alpha, [property: JsonRequired] double Beta, [property: JsonRequired] double OmegaR, [property: JsonRequired] double AlphaR,
    [property: JsonRequired] double BetaR)
{
    /// <summary>Names, in the order in which they are listed: the return's equation, then the realised measure's.</summary>
    public static IReadOnlyList<string> Names { get; } = ["omega", "alpha[1]", "beta[1]", "omegaR", "alphaR", "betaR"];

    /// <summary>alphaR + betaR: the share of a shock to the realised measure that is left one step later.</summary>
    [JsonIgnore]
    public double Persistence => AlphaR + BetaR;

    /// <summary>The values in the order of <see cref="Names"/>.</summary>
    public double[] ToArray() => [Omega, Alpha, Beta, OmegaR, AlphaR, BetaR];

    /// <summary>The next variance.</summary>
    public double NextVariance(double variance, double realized) => Math.FusedMultiplyAdd(Beta, variance, Math.FusedMultiplyAdd(Alpha, realized, Omega));

    /// <summary>The next expectation of the realised measure.</summary>
    public double NextRealized(double expected, double realized) => Math.FusedMultiplyAdd(BetaR, expected, Math.FusedMultiplyAdd(AlphaR, realized, OmegaR));

    /// <summary>
    /// Writes the variances expected of the coming steps, E h_{T+j}, from those of the first: a realised measure that is not yet known is worth its expectation. Exact.
    /// </summary>
    public void Expect(double variance, double realized, Span<double> variances)
    {
        for (var j = 0; j < variances.Length; j++)
        {
            variances[j] = variance;
            (variance, realized) = (NextVariance(variance, realized), NextRealized(realized, realized));
        }
    }
}
