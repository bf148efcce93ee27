namespace Forecast.Core.Numerics;

/// <summary>
/// A regression in correlation form: what ridge regression and the elastic net read of a sample, whatever its length.
/// <code>R_jk = corr(x_j, x_k),   r_j = corr(x_j, y),   b_j = β_j · sd(y) / sd(x_j),   b₀ = mean(y) − Σ_j b_j · mean(x_j)</code>
/// <para>Coefficients β are those of standardised columns and a standardised y, so a penalty on them is a pure number and the constant is not penalised.</para>
/// <para>Shapes: p columns and y, of which the rows of a range are read. A column that does not vary has correlation 0 with everything, and so no coefficient.</para>
/// <para>Domain: at least two rows and a y that varies; otherwise there is none.</para>
/// </summary>
public sealed class CorrelationForm
{
    private readonly double[] _mean;
    private readonly double[] _scale;
    private readonly double _meanY;
    private readonly double _scaleY;

    private CorrelationForm(double[][] correlations, double[] withTarget, double[] mean, double[] scale, double meanY, double scaleY) =>
        (Correlations, WithTarget, _mean, _scale, _meanY, _scaleY) = (correlations, withTarget, mean, scale, meanY, scaleY);

    /// <summary>R, one array a row.</summary>
    public double[][] Correlations { get; }

    /// <summary>r.</summary>
    public double[] WithTarget { get; }

    /// <summary>The form of the rows <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> − 1.</summary>
    public static CorrelationForm? Of(ReadOnlySpan<double[]> columns, ReadOnlySpan<double> y, int first, int count, CancellationToken stop = default)
    {
        if (count < 2) return null;
        var p = columns.Length;
        var (mean, scale) = (new double[p], new double[p]);
        var unit = new double[p][];
        for (var j = 0; j < p; j++) unit[j] = Standardize(columns[j].AsSpan(first, count), out mean[j], out scale[j]);
        var unitY = Standardize(y.Slice(first, count), out var meanY, out var scaleY);
        if (!(scaleY > 0) || !double.IsFinite(scaleY)) return null;
        var correlations = new double[p][];
        var withTarget = new double[p];
        for (var j = 0; j < p; j++) correlations[j] = new double[p];
        for (var j = 0; j < p; j++)
        {
            stop.ThrowIfCancellationRequested();
            correlations[j][j] = 1;
            for (var k = 0; k < j; k++) correlations[j][k] = correlations[k][j] = DotProduct.Of(unit[j], unit[k]);
            withTarget[j] = DotProduct.Of(unit[j], unitY);
        }
        return new CorrelationForm(correlations, withTarget, mean, scale, meanY, scaleY);
    }

    /// <summary>The form of all rows.</summary>
    public static CorrelationForm? Of(ReadOnlySpan<double[]> columns, ReadOnlySpan<double> y, CancellationToken stop = default) => Of(columns, y, 0, y.Length, stop);

    /// <summary>Turns standardised coefficients into those of the columns as they came, the constant first.</summary>
    public double[] Coefficients(ReadOnlySpan<double> standardized)
    {
        var b = new double[standardized.Length + 1];
        b[0] = _meanY;
        for (var j = 0; j < standardized.Length; j++)
        {
            if (!(_scale[j] > 0)) continue;
            b[j + 1] = standardized[j] * _scaleY / _scale[j];
            b[0] -= b[j + 1] * _mean[j];
        }
        return b;
    }

    // Centred and of unit length; zeros where nothing but rounding is left of a column, against its size.
    internal static double[] Standardize(ReadOnlySpan<double> x, out double mean, out double deviation)
    {
        mean = 0;
        foreach (var v in x) mean += v;
        mean /= x.Length;
        var unit = new double[x.Length];
        var sum = 0.0;
        for (var i = 0; i < unit.Length; i++)
        {
            unit[i] = x[i] - mean;
            sum += unit[i] * unit[i];
        }
        var norm = Math.Sqrt(sum);
        if (VaryingColumns.IsConstant(norm, mean, x.Length)) norm = 0;
        for (var i = 0; i < unit.Length; i++) unit[i] = norm > 0 ? unit[i] / norm : 0;
        deviation = norm / Math.Sqrt(x.Length);
        return unit;
    }
}
