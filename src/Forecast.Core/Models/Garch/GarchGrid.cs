using System.Runtime.Intrinsics;

namespace Forecast.Core.Models;

/// <summary>
/// The points from which a GARCH(1,1) of a series of unit variance may be climbed to, and their likelihoods, by one pass over the series for each persistence with an alpha in each lane of a vector.
/// <para>For each persistence every alpha is kept that is likelier than its neighbours, at the omega that gives the series its variance in the long run, or more where
/// the model has no fourth moment, 1 − (alpha + beta)² &lt; 2 alpha²: there variances lie mostly far below their mean.</para>
/// </summary>
internal static class GarchGrid
{
    /// <summary>Most points kept.</summary>
    public const int Most = 20;

    // Observations whose quotients share one division, and whose variances one factor of the product.
    private const int Share = 4;
    private const int Fold = 8;
    private const double LogTwo = 0.69314718055994531;
    private const long MantissaMask = 0x000F_FFFF_FFFF_FFFF;
    private const long One = 0x3FF0_0000_0000_0000;

    // A point whose likelihood lies below a maximum by what the curvature there says, up to this factor, is on its slope.
    private const double SlopeFactor = 2;
    private const double Slope = 1;
    private const double Rounding = 1e-9;

    private static readonly double[] Persistences = [0.3, 0.7, 0.9, 0.97, 0.995];

    // alpha / (alpha + beta).
    private static readonly Vector512<double> Shares = Vector512.Create(0.01, 0.03, 0.06, 0.11, 0.2, 0.35, 0.6, 0.95);

    /// <summary>Writes the points for a series with the mean <paramref name="mu"/>, the likeliest first, with their log-likelihoods, and returns how many there are.</summary>
    public static int Starts(ReadOnlySpan<double> returns, double mu, in Presample presample, Span<GarchParameters> points, Span<double> heights)
    {
        var count = 0;
        foreach (var persistence in Persistences)
        {
            var alphas = Shares * persistence;
            var omegas = Vector512.Max(Vector512.Create(1 - persistence), alphas * alphas * 0.5);
            var row = Heights(returns, mu, presample, omegas, alphas, Vector512.Create(persistence) - alphas);
            for (var j = 0; j < Vector512<double>.Count; j++)
            {
                if ((j > 0 && row[j] < row[j - 1]) || (j + 1 < Vector512<double>.Count && row[j] <= row[j + 1])) continue;
                // The likeliest first; equals keep their order.
                var i = count++;
                for (; i > 0 && row[j] > heights[i - 1]; i--) (heights[i], points[i]) = (heights[i - 1], points[i - 1]);
                (heights[i], points[i]) = (row[j], new(mu, omegas[j], alphas[j], persistence - alphas[j]));
            }
        }
        return count;
    }

    /// <summary>Whether a point lies on the slope of a maximum: near it, and as far <paramref name="below"/> it as half its squared distance in standard errors, <paramref name="quadratic"/>, says.</summary>
    public static bool IsOnSlope(double quadratic, double below) => quadratic <= Slope && below >= (quadratic / SlopeFactor) - Rounding && below <= (quadratic * SlopeFactor) + Rounding;

    private static Vector512<double> Heights(ReadOnlySpan<double> returns, double mu, in Presample presample, Vector512<double> omega, Vector512<double> alpha, Vector512<double> beta)
    {
        var level = Vector512.Create(presample.Level(mu));
        var h = presample.Convention == PresampleVariance.Rugarch ? level : Vector512.FusedMultiplyAdd(alpha + beta, level, omega);
        var (squares, product, exponents) = (Vector512<double>.Zero, Vector512<double>.One, Vector512<long>.Zero);
        var t = 0;
        for (; t + Share <= returns.Length; t += Share)
        {
            double e0 = returns[t] - mu, e1 = returns[t + 1] - mu, e2 = returns[t + 2] - mu, e3 = returns[t + 3] - mu;
            var (s0, s1, s2, s3) = (Vector512.Create(e0 * e0), Vector512.Create(e1 * e1), Vector512.Create(e2 * e2), Vector512.Create(e3 * e3));
            var h1 = Vector512.FusedMultiplyAdd(beta, h, Vector512.FusedMultiplyAdd(alpha, s0, omega));
            var h2 = Vector512.FusedMultiplyAdd(beta, h1, Vector512.FusedMultiplyAdd(alpha, s1, omega));
            var h3 = Vector512.FusedMultiplyAdd(beta, h2, Vector512.FusedMultiplyAdd(alpha, s2, omega));
            var (first, second) = (h * h1, h2 * h3);
            var all = first * second;
            var numerator = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(s0, h1, s1 * h), second, Vector512.FusedMultiplyAdd(s2, h3, s3 * h2) * first);
            squares += numerator / all;
            product *= all;
            h = Vector512.FusedMultiplyAdd(beta, h3, Vector512.FusedMultiplyAdd(alpha, s3, omega));
            if (t % Fold == 0) continue;
            exponents += product.AsInt64() >> 52;
            product = ((product.AsInt64() & Vector512.Create(MantissaMask)) | Vector512.Create(One)).AsDouble();
        }
        for (; t < returns.Length; t++)
        {
            var square = Vector512.Create((returns[t] - mu) * (returns[t] - mu));
            squares += square / h;
            product *= h;
            h = Vector512.FusedMultiplyAdd(beta, h, Vector512.FusedMultiplyAdd(alpha, square, omega));
        }
        var powers = Vector512.ConvertToDouble(exponents - Vector512.Create(1023L * (returns.Length / Fold)));
        return Vector512.Create(-0.5) * (Vector512.Create(returns.Length * GarchRecursion.LogTwoPi) + Vector512.FusedMultiplyAdd(powers, Vector512.Create(LogTwo), Vector512.Log(product)) + squares);
    }
}
