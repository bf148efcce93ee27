using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Unconditional coverage: whether exceedances are as many as promised.
/// <code>LR = −2 ln[(1−p)^{n−x} p^x / ((1−x/n)^{n−x} (x/n)^x)] ~ χ²(1)</code>
/// <para>It takes rows as independent: where their periods overlap, exceedances come in runs and the p-value is too small.</para>
/// <para>Domain: 0 ≤ x ≤ n, 0 &lt; p &lt; 1; undefined without rows.</para>
/// <para>Reference: Kupiec (1995), Journal of Derivatives 3.</para>
/// </summary>
public static class KupiecTest
{
    /// <summary>Tests <paramref name="exceedances"/> of <paramref name="count"/> rows against the probability promised.</summary>
    public static Outcome<ChiSquaredStatistic> Of(int count, int exceedances, double probability)
    {
        Guard.InRange(exceedances, 0, Guard.AtLeast(count, 0));
        Guard.InsideUnit(probability);
        if (count == 0) return new("there are no rows");
        return ChiSquaredStatistic.Of(2 * (BernoulliLikelihood.OfShare(count, exceedances) - BernoulliLikelihood.Of(count, exceedances, probability)), 1);
    }

    /// <summary>Tests rows by whether each is an exceedance.</summary>
    public static Outcome<ChiSquaredStatistic> Of(IReadOnlyCollection<bool> hits, double probability) => Of(hits.Count, hits.Count(h => h), probability);
}
