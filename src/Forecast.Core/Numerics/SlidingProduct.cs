using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Forecast.Core.Numerics;

/// <summary>
/// Inner products of a kernel with every window of a signal.
/// <code>y_t = c + Σ_j k_j x_{t+j},   j = 0 … n − 1</code>
/// <para>Shapes: kernel of length n, signal of length at least m + n − 1, result of length m. The sum of one window has the same bits whether it is asked for alone or with the others: eight
/// interleaved partial sums, added in a fixed order.</para>
/// </summary>
public static class SlidingProduct
{
    /// <summary>A kernel whose length is a multiple of this is quickest.</summary>
    public const int Stride = 2 * Lanes;

    private const int Lanes = 4;
    private const int Block = 4;

    /// <summary>Σ_j k_j x_j, of two spans of one length, plus <paramref name="constant"/>.</summary>
    public static double Of(ReadOnlySpan<double> kernel, ReadOnlySpan<double> window, double constant)
    {
        Guard.SameLength(window.Length, kernel.Length, nameof(window));
        ref var k = ref MemoryMarshal.GetReference(kernel);
        ref var x = ref MemoryMarshal.GetReference(window);
        var (even, odd, whole) = (Vector256<double>.Zero, Vector256<double>.Zero, kernel.Length - (kernel.Length % Stride));
        for (var j = 0; j < whole; j += Stride)
        {
            even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref k, (nuint)j), Vector256.LoadUnsafe(ref x, (nuint)j), even);
            odd = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref k, (nuint)(j + Lanes)), Vector256.LoadUnsafe(ref x, (nuint)(j + Lanes)), odd);
        }
        return Total(even + odd, kernel[whole..], window[whole..], constant);
    }

    /// <summary>Writes the products of all windows into <paramref name="result"/>.</summary>
    public static void Of(ReadOnlySpan<double> kernel, ReadOnlySpan<double> signal, double constant, Span<double> result)
    {
        if (result.IsEmpty) return;
        Guard.AtLeast(signal.Length, result.Length + kernel.Length - 1);
        ref var k = ref MemoryMarshal.GetReference(kernel);
        ref var x = ref MemoryMarshal.GetReference(signal);
        var (n, whole, t) = (kernel.Length, kernel.Length - (kernel.Length % Stride), 0);
        // Four windows at a time share a read of the kernel, and their sums do not wait for each other.
        for (; t <= result.Length - Block; t += Block)
        {
            var (a, b, c, d) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            var (aOdd, bOdd, cOdd, dOdd) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            for (var j = 0; j < whole; j += Stride)
            {
                var (weights, at) = (Vector256.LoadUnsafe(ref k, (nuint)j), (nuint)(t + j));
                a = Vector256.FusedMultiplyAdd(weights, Vector256.LoadUnsafe(ref x, at), a);
                b = Vector256.FusedMultiplyAdd(weights, Vector256.LoadUnsafe(ref x, at + 1), b);
                c = Vector256.FusedMultiplyAdd(weights, Vector256.LoadUnsafe(ref x, at + 2), c);
                d = Vector256.FusedMultiplyAdd(weights, Vector256.LoadUnsafe(ref x, at + 3), d);
                (weights, at) = (Vector256.LoadUnsafe(ref k, (nuint)(j + Lanes)), at + Lanes);
                aOdd = Vector256.FusedMultiplyAdd(weights, Vector256.LoadUnsafe(ref x, at), aOdd);
                bOdd = Vector256.FusedMultiplyAdd(weights, Vector256.LoadUnsafe(ref x, at + 1), bOdd);
                cOdd = Vector256.FusedMultiplyAdd(weights, Vector256.LoadUnsafe(ref x, at + 2), cOdd);
                dOdd = Vector256.FusedMultiplyAdd(weights, Vector256.LoadUnsafe(ref x, at + 3), dOdd);
            }
            var rest = kernel[whole..];
            result[t] = Total(a + aOdd, rest, signal[(t + whole)..(t + n)], constant);
            result[t + 1] = Total(b + bOdd, rest, signal[(t + 1 + whole)..(t + 1 + n)], constant);
            result[t + 2] = Total(c + cOdd, rest, signal[(t + 2 + whole)..(t + 2 + n)], constant);
            result[t + 3] = Total(d + dOdd, rest, signal[(t + 3 + whole)..(t + 3 + n)], constant);
        }
        for (; t < result.Length; t++) result[t] = Of(kernel, signal.Slice(t, n), constant);
    }

    private static double Total(Vector256<double> sum, ReadOnlySpan<double> kernel, ReadOnlySpan<double> window, double constant)
    {
        var total = constant + (sum[0] + sum[1] + (sum[2] + sum[3]));
        for (var j = 0; j < kernel.Length; j++) total = Math.FusedMultiplyAdd(kernel[j], window[j], total);
        return total;
    }
}
