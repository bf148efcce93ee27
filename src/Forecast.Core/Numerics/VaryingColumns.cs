namespace Forecast.Core.Numerics;

/// <summary>
/// The columns of a regression that vary. One that does not, as jumps in a market that had none, says nothing beside the constant: its coefficient is 0.
/// <code>constant: (Σ (x − mean)²)^½ ≤ 10⁻¹³ |mean| √n, that is nothing but rounding</code>
/// <para>Shapes: p columns of length n and their coefficients of length p + 1, the constant first. A column that holds NaN counts as one that varies.</para>
/// </summary>
public sealed class VaryingColumns
{
    private const double Rounding = 1e-13;

    private readonly int _all;

    private VaryingColumns(int all, int[] at, double[][] columns) => (_all, At, Columns) = (all, at, columns);

    /// <summary>Indices of the columns that vary, increasing.</summary>
    public IReadOnlyList<int> At { get; }

    /// <summary>These columns.</summary>
    public double[][] Columns { get; }

    /// <summary>Of the first <paramref name="rows"/> rows.</summary>
    public static VaryingColumns Of(double[][] columns, int rows)
    {
        int[] at = [.. Enumerable.Range(0, columns.Length).Where(j => !IsConstant(columns[j].AsSpan(0, rows)))];
        return new VaryingColumns(columns.Length, at, at.Length == columns.Length ? columns : Array.ConvertAll(at, j => columns[j]));
    }

    /// <summary>Coefficients of all columns from those of the ones that vary.</summary>
    public double[] Spread(ReadOnlySpan<double> coefficients)
    {
        var b = new double[_all + 1];
        b[0] = coefficients[0];
        for (var k = 0; k < At.Count; k++) b[At[k] + 1] = coefficients[k + 1];
        return b;
    }

    /// <summary>Coefficients of the columns that vary from those of all.</summary>
    public double[] Gather(double[] coefficients) => [coefficients[0], .. At.Select(j => coefficients[j + 1])];

    /// <summary>Whether a column of this mean and this length about its mean is constant; <paramref name="weight"/> is that of all its rows together.</summary>
    internal static bool IsConstant(double length, double mean, double weight) => length <= Rounding * Math.Abs(mean) * Math.Sqrt(weight);

    private static bool IsConstant(ReadOnlySpan<double> x)
    {
        var (mean, sum) = (0.0, 0.0);
        foreach (var v in x) mean += v;
        mean /= x.Length;
        foreach (var v in x) sum += (v - mean) * (v - mean);
        return IsConstant(Math.Sqrt(sum), mean, x.Length);
    }
}
