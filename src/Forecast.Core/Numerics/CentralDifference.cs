namespace Forecast.Core.Numerics;

/// <summary>
/// Central differences for the first derivative of a function, the function's values at points on both sides of x.
/// <code>f′(x) ≈ Σ_i w_i f(x + m_i s)/s</code>
/// <para>Besides the error of the order in s there is the rounding of f, about 10⁻¹⁶ |f|/s: where f has a derivative of every order, more points allow longer steps, which lose fewer digits.</para>
/// <para>Reference: Fornberg (1988), Mathematics of Computation 51, table 1.</para>
/// </summary>
public static class CentralDifference
{
    /// <summary>Two points: the error is s²/6 f‴.</summary>
    public static IReadOnlyList<(double Multiple, double Weight)> Second { get; } = [(1, 0.5), (-1, -0.5)];

    /// <summary>Six points: the error is s⁶/140 f⁽⁷⁾.</summary>
    public static IReadOnlyList<(double Multiple, double Weight)> Sixth { get; } = [(1, 0.75), (-1, -0.75), (2, -0.15), (-2, 0.15), (3, 1.0 / 60), (-3, -1.0 / 60)];
}
