using MathNet.Numerics.LinearAlgebra;

namespace Forecast.Core.Numerics;

/// <summary>
/// Ordinary least squares with standard errors, by Householder QR.
/// <code>classical: s² (XᵀX)⁻¹, s² = eᵀe/(n − p);   robust: (XᵀX)⁻¹ S (XᵀX)⁻¹,  S = Γ₀ + Σ_{k≤L} (1 − k/(L+1)) (Γ_k + Γ_kᵀ),  Γ_k = Σ e_t e_{t−k} x_t x_{t−k}ᵀ</code>
/// <para>Shapes: rows of length p including the constant, y of length n. The bandwidth is L = ⌊4 (n/100)^{2/9}⌋.</para>
/// <para>Domain: n &gt; p and a design of full rank; otherwise <see cref="Fit"/> returns null.</para>
/// <para>Reference: Newey and West (1987), Econometrica 55, eq. 5; (1994), Review of Economic Studies 61, for the bandwidth.</para>
/// </summary>
public sealed record LinearRegression(double[] Coefficients, double[] StandardErrors, double[] RobustStandardErrors, double[] Residuals)
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
        var robust = bread * LongRun(x, residuals, (int)Math.Floor(4 * Math.Pow(n / 100.0, 2.0 / 9))) * bread;
        return new LinearRegression([.. b], [.. classical.Diagonal().PointwiseSqrt()], [.. robust.Diagonal().PointwiseSqrt()], [.. residuals]);
    }

    private static Matrix<double> LongRun(double[][] x, Vector<double> e, int bandwidth)
    {
        var (n, p) = (x.Length, x[0].Length);
        var sum = Matrix<double>.Build.Dense(p, p);
        for (var k = 0; k <= bandwidth; k++)
        {
            var weight = k == 0 ? 0.5 : 1 - (k / (bandwidth + 1.0));
            for (var t = k; t < n; t++)
            {
                var scale = weight * e[t] * e[t - k];
                for (var i = 0; i < p; i++)
                {
                    for (var j = 0; j < p; j++) sum[i, j] += scale * ((x[t][i] * x[t - k][j]) + (x[t - k][i] * x[t][j]));
                }
            }
        }
        return sum;
    }
}
