using System.Numerics.Tensors;

namespace Forecast.Core.Numerics;

/// <summary>
/// Least squares where errors are in proportion to the level: every row is weighted by the inverse square of what ordinary least squares fits to it.
/// <code>b = argmin Σ w (y − b₀ − Σ_j b_j x_j)²,   w = (max y / f)²,   f = the ordinary fit, inside the range of y</code>
/// <para>The weights are relative to the largest y, so that none overflows. Shapes and domain as <see cref="LeastSquares"/>; y positive.</para>
/// <para>Reference: Clements and Preve (2021), Journal of Banking and Finance 133, section 2.2.</para>
/// </summary>
public static class ProportionalLeastSquares
{
    /// <summary>Coefficients, the constant first, or null where the columns are collinear or too short.</summary>
    public static double[]? Solve(double[][] columns, ReadOnlySpan<double> y) => Weights(columns, y) is { } weights ? LeastSquares.Solve(columns, y, weights) : null;

    /// <summary>The weights of the rows; null where there is no ordinary fit.</summary>
    public static double[]? Weights(double[][] columns, ReadOnlySpan<double> y)
    {
        if (LeastSquares.Solve(columns, y) is not { } b) return null;
        var (low, high) = (TensorPrimitives.Min(y), TensorPrimitives.Max(y));
        var weights = LeastSquares.Predict(columns, b, y.Length);
        for (var i = 0; i < weights.Length; i++)
        {
            var ratio = high / Math.Clamp(weights[i], low, high);
            weights[i] = ratio * ratio;
        }
        return weights;
    }
}
