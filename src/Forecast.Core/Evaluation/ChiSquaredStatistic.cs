using Forecast.Core.Numerics;
using MathNet.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// A statistic that is chi-squared where the hypothesis holds, such as a likelihood ratio or a Wald statistic.
/// <code>P = Q(k/2, x/2),   Q(a, x) = Γ(a, x)/Γ(a)</code>
/// <para>The upper tail is computed as such: small p-values keep their digits.</para>
/// </summary>
/// <param name="Statistic">The statistic, not negative.</param>
/// <param name="P">Probability of one so large.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom k.</param>
public sealed record ChiSquaredStatistic(double Statistic, double P, int DegreesOfFreedom)
{
    /// <summary>With its p-value. A likelihood ratio may lie below 0 by rounding, and is then 0.</summary>
    public static ChiSquaredStatistic Of(double statistic, int degreesOfFreedom)
    {
        var x = Math.Max(0, Guard.Finite(statistic));
        return new ChiSquaredStatistic(x, x == 0 ? 1 : SpecialFunctions.GammaUpperRegularized(Guard.AtLeast(degreesOfFreedom, 1) / 2.0, x / 2), degreesOfFreedom);
    }
}
