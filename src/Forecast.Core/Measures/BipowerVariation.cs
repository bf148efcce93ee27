using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Bipower variation, which a single jump does not move. <code>BV = (π/2) Σ_{i≥2} |r_i| |r_{i−1}|</code>
/// <para>Units: variance over the window. Domain: any number of returns; fewer than two give 0.</para>
/// <para>Reference: Barndorff-Nielsen and Shephard (2004), Journal of Financial Econometrics 2, eq. 7.</para>
/// </summary>
public static class BipowerVariation
{
    public static double Of(ReadOnlySpan<double> returns)
    {
        var sum = 0.0;
        for (var i = 1; i < returns.Length; i++) sum += Math.Abs(returns[i]) * Math.Abs(returns[i - 1]);
        return Math.PI / 2 * sum;
    }

    /// <summary>Of a window with missing returns: only neighbouring returns make a pair, and the pairs that are there stand for all <paramref name="expected"/> − 1. 0 where there is none.</summary>
    /// <param name="returns">The returns that are there.</param>
    /// <param name="joined">Whether each follows the one before it directly; as long as <paramref name="returns"/>.</param>
    /// <param name="expected">Returns of the whole window.</param>
    public static double Of(ReadOnlySpan<double> returns, ReadOnlySpan<bool> joined, int expected)
    {
        Guard.SameLength(joined.Length, returns.Length, nameof(joined));
        var (sum, pairs) = (0.0, 0);
        for (var i = 1; i < returns.Length; i++)
        {
            if (!joined[i]) continue;
            sum += Math.Abs(returns[i]) * Math.Abs(returns[i - 1]);
            pairs++;
        }
        return pairs == 0 ? 0 : Math.PI / 2 * sum * (pairs == expected - 1 ? 1 : (expected - 1.0) / pairs);
    }
}
