using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Forecast.Core.Numerics;

/// <summary>Weighted sums of products of all pairs of columns, with the bits that <see cref="DotProduct"/> gives for each pair: blocks of rows that stay in the cache, four pairs at a time.</summary>
internal static class GramMatrix
{
    // A multiple of the lanes; sixty columns of it fit a second-level cache.
    private const int Block = 1024, Lanes = 4;

    /// <summary>Σ_i w_i x_ij x_ik for k ≤ j, at [j, k] of a square matrix; no weights are weights of 1.</summary>
    public static double[,] Of(ReadOnlySpan<double[]> columns, ReadOnlySpan<double> weights, int rows)
    {
        var p = columns.Length;
        var (sums, weighted, full) = (new Vector256<double>[p * p], new double[Block], rows - (rows % Lanes));
        for (var from = 0; from < full; from += Block)
        {
            var length = Math.Min(Block, full - from);
            for (var j = 0; j < p; j++)
            {
                var x = Weighted(columns[j], weights, from, weighted.AsSpan(0, length));
                var row = sums.AsSpan(j * p, p);
                var k = 0;
                for (; k + 3 <= j; k += 4)
                    Add(x, columns[k].AsSpan(from, length), columns[k + 1].AsSpan(from, length), columns[k + 2].AsSpan(from, length), columns[k + 3].AsSpan(from, length), row.Slice(k, 4));
                for (; k <= j; k++) Add(x, columns[k].AsSpan(from, length), ref row[k]);
            }
        }
        var gram = new double[p, p];
        for (var j = 0; j < p; j++)
        {
            for (var k = 0; k <= j; k++)
            {
                var sum = sums[(j * p) + k];
                var first = sum[0];
                for (var i = full; i < rows; i++) first += (weights.IsEmpty ? columns[j][i] : weights[i] * columns[j][i]) * columns[k][i];
                gram[j, k] = first + sum[1] + (sum[2] + sum[3]);
            }
        }
        return gram;
    }

    private static ReadOnlySpan<double> Weighted(double[] column, ReadOnlySpan<double> weights, int from, Span<double> buffer)
    {
        if (weights.IsEmpty) return column.AsSpan(from, buffer.Length);
        for (var i = 0; i < buffer.Length; i++) buffer[i] = weights[from + i] * column[from + i];
        return buffer;
    }

    private static void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, ReadOnlySpan<double> d, Span<Vector256<double>> sums)
    {
        var u = Vectors(x);
        // As long as the first, so that no index is checked.
        var va = Vectors(a)[..u.Length];
        var vb = Vectors(b)[..u.Length];
        var vc = Vectors(c)[..u.Length];
        var vd = Vectors(d)[..u.Length];
        var (sa, sb, sc, sd) = (sums[0], sums[1], sums[2], sums[3]);
        for (var i = 0; i < u.Length; i++)
        {
            var v = u[i];
            sa += v * va[i];
            sb += v * vb[i];
            sc += v * vc[i];
            sd += v * vd[i];
        }
        (sums[0], sums[1], sums[2], sums[3]) = (sa, sb, sc, sd);
    }

    private static void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> a, ref Vector256<double> sum)
    {
        var u = Vectors(x);
        var v = Vectors(a)[..u.Length];
        for (var i = 0; i < u.Length; i++) sum += u[i] * v[i];
    }

    private static ReadOnlySpan<Vector256<double>> Vectors(ReadOnlySpan<double> x) => MemoryMarshal.Cast<double, Vector256<double>>(x);
}
