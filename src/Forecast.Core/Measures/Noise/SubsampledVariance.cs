using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Averaged realised variance: the mean of the realised variances of the K sparse grids that begin at the first, second … K-th price, each of every K-th price.
/// <code>
/// RV_avg = (1/K) Σ_{j = 0}^{K − 1} RV_j,   RV_j = Σ_{i = 1}^{m_j} (X_{j + iK} − X_{j + (i − 1)K})²,   m_j = ⌊(n − j) / K⌋
/// </code>
/// <para>Conventions: the textbook's grids leave out a little of the window at its ends; the finite-sample form makes up for it, times n / (n − K + 1), so that it is n/K times the mean
/// squared K-step return. highfrequency multiplies every RV_j but the first by N / (N − K), N the returns whose interval has a price of its own — fewer than n where an interval
/// of the fine grid had no trade and kept the price before.</para>
/// <para>Units: variance over the window. Shapes: n returns, oldest first. Domain: K ≥ 1; undefined where n &lt; K, and as highfrequency has it where N ≤ K.</para>
/// <para>References: Zhang, Mykland and Aït-Sahalia (2005), Journal of the American Statistical Association 100, eq. 13 and section 3.2; Liu, Patton and Sheppard (2015), Journal of
/// Econometrics 187.</para>
/// </summary>
public static class SubsampledVariance
{
    /// <param name="returns">Of the fine grid.</param>
    /// <param name="step">K.</param>
    /// <param name="convention">How the ends count.</param>
    /// <param name="present">N, where it is not n; of highfrequency's convention only.</param>
    public static double? Of(ReadOnlySpan<double> returns, int step, MeasureConvention convention = MeasureConvention.Textbook, int? present = null)
    {
        Guard.AtLeast(step, 1);
        var (n, count) = (returns.Length, present ?? returns.Length);
        if (n < step || (convention == MeasureConvention.HighFrequency && count <= step)) return null;
        var log = LogPrices.From(returns);
        var mean = Guard.Finite(LogPrices.SquaredSteps(log, step), "the sum of squared returns") / step;
        return convention switch
        {
            MeasureConvention.Textbook => mean,
            MeasureConvention.FiniteSample => mean * n / (n - step + 1),
            _ => (mean * count / (count - step)) - (FirstGrid(log, step) / (count - step)),
        };
    }

    private static double FirstGrid(double[] log, int step)
    {
        var sum = 0.0;
        for (var i = step; i < log.Length; i += step)
        {
            var r = log[i] - log[i - step];
            sum += r * r;
        }
        return sum;
    }
}
