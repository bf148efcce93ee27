using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Whether exceedances come singly, and whether they do so as often as promised.
/// <code>LR_ind = −2 ln[(1−π)^{n₀₀+n₁₀} π^{n₀₁+n₁₁} / ((1−π₀₁)^{n₀₀} π₀₁^{n₀₁} (1−π₁₁)^{n₁₀} π₁₁^{n₁₁})] ~ χ²(1),   LR_cc = LR_uc + LR_ind ~ χ²(2)</code>
/// <para>n_ij counts rows of kind j after rows of kind i, 1 an exceedance; π_ij = n_ij/(n_i0 + n_i1), π = (n₀₁+n₁₁)/(n − 1). LR_uc is <see cref="KupiecTest"/>'s, over all n rows.</para>
/// <para>Domain: rows in time order; undefined unless both an exceedance and another row have a row after them.</para>
/// <para>Reference: Christoffersen (1998), International Economic Review 39.</para>
/// </summary>
public static class ChristoffersenTest
{
    /// <summary>Tests independence against a first-order Markov chain.</summary>
    public static Outcome<ChiSquaredStatistic> Independence(ReadOnlySpan<bool> hits)
    {
        int afterCalm = 0, hitsAfterCalm = 0, afterHit = 0, hitsAfterHit = 0;
        for (var t = 1; t < hits.Length; t++)
        {
            var hit = hits[t] ? 1 : 0;
            (afterCalm, hitsAfterCalm, afterHit, hitsAfterHit) = hits[t - 1] ? (afterCalm, hitsAfterCalm, afterHit + 1, hitsAfterHit + hit) : (afterCalm + 1, hitsAfterCalm + hit, afterHit, hitsAfterHit);
        }
        if (afterHit == 0) return new("no row follows an exceedance");
        if (afterCalm == 0) return new("every row but the last is an exceedance");
        var apart = BernoulliLikelihood.OfShare(afterCalm, hitsAfterCalm) + BernoulliLikelihood.OfShare(afterHit, hitsAfterHit);
        return ChiSquaredStatistic.Of(2 * (apart - BernoulliLikelihood.OfShare(afterCalm + afterHit, hitsAfterCalm + hitsAfterHit)), 1);
    }

    /// <summary>Tests conditional coverage: independence and coverage together.</summary>
    public static Outcome<ChiSquaredStatistic> ConditionalCoverage(ReadOnlySpan<bool> hits, double probability)
    {
        Guard.InsideUnit(probability);
        var independence = Independence(hits);
        return independence.Value is { } i ? ChiSquaredStatistic.Of(KupiecTest.Of(hits.ToArray(), probability).Get().Statistic + i.Statistic, 2) : independence;
    }
}
