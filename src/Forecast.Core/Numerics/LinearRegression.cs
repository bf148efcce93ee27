using MathNet.Numerics.LinearAlgebra;

namespace Forecast.Core.Numerics;

/// <summary>
/// Ordinary least squares with standard errors, by Householder QR.
/// <code>classical: s² (XᵀX)⁻¹, s² = eᵀe/(n − p);   robust: (XᵀX)⁻¹ S (XᵀX)⁻¹,  S = Σ e² x xᵀ;   HAC: the same with the S of <see cref="NeweyWest"/></code>
/// <para>Shapes: rows of length p including the constant, y of length n. Weighted least squares is the regression of √w·y on √w·x, the constant too.</para>
/// <para>Domain: n &gt; p and a design of full rank; otherwise <see cref="Fit"/> returns null.</para>
/// <para>Reference: Golub and Van Loan (2013), Matrix Computations, section 5.3; White (1980), Econometrica 48, theorem 1 (without a correction for the degrees of freedom, HC0); Newey and West (1987), Econometrica 55, eq. 5.</para>
/// </summary>
public sealed record LinearRegression(double[] Coefficients, double[] StandardErrors, double[] RobustStandardErrors, double[] HacStandardErrors, double[] Residuals)
{
    /// <summary>Regresses <paramref name="y"/> on the rows of <paramref name="x"/>.</summary>
    public static LinearRegression? Fit(double[][] x, double[] y)
    {
        var (n, p) = (y.Length, x.Length == 0 ? 0 : x[0].Length);
        if (n <= p || p == 0) return null;
        var design = Matrix<double>.Build.DenseOfRowArrays(x);
        var scale = design.ColumnNorms(2);
        if (scale.Any(s => !(s > 0))) return null;
        var unit = Matrix<double>.Build.DiagonalOfDiagonalVector(1 / scale);
        var qr = (design * unit).QR();
        if (qr.R.Diagonal().AbsoluteMinimum() < 1e-12) return null;
        var b = unit * qr.Solve(Vector<double>.Build.DenseOfArray(y));
        var residuals = Vector<double>.Build.DenseOfArray(y) - (design * b);
        var r = qr.R.Inverse();
        var bread = unit * r * r.Transpose() * unit;
        var classical = bread * (residuals.DotProduct(residuals) / (n - p));
        double[] Sandwich(int bandwidth) => [.. (bread * Matrix<double>.Build.DenseOfArray(NeweyWest.Covariance(x, residuals.AsArray(), bandwidth)) * bread).Diagonal().PointwiseSqrt()];
        return new LinearRegression([.. b], [.. classical.Diagonal().PointwiseSqrt()], Sandwich(0), Sandwich(NeweyWest.Bandwidth(n)), [.. residuals]);
    }
}
