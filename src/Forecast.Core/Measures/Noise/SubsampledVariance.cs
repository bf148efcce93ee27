using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Averaged realised variance: the mean of the realised variances of the K sparse grids that begin at the first, second … K-th price, each of every K-th price.
/// <code>
/// RV_avg = (1/K) Σ_{j = 0}^{K − 1} RV_j,   RV_j = Σ_{i = 1}^{m_j} (X_{j + iK} − X_{j + (i − 1)K})²,   m_j = ⌊(n − j) / K⌋
/// </code>
/// <para>Conventions: the textbook's grids leave out a little of the window at its ends; the finite-sample form makes up for it, RV_avg × nK / (K Σ m_j) — the same as
/// n / (n − K + 1) times the mean squared K-step return over K.</para>
/// <para>Units: variance over the window. Shapes: n returns, oldest first. Domain: K ≥ 1; undefined where n &lt; K.</para>
/// <para>References: Zhang, Mykland and Aït-Sahalia (2005), Journal of the American Statistical Association 100, eq. 13 and section 3.2; Liu, Patton and Sheppard (2015), Journal of
/// Econometrics 187.</para>
/// </summary>
public static class SubsampledVariance
{
    public static double? Of(ReadOnlySpan<double> returns, int step, MeasureConvention convention = MeasureConvention.Textbook)
    {
        Guard.AtLeast(step, 1);
        var n = returns.Length;
        if (n < step) return null;
        var mean = Guard.Finite(LogPrices.SquaredSteps(LogPrices.From(returns), step), "the sum of squared returns") / step;
        return convention == MeasureConvention.Textbook ? mean : mean * n / (n - step + 1);
    }
}
