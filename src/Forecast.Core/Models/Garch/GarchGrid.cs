using System.Runtime.Intrinsics;

namespace Forecast.Core.Models;

/// <summary>
/// The points from which a GARCH(1,1) of a series of unit variance may be climbed to, and their likelihoods, all by one pass over the series with a point in each lane of two vectors.
/// <para>For each persistence the likeliest alpha is kept, at the omega that gives the series its variance in the long run.</para>
/// </summary>
internal static class GarchGrid
{
    /// <summary>Points kept, one for each persistence.</summary>
    public const int Count = 4;

    private const int Fold = 8;
    private const double LogTwo = 0.69314718055994531;
    private const long MantissaMask = 0x000F_FFFF_FFFF_FFFF;
    private const long One = 0x3FF0_0000_0000_0000;

    private static readonly double[] Alphas = [0.01, 0.05, 0.1, 0.2];
    private static readonly double[] Persistences = [0.3, 0.7, 0.9, 0.98];

    /// <summary>Writes the points for a series with the mean <paramref name="mu"/>, the likeliest first, with their log-likelihoods.</summary>
    public static void Starts(ReadOnlySpan<double> returns, double mu, in Presample presample, Span<GarchParameters> points, Span<double> heights)
    {
        Span<double> all = stackalloc double[16];
        LogLikelihoods(returns, mu, presample, all);
        for (var i = 0; i < Count; i++)
        {
            var best = 0;
            for (var j = 1; j < Alphas.Length; j++) best = all[(4 * i) + j] > all[(4 * i) + best] ? j : best;
            heights[i] = all[(4 * i) + best];
            points[i] = new(mu, 1 - Persistences[i], Alphas[best], Persistences[i] - Alphas[best]);
        }
        // The likeliest first; equals keep their order.
        for (var i = 1; i < Count; i++)
        {
            for (var j = i; j > 0 && heights[j] > heights[j - 1]; j--)
            {
                (heights[j], heights[j - 1]) = (heights[j - 1], heights[j]);
                (points[j], points[j - 1]) = (points[j - 1], points[j]);
            }
        }
    }

    private static void LogLikelihoods(ReadOnlySpan<double> returns, double mu, in Presample presample, Span<double> heights)
    {
        var alpha = Vector512.Create([.. Alphas, .. Alphas]);
        Vector512<double> persistence0 = Twice(0), persistence1 = Twice(2), one = Vector512<double>.One;
        Vector512<double> beta0 = persistence0 - alpha, beta1 = persistence1 - alpha, omega0 = one - persistence0, omega1 = one - persistence1;
        var level = Vector512.Create(presample.Level(mu));
        var (h0, h1) = presample.Convention == PresampleVariance.Rugarch ? (level, level)
            : (Vector512.FusedMultiplyAdd(persistence0, level, omega0), Vector512.FusedMultiplyAdd(persistence1, level, omega1));
        Vector512<double> squares0 = default, squares1 = default, product0 = one, product1 = one;
        Vector512<long> exponents0 = default, exponents1 = default;
        for (var t = 0; t < returns.Length; t++)
        {
            var e = returns[t] - mu;
            var e2 = Vector512.Create(e * e);
            squares0 += e2 / h0;
            squares1 += e2 / h1;
            product0 *= h0;
            product1 *= h1;
            h0 = Vector512.FusedMultiplyAdd(beta0, h0, Vector512.FusedMultiplyAdd(alpha, e2, omega0));
            h1 = Vector512.FusedMultiplyAdd(beta1, h1, Vector512.FusedMultiplyAdd(alpha, e2, omega1));
            if (t % Fold != Fold - 1) continue;
            (product0, exponents0) = (Mantissa(product0), exponents0 + (product0.AsInt64() >> 52));
            (product1, exponents1) = (Mantissa(product1), exponents1 + (product1.AsInt64() >> 52));
        }
        Height(returns.Length, squares0, product0, exponents0).CopyTo(heights);
        Height(returns.Length, squares1, product1, exponents1).CopyTo(heights[8..]);
    }

    private static Vector512<double> Twice(int i) => Vector512.Create(Vector256.Create(Persistences[i]), Vector256.Create(Persistences[i + 1]));

    private static Vector512<double> Mantissa(Vector512<double> x) => ((x.AsInt64() & Vector512.Create(MantissaMask)) | Vector512.Create(One)).AsDouble();

    private static Vector512<double> Height(int length, Vector512<double> squares, Vector512<double> product, Vector512<long> exponents)
    {
        var powers = Vector512.ConvertToDouble(exponents - Vector512.Create(1023L * (length / Fold)));
        return Vector512.Create(-0.5) * (Vector512.Create(length * GarchRecursion.LogTwoPi) + Vector512.FusedMultiplyAdd(powers, Vector512.Create(LogTwo), Vector512.Log(product)) + squares);
    }
}
