using System.Numerics.Tensors;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Variance ω² of the noise in one log price, where a price is the efficient one plus independent noise.
/// <code>
/// from realised variance:  ω² = RV / (2n)                                     biased up by IV / (2n)
/// from autocovariance:     ω² = −Σ_{i = 2}^{n} r_i r_{i − 1} / (n − 1)        unbiased, and below 0 where there is no noise to speak of
/// </code>
/// <para>Units: variance of a log price. Shapes: n returns between successive prices, oldest first. Domain: n ≥ 1, or n ≥ 2 for the second; undefined below.</para>
/// <para>References: Zhang, Mykland and Aït-Sahalia (2005), Journal of the American Statistical Association 100, eq. 17; Oomen (2006), Journal of Business and Economic Statistics 24,
/// after Roll (1984), Journal of Finance 39.</para>
/// </summary>
public static class NoiseVariance
{
    /// <summary>RV / (2n).</summary>
    public static double? FromRealizedVariance(ReadOnlySpan<double> returns) =>
        returns.IsEmpty ? null : Guard.Finite(TensorPrimitives.Dot(returns, returns), "the sum of squared returns") / (2 * returns.Length);

    /// <summary>Minus the mean product of neighbours.</summary>
    public static double? FromAutocovariance(ReadOnlySpan<double> returns) =>
        returns.Length < 2 ? null : -Guard.Finite(TensorPrimitives.Dot(returns[1..], returns[..^1]), "the sum of products of returns") / (returns.Length - 1);
}
