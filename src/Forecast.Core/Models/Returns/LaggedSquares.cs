using System.Buffers;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Variances that are a weighted sum of n squared residuals: the common part of HARCH and of a truncated ARCH(∞).
/// <code>h_t = c + Σ_{i=1…n} λ_i e²_{t−i},   e²_{t−i} = level before the first residual</code>
/// <para>Weights run from the longest lag to the shortest: λ_n, …, λ_1. With a first variance given, the first <c>held</c> variances are the level.</para>
/// <para>Memory: variances still held, the level, then e² of the last n steps, oldest first.</para>
/// </summary>
internal static class LaggedSquares
{
    private const int Head = 2;

    public static int MemoryLength(int lags) => Head + lags;

    public static void Variances(double constant, ReadOnlySpan<double> weights, ReadOnlySpan<double> residuals, PresampleStart start, int held, Span<double> variances)
    {
        var rented = ArrayPool<double>.Shared.Rent(weights.Length + residuals.Length);
        SlidingProduct.Of(weights, Squares(rented, weights.Length, residuals, start.Level), constant, variances);
        if (start.IsFirstVariance) variances[..Math.Min(held, variances.Length)].Fill(start.Level);
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>
    /// The derivatives of a sum over the steps; <paramref name="byVariance"/> is overwritten where variances are held, ∂L/∂λ is written into <paramref name="byWeight"/>, in the weights' order.
    /// </summary>
    public static (double ByLevel, double ByConstant) Adjoint(ReadOnlySpan<double> weights, ReadOnlySpan<double> residuals, PresampleStart start, int held, Span<double> byVariance, Span<double> byWeight, Span<double> residualGradient)
    {
        var (n, steps) = (weights.Length, residuals.Length);
        var byLevel = 0.0;
        if (start.IsFirstVariance)
        {
            var first = byVariance[..Math.Min(held, steps)];
            foreach (var w in first) byLevel += w;
            first.Clear();
        }
        var rented = ArrayPool<double>.Shared.Rent(n + steps);
        SlidingProduct.Of(byVariance, Squares(rented, n, residuals, start.Level), 0, byWeight);
        var (byConstant, presample) = (0.0, 0.0);
        for (var t = steps - 1; t >= 0; t--) byConstant += byVariance[t];
        // Step t reads the level through the lags above t.
        foreach (var weight in weights) presample += weight;
        for (var t = 0; t < Math.Min(n, steps); t++)
        {
            byLevel += byVariance[t] * presample;
            presample -= weights[n - 1 - t];
        }
        if (!residualGradient.IsEmpty) Add(weights, residuals, byVariance, rented, residualGradient);
        ArrayPool<double>.Shared.Return(rented);
        return (byLevel, byConstant);
    }

    public static void Open(PresampleStart start, int held, Span<double> memory)
    {
        (memory[0], memory[1]) = (start.IsFirstVariance ? held : 0, start.Level);
        memory[Head..].Fill(start.Level);
    }

    public static double Next(double constant, ReadOnlySpan<double> weights, ReadOnlySpan<double> memory) =>
        memory[0] > 0 ? memory[1] : SlidingProduct.Of(weights, memory[Head..], constant);

    public static void Push(Span<double> memory, double square)
    {
        memory[0] = Math.Max(0, memory[0] - 1);
        memory[(Head + 1)..].CopyTo(memory[Head..]);
        memory[^1] = square;
    }

    /// <summary>E e² = h in every step to come, and the variances are linear in e².</summary>
    public static void Expect(double constant, ReadOnlySpan<double> weights, ReadOnlySpan<double> memory, Span<double> variances)
    {
        double[] ahead = [.. memory];
        for (var j = 0; j < variances.Length; j++)
        {
            variances[j] = Next(constant, weights, ahead);
            Push(ahead, variances[j]);
        }
    }

    private static ReadOnlySpan<double> Squares(double[] buffer, int lags, ReadOnlySpan<double> residuals, double level)
    {
        buffer.AsSpan(0, lags).Fill(level);
        for (var t = 0; t < residuals.Length; t++) buffer[lags + t] = residuals[t] * residuals[t];
        return buffer.AsSpan(0, lags + residuals.Length);
    }

    // ∂L/∂e²_s = Σ_i λ_i ∂L/∂h_{s+i}: a sliding product of the weights, shortest lag first, with what follows s.
    private static void Add(ReadOnlySpan<double> weights, ReadOnlySpan<double> residuals, ReadOnlySpan<double> byVariance, double[] buffer, Span<double> residualGradient)
    {
        var (n, steps) = (weights.Length, residuals.Length);
        var (near, bySquare) = (ArrayPool<double>.Shared.Rent(n), ArrayPool<double>.Shared.Rent(steps));
        weights.CopyTo(near);
        near.AsSpan(0, n).Reverse();
        byVariance[1..].CopyTo(buffer);
        buffer.AsSpan(steps - 1, n + 1).Clear();
        SlidingProduct.Of(near.AsSpan(0, n), buffer.AsSpan(0, steps + n), 0, bySquare.AsSpan(0, steps));
        for (var t = 0; t < steps; t++) residualGradient[t] += 2 * residuals[t] * bySquare[t];
        ArrayPool<double>.Shared.Return(near);
        ArrayPool<double>.Shared.Return(bySquare);
    }
}
