using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Pairs of standardised errors for paths: drawn from a distribution, the second the negative of the first where it is symmetric and independent of it where it is not; or drawn from residuals,
/// the second of the opposite rank.
/// <para>Reference for antithetic pairs: Hammersley and Morton (1956), Mathematical Proceedings of the Cambridge Philosophical Society 52.</para>
/// </summary>
internal sealed class StandardisedErrors
{
    // Partial moments of symmetric distributions are ½ to their last digits.
    private const double Symmetric = 1e-10;

    private readonly ReturnProcess _process;
    private readonly double[]? _sorted;
    private readonly bool _isSymmetric;

    public StandardisedErrors(ReturnProcess process, IReadOnlyList<double>? residuals)
    {
        (_process, _sorted) = (process, residuals is null ? null : Standardise(residuals));
        _isSymmetric = Math.Abs(process.Moments.SquareBelow - 0.5) < Symmetric;
    }

    public (double First, double Second) Draw(Xoshiro256 random)
    {
        if (_sorted is { } sorted)
        {
            var i = random.Next(sorted.Length);
            return (sorted[i], sorted[^(i + 1)]);
        }
        var z = _process.Errors.Draw(random, _process.Shape);
        return (z, _isSymmetric ? -z : _process.Errors.Draw(random, _process.Shape));
    }

    private static double[] Standardise(IReadOnlyList<double> residuals)
    {
        Guard.AtLeast(residuals.Count, ReturnForecastOptions.LeastResiduals);
        double[] sorted = [.. residuals];
        Array.Sort(sorted);
        var mean = 0.0;
        foreach (var z in sorted) mean += Guard.Finite(z, "a standardised residual") / sorted.Length;
        var variance = 0.0;
        foreach (var z in sorted) variance += (z - mean) * (z - mean) / sorted.Length;
        Guard.Positive(variance, "the variance of the standardised residuals");
        for (var i = 0; i < sorted.Length; i++) sorted[i] = (sorted[i] - mean) / Math.Sqrt(variance);
        return sorted;
    }
}
