using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Paths of a Realized GARCH, the same for the same seed.
/// <para>From the long-run level, or on from a state. Reference: <see cref="RealizedGarchParameters"/>.</para>
/// </summary>
public static class RealizedGarchSimulation
{
    /// <summary>A path of <paramref name="length"/> steps from the long-run level of the log variance.</summary>
    public static RealizedPath Run(in RealizedGarchParameters p, int length, ulong seed)
    {
        if (!(Math.Abs(p.Persistence) < 1)) throw new ArgumentException("a path from the long-run level needs beta + alpha · delta within (−1, 1)", nameof(p));
        return Run(new RealizedGarchState(p, p.LongRunLogVariance, 0), length, seed);
    }

    /// <summary>A path of the <paramref name="length"/> steps after a state.</summary>
    public static RealizedPath Run(RealizedGarchState state, int length, ulong seed)
    {
        Guard.AtLeast(length, 0);
        var random = Xoshiro256.Stream(seed, "realized-garch");
        var (p, l) = (state.Parameters, state.LogVariance);
        var path = new RealizedPath(new double[length], new double[length], new double[length]);
        for (var t = 0; t < length; t++)
        {
            var z = random.NextNormal();
            var log = p.ExpectedLog(l, z) + (p.Lambda * random.NextNormal());
            (path.Variances[t], path.Returns[t], path.Realized[t]) = (Math.Exp(l), p.Mu + (z * Math.Exp(0.5 * l)), Math.Exp(log));
            l = p.Next(l, log);
        }
        return path;
    }
}
