using Forecast.Core.Numerics;

namespace Forecast.Core.Tests.Measures;

/// <summary>Log returns of a Brownian motion over a window of variance 1, with independent noise of variance ω² on every price.</summary>
internal static class NoisePaths
{
    public static double[] Returns(int n, double noiseVariance, ulong seed)
    {
        var random = Xoshiro256.Stream(seed, "path");
        var (step, omega) = (1 / Math.Sqrt(n), Math.Sqrt(noiseVariance));
        var last = omega * random.NextNormal();
        var returns = new double[n];
        for (var i = 0; i < n; i++)
        {
            var noise = omega * random.NextNormal();
            returns[i] = (step * random.NextNormal()) + noise - last;
            last = noise;
        }
        return returns;
    }
}
