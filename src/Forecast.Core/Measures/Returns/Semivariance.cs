namespace Forecast.Core.Measures;

/// <summary>
/// Realised semivariances: the parts of realised variance that come from falling and from rising prices.
/// <code>RS⁻ = (n / m) Σ r_i² 1(r_i &lt; 0),   RS⁺ = (n / m) Σ r_i² 1(r_i &gt; 0),   RS⁻ + RS⁺ = RV</code>
/// <para>Units: variance over the window. Domain: undefined where fewer than half of the returns are there.</para>
/// <para>Reference: Barndorff-Nielsen, Kinnebrock and Shephard (2010), eq. 1.</para>
/// </summary>
/// <param name="isUp">Of rising prices; else of falling ones.</param>
public struct Semivariance(bool isUp) : IReturnMeasure
{
    private double _sum;

    public void Add(double r, bool isJoined) => _sum += (isUp ? r > 0 : r < 0) ? r * r : 0;

    public readonly double? Value(WindowCount count) => count.HalfThere ? count.Scale * _sum : null;

    /// <summary>RS⁻.</summary>
    public static double? Down(ReadOnlySpan<double> returns) => ReturnMeasure.Of(new Semivariance(isUp: false), returns);

    /// <summary>RS⁺.</summary>
    public static double? Up(ReadOnlySpan<double> returns) => ReturnMeasure.Of(new Semivariance(isUp: true), returns);
}
