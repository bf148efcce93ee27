using Forecast.Core.Models;
using Forecast.Core.Numerics;

namespace Forecast.Benchmarks;

/// <summary>Simulated percent returns that fits are timed on.</summary>
internal static class GarchSample
{
    public static readonly GarchParameters Parameters = new(0.05, 0.02, 0.08, 0.90);

    /// <summary>Returns of a GARCH(1,1) with normal errors.</summary>
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

    /// <summary>Returns of a GJR-GARCH(1,1,1) with errors of Student's t with 7 degrees of freedom.</summary>
    public static double[] MakeAsymmetric(int length, ulong seed)
    {
        var random = new SplitMix64(seed);
        var (h, returns) = (0.02 / (1 - 0.03 - 0.045 - 0.90), new double[length]);
        for (var t = 0; t < length; t++)
        {
            var squares = 0.0;
            for (var k = 0; k < 7; k++) squares += Math.Pow(Normal(random), 2);
            var e = Math.Sqrt(h * 5 / squares) * Normal(random);
            returns[t] = 0.04 + e;
            h = 0.02 + ((e < 0 ? 0.12 : 0.03) * e * e) + (0.90 * h);
        }
        return returns;
    }

    /// <summary>
    /// A day's return with normal errors, and what is measured within the day: the variance with 10 per cent of noise, its continuous part, that of the falls, and the quarticity.
    /// </summary>
    public static SeriesSample MakeMeasured(int length, ulong seed)
    {
        var random = new SplitMix64(seed);
        var returns = Make(length, seed + 1_000_000);
        double[] realized = new double[length], bipower = new double[length], down = new double[length], quarticity = new double[length];
        var h = Parameters.UnconditionalVariance;
        for (var t = 0; t < length; t++)
        {
            realized[t] = h * Math.Exp(0.3 * Normal(random));
            bipower[t] = realized[t] * (random.NextBits() % 10 == 0 ? 0.6 : 1 - (0.05 * Math.Abs(Normal(random))));
            down[t] = realized[t] / (1 + Math.Exp(0.4 * Normal(random)));
            quarticity[t] = realized[t] * realized[t] * Math.Exp(0.3 * Normal(random));
            h = Parameters.Next(returns[t] - Parameters.Mu, h);
        }
        return new SeriesSample(returns) { Realized = realized, Bipower = bipower, DownSemivariance = down, Quarticity = quarticity };
    }

    // Box and Muller (1958).
    private static double Normal(SplitMix64 random) =>
        Math.Sqrt(-2 * Math.Log((random.NextBits() + 1.0) / 18446744073709551617.0)) * Math.Cos(2 * Math.PI * (random.NextBits() / 18446744073709551616.0));
}
