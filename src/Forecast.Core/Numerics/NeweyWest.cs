using System.Numerics.Tensors;

namespace Forecast.Core.Numerics;

/// <summary>
/// Long-run covariance of scores s_t, with Bartlett weights; of a regression these are e_t x_t.
/// <code>S = Γ₀ + Σ_{k≤L} (1 − k/(L+1)) (Γ_k + Γ_kᵀ),   Γ_k = Σ_t s_t s_{t−k}ᵀ</code>
/// <para>Shapes: scores as columns, or the regression's rows of length p including the constant with one residual a row; S is p × p. L = 0 gives White's matrix.</para>
/// <para>Reference: Newey and West (1987), Econometrica 55, eq. 5; (1994), Review of Economic Studies 61, for the bandwidth.</para>
/// </summary>
public static class NeweyWest
{
    /// <summary>The bandwidth L = ⌊4 (n/100)^{2/9}⌋ of n rows.</summary>
    public static int Bandwidth(int rows) => (int)Math.Floor(4 * Math.Pow(rows / 100.0, 2.0 / 9));

    /// <summary>S of a regression, both triangles filled.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static double[,] Covariance(ReadOnlySpan<double[]> x, ReadOnlySpan<double> residuals, int bandwidth, CancellationToken stop = default)
    {
        var (n, p) = (x.Length, x.Length == 0 ? 0 : x[0].Length);
        Guard.SameLength(residuals.Length, n, nameof(residuals));
        var scores = new double[p][];
        for (var i = 0; i < p; i++)
        {
            scores[i] = new double[n];
            for (var t = 0; t < n; t++) scores[i][t] = residuals[t] * x[t][i];
        }
        return Covariance(scores, bandwidth, stop);
    }

    /// <summary>S of scores given as columns, one of T values for each parameter; both triangles filled.</summary>
    public static double[,] Covariance(ReadOnlySpan<double[]> scores, int bandwidth, CancellationToken stop = default)
    {
        Guard.AtLeast(bandwidth, 0);
        var (p, n) = (scores.Length, scores.Length == 0 ? 0 : scores[0].Length);
        var sum = new double[p, p];
        var smoothed = new double[n];
        for (var j = 0; j < p; j++)
        {
            stop.ThrowIfCancellationRequested();
            // Σ_k w_k s_{t−k} with w_0 = ½, so that S = Σ_t s_t uᵀ_t + u_t sᵀ_t: each product is taken once, whatever the bandwidth.
            TensorPrimitives.Multiply(scores[j], 0.5, smoothed);
            for (var k = 1; k <= bandwidth && k < n; k++) TensorPrimitives.MultiplyAdd(scores[j].AsSpan(..^k), 1 - (k / (bandwidth + 1.0)), smoothed.AsSpan(k), smoothed.AsSpan(k));
            for (var i = 0; i < p; i++)
            {
                var product = DotProduct.Of(scores[i], smoothed);
                sum[i, j] += product;
                sum[j, i] += product;
            }
        }
        return sum;
    }
}
