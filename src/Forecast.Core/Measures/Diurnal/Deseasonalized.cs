using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Returns as they would be without the season, by the variance factors of a <see cref="DiurnalProfile"/>. <code>u_i = r_i / √f_i,   Σ r_i² / f_i</code>
/// <para>Units: as the returns, and variance over the window. Shapes: spans of one length. Domain: factors above 0.</para>
/// </summary>
public static class Deseasonalized
{
    /// <summary>r / √f, into <paramref name="destination"/>.</summary>
    public static void Returns(ReadOnlySpan<double> returns, ReadOnlySpan<double> factors, Span<double> destination)
    {
        Guard.SameLength(factors.Length, returns.Length, nameof(factors));
        Guard.SameLength(destination.Length, returns.Length, nameof(destination));
        for (var i = 0; i < returns.Length; i++) destination[i] = returns[i] / Math.Sqrt(Guard.Positive(factors[i]));
    }

    /// <summary>Σ r² / f; none give 0.</summary>
    public static double RealizedVariance(ReadOnlySpan<double> returns, ReadOnlySpan<double> factors)
    {
        Guard.SameLength(factors.Length, returns.Length, nameof(factors));
        var sum = 0.0;
        for (var i = 0; i < returns.Length; i++) sum += returns[i] * returns[i] / Guard.Positive(factors[i]);
        return sum;
    }
}
