using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Test of equal predictive accuracy with the small-sample correction of Harvey, Leybourne and Newbold.
/// <code>t = d̄ / √(S/n) · √((n + 1 − 2h + h(h−1)/n) / n),   S = γ₀ + 2 Σ_{k=1}^{L} (1 − k/(L+1)) γ_k</code>
/// <para>d is a loss difference; negative t favours the first model. h is the number of origins that a target spans; the Bartlett
/// bandwidth is L = max(h − 1, ⌊4 (n/100)^{2/9}⌋) unless it is stated. The two-sided p-value is from Student's t with n − 1 degrees of freedom.</para>
/// <para>Pooled over instruments, d is the mean difference over the instruments that have a row at an origin: what they have in common does not count as evidence twice.</para>
/// <para>Domain: at least <see cref="Least"/> finite differences, not all equal; else undefined.</para>
/// <para>Reference: Diebold and Mariano (1995), JBES 13; Harvey, Leybourne and Newbold (1997), IJF 13, eq. 9; Newey and West (1994); Timmermann and Zhu (2019), Comparing forecasting performance with panel data.</para>
/// </summary>
/// <param name="T">The statistic.</param>
/// <param name="P">Two-sided p-value.</param>
/// <param name="MeanDifference">d̄.</param>
/// <param name="Count">Differences n.</param>
/// <param name="Bandwidth">L.</param>
public sealed record DieboldMariano(double T, double P, double MeanDifference, int Count, int Bandwidth)
{
    /// <summary>Fewest loss differences.</summary>
    public const int Least = 20;

    /// <summary>Tests the differences of the first model's losses from the second's, in time order; a stated <paramref name="bandwidth"/> is at least h − 1.</summary>
    public static Outcome<DieboldMariano> Test(ReadOnlySpan<double> difference, int steps, int? bandwidth = null)
    {
        Guard.AtLeast(steps, 1);
        var lags = bandwidth is { } stated ? Math.Min(difference.Length - 1, Guard.AtLeast(stated, steps - 1, nameof(bandwidth))) : BandwidthOf(difference.Length, steps);
        Guard.AllFinite(difference);
        var n = difference.Length;
        if (n < Least) return new($"{n} loss differences; {Least} are needed");
        var correction = (n + 1 - (2.0 * steps) + (steps * (steps - 1.0) / n)) / n;
        if (correction <= 0) return new($"{n} loss differences are too few for targets that span {steps} origins");
        var mean = 0.0;
        foreach (var d in difference) mean += d;
        mean /= n;
        var variance = Autocovariance(difference, mean, 0);
        for (var k = 1; k <= lags; k++) variance += 2 * (1 - (k / (lags + 1.0))) * Autocovariance(difference, mean, k);
        if (difference.IndexOfAnyExcept(difference[0]) < 0 || !(variance > 0)) return new("the loss differences do not vary");
        var t = mean / Math.Sqrt(variance / n) * Math.Sqrt(correction);
        return new DieboldMariano(t, 2 * StudentT.CDF(0, 1, n - 1, -Math.Abs(t)), mean, n, lags);
    }

    /// <summary>Tests a panel, over the mean difference at each origin.</summary>
    public static Outcome<DieboldMariano> Pooled(IEnumerable<PairedLoss> rows, int steps) => Test([.. DatedLoss.Of(rows).Select(d => d.Difference)], steps);

    /// <summary>The Bartlett bandwidth max(h − 1, ⌊4 (n/100)^{2/9}⌋), at most n − 1.</summary>
    internal static int BandwidthOf(int count, int steps) => Math.Min(count - 1, Math.Max(steps - 1, NeweyWest.Bandwidth(count)));

    private static double Autocovariance(ReadOnlySpan<double> x, double mean, int lag)
    {
        var sum = 0.0;
        for (var i = lag; i < x.Length; i++) sum += (x[i] - mean) * (x[i - lag] - mean);
        return sum / x.Length;
    }
}
