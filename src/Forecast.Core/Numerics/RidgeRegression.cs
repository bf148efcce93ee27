namespace Forecast.Core.Numerics;

/// <summary>
/// Ridge regression of standardised columns.
/// <code>β = argmin ½ βᵀRβ − rᵀβ + ½ λ Σ_j β_j²,   so (R + λ I) β = r</code>
/// <para>R and r are those of <see cref="CorrelationForm"/>; λ is a pure number, and the constant is not penalised. λ = 0 is ordinary least squares.</para>
/// <para>Shapes: coefficients of the columns as they came, of length p + 1, the constant first.</para>
/// <para>Domain: λ ≥ 0; null where λ = 0 and the columns are collinear.</para>
/// <para>Reference: Hoerl and Kennard (1970), Technometrics 12, eq. 2.1.</para>
/// </summary>
public static class RidgeRegression
{
    /// <summary>Coefficients of the columns of <paramref name="form"/>, the constant first.</summary>
    public static double[]? Solve(CorrelationForm form, double penalty)
    {
        Guard.InRange(penalty, 0, double.MaxValue);
        var p = form.WithTarget.Length;
        var matrix = new double[p, p];
        for (var j = 0; j < p; j++)
        {
            for (var k = 0; k < j; k++) matrix[j, k] = form.Correlations[j][k];
            matrix[j, j] = 1 + penalty;
        }
        if (!Cholesky.Factor(matrix)) return null;
        double[] beta = [.. form.WithTarget];
        Cholesky.Solve(matrix, beta);
        var b = form.Coefficients(beta);
        return Array.TrueForAll(b, double.IsFinite) ? b : null;
    }

    /// <summary>Coefficients of <paramref name="y"/> on <paramref name="columns"/>, the constant first.</summary>
    public static double[]? Solve(ReadOnlySpan<double[]> columns, ReadOnlySpan<double> y, double penalty) =>
        CorrelationForm.Of(columns, y) is { } form ? Solve(form, penalty) : null;
}
