using System.Numerics.Tensors;

namespace Forecast.Core.Numerics;

/// <summary>
/// Columns of a regression with a constant, centred and divided by their standard deviation, so that steps of an iteration do not depend on units.
/// <code>x b = b̃₀ + Σ_j b̃_j z_j,   z_j = (x_j − m_j) / s_j,   b_j = b̃_j / s_j,   b₀ = b̃₀ − Σ_j b_j m_j</code>
/// <para>Shapes: p columns of length n; coefficients of length p + 1, the constant first. Domain: every column varies; otherwise there is none.</para>
/// </summary>
public sealed class StandardizedDesign
{
    private readonly double[][] _columns;
    private readonly double[] _mean;
    private readonly double[] _scale;
    private readonly int _rows;

    private StandardizedDesign(double[][] columns, double[] mean, double[] scale, int rows) => (_columns, _mean, _scale, _rows) = (columns, mean, scale, rows);

    /// <summary>The design of the first <paramref name="rows"/> rows.</summary>
    public static StandardizedDesign? Of(ReadOnlySpan<double[]> columns, int rows)
    {
        var p = columns.Length;
        var (unit, mean, scale) = (new double[p][], new double[p], new double[p]);
        for (var j = 0; j < p; j++)
        {
            unit[j] = CorrelationForm.Standardize(columns[j].AsSpan(0, rows), out mean[j], out scale[j]);
            if (!(scale[j] > 0) || !double.IsFinite(scale[j])) return null;
            var root = Math.Sqrt(rows);
            for (var i = 0; i < rows; i++) unit[j][i] *= root;
        }
        return new StandardizedDesign(unit, mean, scale, rows);
    }

    /// <summary>Writes b̃₀ + Σ_j b̃_j z_j.</summary>
    public void Predict(ReadOnlySpan<double> standardized, Span<double> target)
    {
        target[.._rows].Fill(standardized[0]);
        for (var j = 0; j < _columns.Length; j++)
            TensorPrimitives.MultiplyAdd(_columns[j], standardized[j + 1], target[.._rows], target[.._rows]);
    }

    /// <summary>Zᵀv, the constant first.</summary>
    public double[] Project(ReadOnlySpan<double> v)
    {
        var sums = new double[_columns.Length + 1];
        foreach (var x in v) sums[0] += x;
        for (var j = 0; j < _columns.Length; j++) sums[j + 1] = DotProduct.Of(_columns[j], v);
        return sums;
    }

    /// <summary>Zᵀ diag(w) Z with the constant, lower triangle; no weights are weights of 1.</summary>
    public double[,] Information(ReadOnlySpan<double> weights)
    {
        var p = _columns.Length;
        var a = new double[p + 1, p + 1];
        a[0, 0] = _rows;
        if (!weights.IsEmpty)
        {
            a[0, 0] = 0;
            foreach (var w in weights) a[0, 0] += w;
        }
        var gram = GramMatrix.Of(_columns, weights, _rows);
        for (var j = 0; j < p; j++)
        {
            for (var i = 0; i < _rows; i++) a[j + 1, 0] += weights.IsEmpty ? _columns[j][i] : weights[i] * _columns[j][i];
            for (var k = 0; k <= j; k++) a[j + 1, k + 1] = gram[j, k];
        }
        return a;
    }

    /// <summary>b of b̃.</summary>
    public double[] Coefficients(ReadOnlySpan<double> standardized)
    {
        var b = standardized.ToArray();
        for (var j = 0; j < _columns.Length; j++)
        {
            b[j + 1] /= _scale[j];
            b[0] -= b[j + 1] * _mean[j];
        }
        return b;
    }

    /// <summary>b̃ of b.</summary>
    public double[] Standardize(ReadOnlySpan<double> coefficients)
    {
        Guard.SameLength(coefficients.Length, _columns.Length + 1, nameof(coefficients));
        var b = coefficients.ToArray();
        for (var j = 0; j < _columns.Length; j++)
        {
            b[0] += b[j + 1] * _mean[j];
            b[j + 1] *= _scale[j];
        }
        return b;
    }
}
