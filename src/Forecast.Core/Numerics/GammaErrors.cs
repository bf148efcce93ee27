using MathNet.Numerics.LinearAlgebra;

namespace Forecast.Core.Numerics;

/// <summary>
/// Standard errors of a <see cref="GammaRegression"/>.
/// <code>classical: φ (XᵀX)⁻¹;   sandwich: A⁻¹ S A⁻¹,   A = Σ (y/μ) x xᵀ,   S = Σ u² x xᵀ,   u = (y − μ)/μ</code>
/// <para>φ is Pearson's dispersion. The HAC errors take the S of Newey and West, for scores that are correlated in time.</para>
/// <para>Reference: McCullagh and Nelder (1989), section 8.3; White (1982), Econometrica 50, theorem 3.2; Newey and West (1987).</para>
/// </summary>
/// <param name="Classical">Under a gamma distribution with the estimated dispersion.</param>
/// <param name="Sandwich">Under any distribution with this mean.</param>
/// <param name="Hac">The same, with correlation in time.</param>
public sealed record GammaErrors(double[] Classical, double[] Sandwich, double[] Hac)
{
    /// <summary>The errors of <paramref name="fit"/>, which was made of these columns and this y; null where the information is singular.</summary>
    public static GammaErrors? Of(GammaRegression fit, ReadOnlySpan<double[]> columns, ReadOnlySpan<double> y, CancellationToken stop = default)
    {
        var (n, p) = (y.Length, columns.Length + 1);
        // Columns divided by their length, so that the information is well scaled whatever the units.
        var scale = new double[p];
        var rows = new double[n][];
        for (var j = 1; j < p; j++) scale[j] = Math.Sqrt(DotProduct.Of(columns[j - 1].AsSpan(0, n), columns[j - 1]) / n);
        scale[0] = 1;
        var (u, plain, weighted) = (new double[n], new double[p, p], new double[p, p]);
        for (var i = 0; i < n; i++)
        {
            var row = rows[i] = new double[p];
            row[0] = 1;
            for (var j = 1; j < p; j++) row[j] = columns[j - 1][i] / scale[j];
            var ratio = y[i] / fit.Fitted[i];
            u[i] = ratio - 1;
            for (var j = 0; j < p; j++)
            {
                for (var k = 0; k < p; k++)
                {
                    plain[j, k] += row[j] * row[k];
                    weighted[j, k] += ratio * row[j] * row[k];
                }
            }
        }
        var classical = Matrix<double>.Build.DenseOfArray(plain).Inverse() * fit.Dispersion;
        var bread = Matrix<double>.Build.DenseOfArray(weighted).Inverse();
        double[] Roots(Matrix<double> covariance) => [.. covariance.Diagonal().Select((v, j) => Math.Sqrt(v) / scale[j])];
        Matrix<double> Meat(int bandwidth) => Matrix<double>.Build.DenseOfArray(NeweyWest.Covariance(rows, u, bandwidth, stop));
        var errors = new GammaErrors(Roots(classical), Roots(bread * Meat(0) * bread), Roots(bread * Meat(NeweyWest.Bandwidth(n)) * bread));
        return Array.TrueForAll([.. errors.Classical, .. errors.Sandwich, .. errors.Hac], double.IsFinite) ? errors : null;
    }
}
