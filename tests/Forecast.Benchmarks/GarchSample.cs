using Forecast.Core.Models;
using Forecast.Core.Numerics;

namespace Forecast.Benchmarks;

/// <summary>Simulated percent returns of a GARCH(1,1) with normal errors: what the fits are timed on.</summary>
internal static class GarchSample
{
    public static readonly GarchParameters Parameters = new(0.05, 0.02, 0.08, 0.90);

    public static double[] Make(int length, ulong seed)
    {
        var random = new SplitMix64(seed);
        var (h, returns) = (Parameters.UnconditionalVariance, new double[length]);
        for (var t = 0; t < length; t++)
        {
            var e = Math.Sqrt(h) * Normal(random);
            returns[t] = Parameters.Mu + e;
            h = Parameters.Next(e, h);
        }
        return returns;
    }

    // Box and Muller (1958).
    private static double Normal(SplitMix64 random) =>
        Math.Sqrt(-2 * Math.Log((random.NextBits() + 1.0) / 18446744073709551617.0)) * Math.Cos(2 * Math.PI * (random.NextBits() / 18446744073709551616.0));
}
