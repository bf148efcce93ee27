using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Forecast.Core.Numerics;

/// <summary>Sum of products in four lanes of a fixed order: the same bits on every machine, whatever the width of its vectors.</summary>
internal static class DotProduct
{
    /// <summary>Σ a_i b_i over the length of <paramref name="a"/>.</summary>
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        b = b[..a.Length];
        var x = MemoryMarshal.Cast<double, Vector256<double>>(a);
        var y = MemoryMarshal.Cast<double, Vector256<double>>(b);
        var sum = Vector256<double>.Zero;
        for (var i = 0; i < x.Length; i++) sum += x[i] * y[i];
        var first = sum[0];
        for (var i = 4 * x.Length; i < a.Length; i++) first += a[i] * b[i];
        return first + sum[1] + (sum[2] + sum[3]);
    }
}
