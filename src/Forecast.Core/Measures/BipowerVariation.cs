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
}
