using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Forecast.Core.Models;

/// <summary>
/// Runs one likelihood pass over residuals and variances, four steps at a time. What is left over at the end is filled up with steps that add nothing.
/// </summary>
internal static class ErrorLanes
{
    // Within these no product of the passes leaves the normal numbers.
    private const double Least = 1e-150;
    private const double Largest = 1e150;
    private const double LargestResidual = 1e75;

    /// <summary>
    /// Derivatives are written where their spans are not empty. False: a variance lies outside 1e-150 to 1e150, or a residual beyond ±1e75, or is none, so that there is no likelihood.
    /// </summary>
    public static bool Add<TLanes>(ref TLanes sums, ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, Span<double> byVariance, Span<double> byResidual) where TLanes : struct, IErrorLanes
    {
        // A copy that nothing refers to, or the compiler would keep the sums in memory.
        var lanes = sums;
        var count = residuals.Length;
        variances = variances[..count];
        var valid = Vector256<double>.AllBitsSet;
        var t = 0;
        for (; t <= count - Vector256<double>.Count; t += Vector256<double>.Count)
        {
            var (e, h) = (Vector256.Create(residuals[t..]), Vector256.Create(variances[t..]));
            valid &= Valid(e, h);
            lanes.Add(e, h, out var byH, out var byE);
            if (byVariance.Length == 0) continue;
            byH.CopyTo(byVariance[t..]);
            byE.CopyTo(byResidual[t..]);
        }
        if (t < count)
        {
            Span<double> lastE = stackalloc double[Vector256<double>.Count], lastH = stackalloc double[Vector256<double>.Count];
            lastE.Fill(lanes.Filler);
            lastH.Fill(1);
            residuals[t..].CopyTo(lastE);
            variances[t..].CopyTo(lastH);
            var (e, h) = (Vector256.Create<double>(lastE), Vector256.Create<double>(lastH));
            valid &= Valid(e, h);
            lanes.Add(e, h, out var byH, out var byE);
            for (var i = t; i < count && byVariance.Length > 0; i++) (byVariance[i], byResidual[i]) = (byH[i - t], byE[i - t]);
        }
        sums = lanes;
        return Vector256.EqualsAll(valid.AsInt64(), Vector256<long>.AllBitsSet);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Valid(Vector256<double> e, Vector256<double> h) =>
        Vector256.GreaterThanOrEqual(h, Vector256.Create(Least)) & Vector256.LessThanOrEqual(h, Vector256.Create(Largest)) & Vector256.LessThanOrEqual(Vector256.Abs(e), Vector256.Create(LargestResidual));
}
