using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Paths of a HEAVY model, the same for the same seed.
/// <code>r_t = √h_t z_t,   RM_t = μ_t exp(s w_t − s²/2),   z, w ~ N(0, 1)</code>
/// <para>The model says nothing of the errors' distribution beyond their means; the lognormal is what realised measures look like. Reference: <see cref="HeavyParameters"/>.</para>
/// </summary>
public static class HeavySimulation
{
    /// <summary>Deviation of the log of a daily realised variance about its expectation, roughly.</summary>
    public const double Dispersion = 0.5;

    /// <summary>A path of <paramref name="length"/> steps from the long-run level.</summary>
    public static RealizedPath Run(in HeavyParameters p, int length, ulong seed, double dispersion = Dispersion)
    {
        if (!(p.Persistence < 1 && p.Beta < 1)) throw new ArgumentException("a path from the long-run level needs alphaR + betaR and beta below 1", nameof(p));
        var expected = p.OmegaR / (1 - p.Persistence);
        return Run(new HeavyState(p, (p.Omega + (p.Alpha * expected)) / (1 - p.Beta), expected, 0), length, seed, dispersion);
    }

    /// <summary>A path of the <paramref name="length"/> steps after a state.</summary>
    public static RealizedPath Run(HeavyState state, int length, ulong seed, double dispersion = Dispersion)
    {
        Guard.AtLeast(length, 0);
        Guard.InRange(dispersion, 0, 5);
        var random = Xoshiro256.Stream(seed, "heavy");
        var (p, h, m) = (state.Parameters, state.Variance, state.Expected);
        var path = new RealizedPath(new double[length], new double[length], new double[length]);
        for (var t = 0; t < length; t++)
        {
            var realized = m * Math.Exp((dispersion * random.NextNormal()) - (0.5 * dispersion * dispersion));
            (path.Variances[t], path.Returns[t], path.Realized[t]) = (h, Math.Sqrt(h) * random.NextNormal(), realized);
            (h, m) = (p.NextVariance(h, realized), p.NextRealized(m, realized));
        }
        return path;
    }
}
