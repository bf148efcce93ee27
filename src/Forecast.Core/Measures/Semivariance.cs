namespace Forecast.Core.Measures;

/// <summary>
/// Realised semivariances: the parts of realised variance that come from falling and from rising prices.
/// <code>RS⁻ = Σ r_i² 1(r_i &lt; 0),   RS⁺ = Σ r_i² 1(r_i &gt; 0),   RS⁻ + RS⁺ = RV</code>
/// <para>Units: variance over the window. Domain: any number of returns; none give 0.</para>
/// <para>Reference: Barndorff-Nielsen, Kinnebrock and Shephard (2010), eq. 1.</para>
/// </summary>
public static class Semivariance
{
    /// <summary>RS⁻.</summary>
    public static double Down(ReadOnlySpan<double> returns)
    {
        var sum = 0.0;
        foreach (var r in returns) sum += r < 0 ? r * r : 0;
        return sum;
    }

    /// <summary>RS⁺.</summary>
    public static double Up(ReadOnlySpan<double> returns)
    {
        var sum = 0.0;
        foreach (var r in returns) sum += r > 0 ? r * r : 0;
        return sum;
    }
}
