using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Test of equal predictive accuracy with the small-sample correction of Harvey, Leybourne and Newbold.
/// <code>t = d̄ / √(S/n) · √((n + 1 − 2h + h(h−1)/n) / n),   S = γ₀ + 2 Σ_{k=1}^{L} (1 − k/(L+1)) γ_k</code>
/// <para>d is a loss difference; negative t favours the first model. h is the number of origins that a target spans; the Bartlett
/// bandwidth is L = max(h − 1, ⌊4 (n/100)^{2/9}⌋). The two-sided p-value is from Student's t with n − 1 degrees of freedom.</para>
/// <para>Domain: at least <see cref="Least"/> differences, not all equal; else there is no statistic.</para>
/// <para>Reference: Diebold and Mariano (1995), JBES 13; Harvey, Leybourne and Newbold (1997), IJF 13, eq. 9; Newey and West (1994).</para>
/// </summary>
public static class DieboldMariano
{
    /// <summary>Fewest loss differences.</summary>
    public const int Least = 20;

    /// <summary>Statistic and two-sided p-value for the differences of the first model's losses from the second's; null outside the domain.</summary>
    public static (double T, double P)? Test(ReadOnlySpan<double> difference, int steps)
    {
        Guard.AtLeast(steps, 1);
        var n = difference.Length;
        if (n < Least || n + 1 - (2.0 * steps) + (steps * (steps - 1.0) / n) <= 0) return null;
        var mean = 0.0;
        foreach (var d in difference) mean += d;
        mean /= n;
        var bandwidth = Math.Min(n - 1, Math.Max(steps - 1, (int)Math.Floor(4 * Math.Pow(n / 100.0, 2.0 / 9))));
        var variance = Autocovariance(difference, mean, 0);
        for (var k = 1; k <= bandwidth; k++) variance += 2 * (1 - (k / (bandwidth + 1.0))) * Autocovariance(difference, mean, k);
        if (!(variance > 0)) return null;
        var t = mean / Math.Sqrt(variance / n) * Math.Sqrt((n + 1 - (2.0 * steps) + (steps * (steps - 1.0) / n)) / n);
        return (t, 2 * StudentT.CDF(0, 1, n - 1, -Math.Abs(t)));
    }

    private static double Autocovariance(ReadOnlySpan<double> x, double mean, int lag)
    {
        var sum = 0.0;
        for (var i = lag; i < x.Length; i++) sum += (x[i] - mean) * (x[i - lag] - mean);
        return sum / x.Length;
    }
}
