namespace Forecast.Core.Measures;

/// <summary>
/// Realised variance. <code>RV = Σ r_i²</code>
/// <para>Units: variance over the window. Domain: any number of returns; none give 0.</para>
/// <para>Reference: Andersen, Bollerslev, Diebold and Labys (2003), Econometrica 71, eq. 5.</para>
/// </summary>
public static class RealizedVariance
{
    public static double Of(ReadOnlySpan<double> returns)
    {
        var sum = 0.0;
        foreach (var r in returns) sum += r * r;
        return sum;
    }
}
