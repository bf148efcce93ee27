namespace Forecast.Core.Numerics;

/// <summary>
/// Long-run covariance of the scores e_t x_t of a regression, with Bartlett weights.
/// <code>S = Γ₀ + Σ_{k≤L} (1 − k/(L+1)) (Γ_k + Γ_kᵀ),   Γ_k = Σ_t e_t e_{t−k} x_t x_{t−k}ᵀ</code>
/// <para>Shapes: rows of length p including the constant, one residual a row; S is p × p. L = 0 gives White's matrix.</para>
/// <para>Reference: Newey and West (1987), Econometrica 55, eq. 5; (1994), Review of Economic Studies 61, for the bandwidth.</para>
/// </summary>
public static class NeweyWest
{
    /// <summary>The bandwidth L = ⌊4 (n/100)^{2/9}⌋ of n rows.</summary>
    public static int Bandwidth(int rows) => (int)Math.Floor(4 * Math.Pow(rows / 100.0, 2.0 / 9));

    /// <summary>S, both triangles filled.</summary>
    public static double[,] Covariance(ReadOnlySpan<double[]> x, ReadOnlySpan<double> residuals, int bandwidth)
    {
        var (n, p) = (x.Length, x.Length == 0 ? 0 : x[0].Length);
        Guard.SameLength(residuals.Length, n, nameof(residuals));
        Guard.AtLeast(bandwidth, 0);
        var sum = new double[p, p];
        for (var k = 0; k <= bandwidth; k++)
        {
            var weight = k == 0 ? 0.5 : 1 - (k / (bandwidth + 1.0));
            for (var t = k; t < n; t++)
            {
                var (now, then) = (x[t], x[t - k]);
                var scale = weight * residuals[t] * residuals[t - k];
                for (var i = 0; i < p; i++)
                {
                    for (var j = 0; j < p; j++) sum[i, j] += scale * ((now[i] * then[j]) + (then[i] * now[j]));
                }
            }
        }
        return sum;
    }
}
