using System.Runtime.Intrinsics;

namespace Forecast.Core.Models;

/// <summary>x to a real power, e^(p ln x), for x ≥ 0. One value and a row of values give the same bits, as <see cref="Math.Pow(double, double)"/> and vector functions would not.</summary>
internal static class PowerLanes
{
    public static double Of(double x, double power) => Of(Vector256.Create(x), power)[0];

    /// <summary>Writes the powers of |<paramref name="x"/>|; the two may be one span.</summary>
    public static void Of(ReadOnlySpan<double> x, double power, Span<double> powers)
    {
        var t = 0;
        for (; t <= x.Length - Vector256<double>.Count; t += Vector256<double>.Count) Of(Vector256.Abs(Vector256.Create(x[t..])), power).CopyTo(powers[t..]);
        for (; t < x.Length; t++) powers[t] = Of(Math.Abs(x[t]), power);
    }

    // Below 1e-300 everything counts as 0 does, whose logarithm is not finite.
    private static Vector256<double> Of(Vector256<double> x, double power) =>
        Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(1e-300)), Vector256<double>.Zero, Vector256.Exp(Vector256.Create(power) * Vector256.Log(x)));
}
