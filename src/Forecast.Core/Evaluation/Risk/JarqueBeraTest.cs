using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Whether a sample's skewness and kurtosis are those of a normal distribution.
/// <code>JB = n/6 (S² + (K − 3)²/4) ~ χ²(2),   S = m₃/m₂^{3/2}, K = m₄/m₂²,  m_j = Σ (x − x̄)ʲ/n</code>
/// <para>Domain: finite values; undefined with fewer than two, or where all are equal. In small samples the p-value is rough.</para>
/// <para>Reference: Jarque and Bera (1980), Economics Letters 6.</para>
/// </summary>
public static class JarqueBeraTest
{
    /// <summary>Tests <paramref name="sample"/>.</summary>
    public static Outcome<ChiSquaredStatistic> Of(ReadOnlySpan<double> sample)
    {
        Guard.AllFinite(sample);
        if (sample.Length < 2) return new($"{sample.Length} values; two are needed");
        var mean = 0.0;
        foreach (var x in sample) mean += x / sample.Length;
        double second = 0, third = 0, fourth = 0;
        foreach (var x in sample)
        {
            var square = (x - mean) * (x - mean);
            (second, third, fourth) = (second + square, third + (square * (x - mean)), fourth + (square * square));
        }
        var n = sample.Length;
        if (sample.IndexOfAnyExcept(sample[0]) < 0) return new("all values are equal");
        var (skewness, kurtosis) = (third / n / Math.Pow(second / n, 1.5), fourth / n / Math.Pow(second / n, 2));
        return ChiSquaredStatistic.Of(n / 6.0 * ((skewness * skewness) + ((kurtosis - 3) * (kurtosis - 3) / 4)), 2);
    }
}
