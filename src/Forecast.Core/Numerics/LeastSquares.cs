using System.Numerics.Tensors;

namespace Forecast.Core.Numerics;

/// <summary>
/// Ordinary and weighted least squares with a constant, by the normal equations of centred and scaled columns.
/// <para>Formula: b = argmin Σ w (y − b₀ − Σ_j b_j x_j)², w = 1 where no weights are given; the columns are centred and divided by their standard deviation before a Cholesky
/// factorisation, so that the error in b grows with the square of the correlation matrix's condition only.</para>
/// <para>Shapes: p columns of length n, y and weights of length n, coefficients of length p + 1, the constant first.</para>
/// <para>Domain: n &gt; p + 1, weights not negative and columns that vary by more than rounding and are not collinear; otherwise the result is null.</para>
/// <para>Reference: Golub and Van Loan (2013), Matrix Computations, section 5.3.</para>
/// </summary>
public static class LeastSquares
{
    /// <summary>Coefficients, the constant first, or null where the columns are collinear or too short.</summary>
    public static double[]? Solve(ReadOnlySpan<double[]> columns, ReadOnlySpan<double> y) => Solve(columns, y, []);

    /// <summary>Coefficients of weighted least squares; no weights are equal weights.</summary>
    public static double[]? Solve(ReadOnlySpan<double[]> columns, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        var (p, n) = (columns.Length, y.Length);
        if (!weights.IsEmpty) Guard.SameLength(weights.Length, n, nameof(weights));
        if (n <= p + 1) return null;
        var roots = new double[weights.Length];
        for (var i = 0; i < roots.Length; i++) roots[i] = Math.Sqrt(weights[i]);
        var total = weights.IsEmpty ? n : TensorPrimitives.Sum(weights);
        var mean = new double[p];
        var centred = new double[p][];
        for (var j = 0; j < p; j++)
        {
            mean[j] = Mean(columns[j].AsSpan(0, n), weights);
            var (source, target) = (columns[j], centred[j] = new double[n]);
            for (var i = 0; i < n; i++) target[i] = source[i] - mean[j];
            for (var i = 0; i < roots.Length; i++) target[i] *= roots[i];
        }
        var meanY = Mean(y, weights);
        var gram = new double[p, p];
        var right = new double[p];
        for (var j = 0; j < p; j++)
        {
            for (var k = 0; k <= j; k++) gram[j, k] = DotProduct.Of(centred[j], centred[k]);
            right[j] = DotCentred(centred[j], y, meanY, roots);
        }
        var scale = new double[p];
        for (var j = 0; j < p; j++)
        {
            scale[j] = Math.Sqrt(gram[j, j]);
            if (!(scale[j] > 0) || VaryingColumns.IsConstant(scale[j], mean[j], total)) return null;
        }
        for (var j = 0; j < p; j++)
        {
            for (var k = 0; k <= j; k++) gram[j, k] /= scale[j] * scale[k];
            right[j] /= scale[j];
        }
        if (!Cholesky.Factor(gram)) return null;
        Cholesky.Solve(gram, right);
        var b = new double[p + 1];
        b[0] = meanY;
        for (var j = 0; j < p; j++)
        {
            b[j + 1] = right[j] / scale[j];
            b[0] -= b[j + 1] * mean[j];
        }
        return Array.TrueForAll(b, double.IsFinite) ? b : null;
    }

    /// <summary>b₀ + Σ_j b_j x_j of the first <paramref name="count"/> rows.</summary>
    internal static double[] Predict(ReadOnlySpan<double[]> columns, ReadOnlySpan<double> b, int count)
    {
        var fitted = new double[count];
        Array.Fill(fitted, b[0]);
        for (var j = 0; j < columns.Length; j++) TensorPrimitives.MultiplyAdd(columns[j].AsSpan(0, count), b[j + 1], fitted, fitted);
        return fitted;
    }

    private static double Mean(ReadOnlySpan<double> x, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        if (weights.IsEmpty)
        {
            foreach (var v in x) sum += v;
            return sum / x.Length;
        }
        var total = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += weights[i] * x[i];
            total += weights[i];
        }
        return sum / total;
    }

    private static double DotCentred(ReadOnlySpan<double> a, ReadOnlySpan<double> y, double meanY, ReadOnlySpan<double> roots)
    {
        var sum = 0.0;
        if (roots.IsEmpty) for (var i = 0; i < a.Length; i++) sum += a[i] * (y[i] - meanY);
        else for (var i = 0; i < a.Length; i++) sum += a[i] * roots[i] * (y[i] - meanY);
        return sum;
    }
}
