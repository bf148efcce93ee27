namespace Forecast.Core.Measures;

/// <summary>
/// Realised variance; returns that are missing are taken to be like those that are there.
/// <code>RV = (n / m) Σ r_i²,   m returns of the n of the window</code>
/// <para>Units: variance over the window. Domain: undefined where fewer than half of the returns are there.</para>
/// <para>Reference: Andersen, Bollerslev, Diebold and Labys (2003), Econometrica 71, eq. 5.</para>
/// </summary>
public struct RealizedVariance : IReturnMeasure
{
    private double _sum;

    public void Add(double r, bool isJoined) => _sum += r * r;

    public readonly double? Value(WindowCount count) => count.HalfThere ? count.Scale * _sum : null;

    public static double? Of(ReadOnlySpan<double> returns) => ReturnMeasure.Of(new RealizedVariance(), returns);
}
