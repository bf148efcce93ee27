using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Forecast.Core.Market;

/// <summary>
/// Log return between two prices, accurate for moves of one price step, where ln(p₁/p₀) loses digits because the ratio is rounded near 1.
/// <code>z = (p₁ − p₀) / (p₁ + p₀);   r = ln(p₁/p₀) = 2 atanh z = 2 (z + z³/3 + z⁵/5 + z⁷/7 + z⁹/9 + …)</code>
/// The series ends at z⁹ for |z| &lt; 2⁻⁶ (moves under 3.1 %), where what is left out is below 2⁻⁶⁰ of r; larger moves take the logarithm of the platform.
/// <para>Units: log return. Domain: prices above 0 and below <see cref="PriceLimit"/>, their ratio within the range of a double.</para>
/// <para>The scalar and the vector form give the same bits, on every machine for |z| &lt; 2⁻⁶: both do the same operations, the fused ones by name. Prices times 2^k give the same bits.</para>
/// <para>Reference: Abramowitz and Stegun (1964), 4.1.27.</para>
/// </summary>
public static class LogReturn
{
    /// <summary>Below this the sum of two prices is finite.</summary>
    public const double PriceLimit = 4e307;

    private const double Small = 1.0 / 64;

    /// <summary>ln(<paramref name="to"/> / <paramref name="from"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double from, double to)
    {
        var z = (to - from) / (to + from);
        if (!(Math.Abs(z) < Small)) return Math.Log(to / from);
        var w = z * z;
        var series = Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(1.0 / 9, w, 1.0 / 7), w, 1.0 / 5), w, 1.0 / 3);
        return 2 * Math.FusedMultiplyAdd(z * w, series, z);
    }

    /// <summary>Lane by lane the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> from, Vector512<double> to)
    {
        var z = (to - from) / (to + from);
        if (!Vector512.LessThanAll(Vector512.Abs(z), Vector512.Create(Small))) return Lanes(from, to);
        var w = z * z;
        var series = Vector512.FusedMultiplyAdd(Vector512.Create(1.0 / 9), w, Vector512.Create(1.0 / 7));
        series = Vector512.FusedMultiplyAdd(series, w, Vector512.Create(1.0 / 5));
        series = Vector512.FusedMultiplyAdd(series, w, Vector512.Create(1.0 / 3));
        var half = Vector512.FusedMultiplyAdd(z * w, series, z);
        return half + half;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> Lanes(Vector512<double> from, Vector512<double> to)
    {
        Span<double> r = stackalloc double[Vector512<double>.Count];
        for (var i = 0; i < r.Length; i++) r[i] = Of(from[i], to[i]);
        return Vector512.Create<double>(r);
    }
}
