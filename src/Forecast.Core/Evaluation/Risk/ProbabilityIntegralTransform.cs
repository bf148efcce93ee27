using Forecast.Core.Models;
using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Where each outcome fell in its forecast distribution: independent and uniform on (0, 1) where the forecasts are right.
/// <code>u_t = F((y_t − μ_t)/σ_t; shape_t)</code>
/// <para>Shapes: outcomes, means and standard deviations of one length and unit, one shape vector a row (empty where the distribution has none).</para>
/// <para>Reference: Diebold, Gunther and Tay (1998), International Economic Review 39.</para>
/// </summary>
public static class ProbabilityIntegralTransform
{
    // Outcomes so far out that their probability rounds to 0 or 1 must keep a finite score.
    private const double Edge = 1e-16;

    /// <summary>u_t of every row, in [0, 1].</summary>
    public static double[] Of(ReadOnlySpan<double> outcomes, ReadOnlySpan<double> means, ReadOnlySpan<double> deviations, IErrorDistribution distribution, IReadOnlyList<double[]> shapes)
    {
        Guard.SameLength(means.Length, outcomes.Length, nameof(means));
        Guard.SameLength(deviations.Length, outcomes.Length, nameof(deviations));
        Guard.SameLength(shapes.Count, outcomes.Length, nameof(shapes));
        var u = new double[outcomes.Length];
        for (var t = 0; t < u.Length; t++) u[t] = distribution.Probability((Guard.Finite(outcomes[t]) - Guard.Finite(means[t])) / Guard.Positive(deviations[t]), shapes[t]);
        return u;
    }

    /// <summary>Normal scores Φ⁻¹(u_t), with u_t kept 10⁻¹⁶ away from 0 and 1. Domain: u_t in [0, 1].</summary>
    public static double[] NormalScores(ReadOnlySpan<double> u)
    {
        var z = new double[u.Length];
        for (var t = 0; t < z.Length; t++) z[t] = Normal.InvCDF(0, 1, Math.Clamp(Guard.InRange(u[t], 0, 1), Edge, 1 - Edge));
        return z;
    }
}
