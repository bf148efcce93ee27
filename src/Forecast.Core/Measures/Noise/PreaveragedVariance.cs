using System.Numerics.Tensors;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Pre-averaged variance: returns are averaged over k neighbours with weights g(x) = min(x, 1 − x) before they are squared, and what is left of the noise is subtracted.
/// <code>
/// Ȳ_i = Σ_{j = 1}^{k − 1} g(j/k) r_{i + j},   i = 0 … n − k + 1,   k = θ √n rounded, at least 3
/// V = (1 − a)⁻¹ ( n / (n − k + 2) · Σ Ȳ_i² / (k ψ₂) − a Σ r_i² ),   a = ψ₁ / (2 k² ψ₂)
/// ψ₁ = k Σ_{j = 1}^{k} (g(j/k) − g((j − 1)/k))²,   ψ₂ = (1/k) Σ_{j = 1}^{k − 1} g(j/k)²            1 and 1/12 for large k
/// </code>
/// θ = 1/3 unless given: more smooths more noise away and keeps less of the variance's detail.
/// <para>Units: variance over the window. Shapes: n returns, oldest first. Domain: θ &gt; 0; undefined where n &lt; k. It can be below 0.</para>
/// <para>References: Jacod, Li, Mykland, Podolskij and Vetter (2009), Stochastic Processes and their Applications 119, eqs. 3.5 to 3.7; finite-sample factors of Hautsch and Podolskij (2013),
/// Journal of Business and Economic Statistics 31, section 2.</para>
/// </summary>
public static class PreaveragedVariance
{
    private const double DefaultTheta = 1.0 / 3;

    public static double? Of(ReadOnlySpan<double> returns, double theta = DefaultTheta)
    {
        Guard.Positive(theta);
        var n = returns.Length;
        // With two neighbours the average is half a return: then it knows of noise just what realised variance knows.
        var k = Math.Max(3, (int)Math.Min(Math.Round(theta * Math.Sqrt(n)), int.MaxValue));
        if (n < k) return null;
        Span<double> weights = new double[k - 1];
        for (var j = 1; j < k; j++) weights[j - 1] = Math.Min(j, k - j) / (double)k;
        var (norm, slope, last) = (0.0, 0.0, 0.0);
        foreach (var g in weights)
        {
            norm += g * g;
            slope += (g - last) * (g - last);
            last = g;
        }
        slope += last * last;
        var sum = 0.0;
        for (var i = 0; i <= n - k + 1; i++)
        {
            var average = TensorPrimitives.Dot(weights, returns.Slice(i, k - 1));
            sum += average * average;
        }
        // k ψ₂ = norm and ψ₁ = k slope, so a = slope / (2 norm).
        var bias = slope / (2 * norm);
        var raw = Guard.Finite(TensorPrimitives.Dot(returns, returns), "the sum of squared returns");
        return ((n / (n - k + 2.0) * sum / norm) - (bias * raw)) / (1 - bias);
    }
}
