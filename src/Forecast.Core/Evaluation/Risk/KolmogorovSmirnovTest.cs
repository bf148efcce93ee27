using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Whether a sample is uniform on (0, 1), such as probability integral transforms.
/// <code>D = max_i max(i/n − u₍ᵢ₎, u₍ᵢ₎ − (i − 1)/n),   P = 2 Σ_{j≥1} (−1)^{j−1} exp(−2 j² λ²),  λ = (√n + 0.12 + 0.11/√n) D</code>
/// <para>Domain: values in [0, 1]; undefined with fewer than <see cref="Least"/>. It takes values as independent.</para>
/// <para>Reference: Stephens (1970), Journal of the Royal Statistical Society B 32, for λ; Kolmogorov (1933).</para>
/// </summary>
/// <param name="D">Largest distance of the empirical distribution from the uniform one.</param>
/// <param name="P">Probability of one so large.</param>
/// <param name="Count">Values.</param>
public sealed record KolmogorovSmirnovTest(double D, double P, int Count)
{
    /// <summary>Fewest values.</summary>
    public const int Least = 5;

    // Below this λ the series converges slowly, and P is 1 to 12 digits.
    private const double Certain = 0.2;

    /// <summary>Tests the sample <paramref name="u"/>.</summary>
    public static Outcome<KolmogorovSmirnovTest> Of(ReadOnlySpan<double> u)
    {
        var n = u.Length;
        if (n < Least) return new($"{n} values; {Least} are needed");
        foreach (var x in u) Guard.InRange(x, 0, 1, nameof(u));
        double[] sorted = [.. u.ToArray().Order()];
        var distance = 0.0;
        for (var i = 0; i < n; i++) distance = Math.Max(distance, Math.Max(((i + 1.0) / n) - sorted[i], sorted[i] - (i / (double)n)));
        var lambda = (Math.Sqrt(n) + 0.12 + (0.11 / Math.Sqrt(n))) * distance;
        return new KolmogorovSmirnovTest(distance, lambda < Certain ? 1 : Tail(lambda), n);
    }

    private static double Tail(double lambda)
    {
        var (sum, sign) = (0.0, 1.0);
        for (var j = 1; ; j++, sign = -sign)
        {
            var term = Math.Exp(-2 * j * j * lambda * lambda);
            sum += sign * term;
            if (term <= 1e-16 * sum) return Math.Clamp(2 * sum, 0, 1);
        }
    }
}
