using MathNet.Numerics.LinearAlgebra;

namespace Forecast.Core.Numerics;

/// <summary>
/// Ordinary least squares with standard errors, by Householder QR of blocks of rows.
/// <code>classical: s² (XᵀX)⁻¹, s² = eᵀe/(n − p);   robust: (XᵀX)⁻¹ S (XᵀX)⁻¹,  S = Σ e² x xᵀ;   HAC: the same with the S of <see cref="NeweyWest"/></code>
/// <para>Shapes: rows of length p including the constant, y of length n. Weighted least squares is the regression of √w·y on √w·x, the constant too.</para>
/// <para>Domain: n &gt; p and a design of full rank; otherwise <see cref="Fit"/> returns null.</para>
/// <para>Reference: Golub and Van Loan (2013), Matrix Computations, section 5.3; White (1980), Econometrica 48, theorem 1 (without a correction for the degrees of freedom, HC0); Newey and West (1987), Econometrica 55, eq. 5.</para>
/// </summary>
public sealed record LinearRegression(double[] Coefficients, double[] StandardErrors, double[] RobustStandardErrors, double[] HacStandardErrors, double[] Residuals)
{
    // Rows that are triangularised at a time.
    private const int Block = 1024;

    /// <summary>Regresses <paramref name="y"/> on the rows of <paramref name="x"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static LinearRegression? Fit(double[][] x, double[] y, CancellationToken stop = default)
    {
        var (n, p) = (y.Length, x.Length == 0 ? 0 : x[0].Length);
        if (n <= p || p == 0) return null;
        double[] scale = [.. Enumerable.Range(0, p).Select(j => Math.Sqrt(x.Sum(row => row[j] * row[j])))];
        if (scale.Any(s => !(s > 0))) return null;
        var triangle = Triangle(x, y, scale, stop);
        var r = triangle.SubMatrix(0, p, 0, p);
        if (r.Diagonal().AbsoluteMinimum() < 1e-12) return null;
        var inverse = Matrix<double>.Build.DiagonalOfDiagonalArray(scale).Inverse() * r.Inverse();
        var b = inverse * triangle.Column(p, 0, p);
        double[] residuals = [.. y];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < p; j++) residuals[i] -= x[i][j] * b[j];
        }
        var bread = inverse * inverse.Transpose();
        var classical = bread * (DotProduct.Of(residuals, residuals) / (n - p));
        double[] Sandwich(int bandwidth) => [.. (bread * Matrix<double>.Build.DenseOfArray(NeweyWest.Covariance(x, residuals, bandwidth, stop)) * bread).Diagonal().PointwiseSqrt()];
        return new LinearRegression([.. b], [.. classical.Diagonal().PointwiseSqrt()], Sandwich(0), Sandwich(NeweyWest.Bandwidth(n)), residuals);
    }

    // The R of (X/scale, y), block by block: that of the blocks before on top of the next one. Its last column holds Qᵀy.
    private static Matrix<double> Triangle(double[][] x, double[] y, double[] scale, CancellationToken stop)
    {
        var (n, p) = (y.Length, scale.Length);
        Matrix<double>? r = null;
        for (var first = 0; first < n; first += Block)
        {
            stop.ThrowIfCancellationRequested();
            var (start, above) = (first, r);
            var rows = Matrix<double>.Build.Dense(Math.Min(Block, n - first), p + 1, (i, j) => j < p ? x[start + i][j] / scale[j] : y[start + i]);
            r = (above is null ? rows : above.Stack(rows)).QR().R;
        }
        return r!;
    }
}
