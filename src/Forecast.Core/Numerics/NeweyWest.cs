namespace Forecast.Core.Numerics;

/// <summary>
/// Long-run covariance of scores s_t, with Bartlett weights; of a regression these are e_t x_t.
/// <code>S = Γ₀ + Σ_{k≤L} (1 − k/(L+1)) (Γ_k + Γ_kᵀ),   Γ_k = Σ_t s_t s_{t−k}ᵀ</code>
/// <para>Shapes: rows of length p (of a regression including the constant, one residual a row); S is p × p. L = 0 gives White's matrix.</para>
/// <para>Reference: Newey and West (1987), Econometrica 55, eq. 5; (1994), Review of Economic Studies 61, for the bandwidth.</para>
/// </summary>
public static class NeweyWest
{
    // Rows between two looks at the token.
    private const int CheckEvery = 1024;

    /// <summary>The bandwidth L = ⌊4 (n/100)^{2/9}⌋ of n rows.</summary>
    public static int Bandwidth(int rows) => (int)Math.Floor(4 * Math.Pow(rows / 100.0, 2.0 / 9));

    /// <summary>S of scores, both triangles filled.</summary>
    public static double[,] Covariance(ReadOnlySpan<double[]> scores, int bandwidth, CancellationToken stop = default)
    {
        Span<double> ones = new double[scores.Length];
        ones.Fill(1);
        return Covariance(scores, ones, bandwidth, stop);
    }

    /// <summary>S of a regression, both triangles filled.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static double[,] Covariance(ReadOnlySpan<double[]> x, ReadOnlySpan<double> residuals, int bandwidth, CancellationToken stop = default)
    {
        var (n, p) = (x.Length, x.Length == 0 ? 0 : x[0].Length);
        Guard.SameLength(residuals.Length, n, nameof(residuals));
        Guard.AtLeast(bandwidth, 0);
        // S is Σ s_t m_tᵀ and its transpose, m_t = ½ s_t + Σ_k (1 − k/(L+1)) s_{t−k}: one outer product a row, whatever the bandwidth.
        var (half, mixed) = (new double[p, p], new double[p]);
        for (var t = 0; t < n; t++)
        {
            if (t % CheckEvery == 0) stop.ThrowIfCancellationRequested();
            Array.Clear(mixed);
            for (var k = 0; k <= Math.Min(bandwidth, t); k++)
            {
                var (then, weight) = (x[t - k], (k == 0 ? 0.5 : 1 - (k / (bandwidth + 1.0))) * residuals[t - k]);
                for (var j = 0; j < mixed.Length; j++) mixed[j] += weight * then[j];
            }
            for (var i = 0; i < p; i++)
            {
                var score = residuals[t] * x[t][i];
                for (var j = 0; j < mixed.Length; j++) half[i, j] += score * mixed[j];
            }
        }
        var sum = new double[p, p];
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < p; j++) sum[i, j] = half[i, j] + half[j, i];
        }
        return sum;
    }
}
