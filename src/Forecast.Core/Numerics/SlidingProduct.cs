using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Forecast.Core.Numerics;

/// <summary>
/// Inner products of a kernel with every window of a signal.
/// <code>y_t = c + Σ_j k_j x_{t+j},   j = 0 … n − 1</code>
/// <para>Shapes: kernel of length n, signal of length at least m + n − 1, result of length m. The sum of one window has the same bits whether it is asked for alone or with the others: four
/// interleaved partial sums, added in a fixed order.</para>
/// </summary>
public static class SlidingProduct
{
    private const int Lanes = 4;

    /// <summary>Σ_j k_j x_j, of two spans of one length, plus <paramref name="constant"/>.</summary>
    public static double Of(ReadOnlySpan<double> kernel, ReadOnlySpan<double> window, double constant)
    {
        Guard.SameLength(window.Length, kernel.Length, nameof(window));
        ref var k = ref MemoryMarshal.GetReference(kernel);
        ref var x = ref MemoryMarshal.GetReference(window);
        var (sum, whole) = (Vector256<double>.Zero, kernel.Length - (kernel.Length % Lanes));
        for (var j = 0; j < whole; j += Lanes)
            sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref k, (nuint)j), Vector256.LoadUnsafe(ref x, (nuint)j), sum);
        return Total(sum, kernel[whole..], window[whole..], constant);
    }

    /// <summary>Writes the products of all windows into <paramref name="result"/>.</summary>
    public static void Of(ReadOnlySpan<double> kernel, ReadOnlySpan<double> signal, double constant, Span<double> result)
    {
        if (result.IsEmpty) return;
        Guard.AtLeast(signal.Length, result.Length + kernel.Length - 1);
        ref var k = ref MemoryMarshal.GetReference(kernel);
        ref var x = ref MemoryMarshal.GetReference(signal);
        var (n, whole, t) = (kernel.Length, kernel.Length - (kernel.Length % Lanes), 0);
        // Four windows at a time share one read of the kernel and hide the latency of their sums.
        for (; t <= result.Length - Lanes; t += Lanes)
        {
            var (a, b, c, d) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            for (var j = 0; j < whole; j += Lanes)
            {
                var (weights, at) = (Vector256.LoadUnsafe(ref k, (nuint)j), (nuint)(t + j));
                a = Vector256.FusedMultiplyAdd(weights, Vector256.LoadUnsafe(ref x, at), a);
                b = Vector256.FusedMultiplyAdd(weights, Vector256.LoadUnsafe(ref x, at + 1), b);
                c = Vector256.FusedMultiplyAdd(weights, Vector256.LoadUnsafe(ref x, at + 2), c);
                d = Vector256.FusedMultiplyAdd(weights, Vector256.LoadUnsafe(ref x, at + 3), d);
            }
            result[t] = Total(a, kernel[whole..], signal[(t + whole)..(t + n)], constant);
            result[t + 1] = Total(b, kernel[whole..], signal[(t + 1 + whole)..(t + 1 + n)], constant);
            result[t + 2] = Total(c, kernel[whole..], signal[(t + 2 + whole)..(t + 2 + n)], constant);
            result[t + 3] = Total(d, kernel[whole..], signal[(t + 3 + whole)..(t + 3 + n)], constant);
        }
        for (; t < result.Length; t++) result[t] = Of(kernel, signal.Slice(t, n), constant);
    }

    private static double Total(Vector256<double> sum, ReadOnlySpan<double> kernel, ReadOnlySpan<double> window, double constant)
    {
        var total = constant + ((sum[0] + sum[1]) + (sum[2] + sum[3]));
        for (var j = 0; j < kernel.Length; j++) total = Math.FusedMultiplyAdd(kernel[j], window[j], total);
        return total;
    }
}
