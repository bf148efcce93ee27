using MathNet.Numerics.Distributions;

namespace Forecast.Core.Margin;

/// <summary>
/// How a margin did: breaches against those promised, what it cost, how it moved.
/// <code>LR = −2 ln[(1−p)^{n−x} p^x / ((1−x/n)^{n−x} (x/n)^x)] ~ χ²(1),   p = 1 − confidence</code>
/// <para>Reference: Kupiec (1995), Journal of Derivatives 3; Murphy, Vasios and Vause (2014), Bank of England Financial Stability Paper 29, for the cycle.</para>
/// </summary>
/// <param name="Count">Periods.</param>
/// <param name="Breaches">Periods whose loss exceeded the margin.</param>
/// <param name="KupiecLikelihoodRatio">LR of correct unconditional coverage.</param>
/// <param name="KupiecP">Its p-value; small means that coverage is not as promised, on either side.</param>
/// <param name="MeanRate">Average margin rate: what it costs.</param>
/// <param name="PeakToTrough">Largest over smallest rate.</param>
/// <param name="LargestRise5">Largest rise over five days, as a share of notional.</param>
public sealed record CoverageSummary(int Count, int Breaches, double KupiecLikelihoodRatio, double KupiecP, double MeanRate, double PeakToTrough, double LargestRise5)
{
    /// <summary>Share of periods that were covered.</summary>
    public double Coverage => 1 - (Breaches / (double)Count);

    /// <summary>Summarises rows of one instrument, period, confidence, target, side and method, in time order.</summary>
    public static CoverageSummary Of(IReadOnlyList<MarginBacktestRow> rows)
    {
        if (rows.Count == 0) throw new ArgumentException("there are no periods to summarise", nameof(rows));
        var breaches = rows.Count(r => r.TargetLoss > r.Rate);
        var (ratio, p) = Kupiec(rows.Count, breaches, 1 - rows[0].Confidence);
        var rise = Enumerable.Range(0, rows.Count).Select(i => rows[i].Rate - rows[Math.Max(0, i - 5)].Rate).Max();
        return new CoverageSummary(rows.Count, breaches, ratio, p, rows.Average(r => r.Rate), rows.Max(r => r.Rate) / rows.Min(r => r.Rate), rise);
    }

    /// <summary>Kupiec's likelihood ratio and p-value for <paramref name="breaches"/> of <paramref name="count"/> at breach probability <paramref name="probability"/>.</summary>
    public static (double LikelihoodRatio, double P) Kupiec(int count, int breaches, double probability)
    {
        static double LogLikelihood(int n, int x, double p) => (x == 0 ? 0 : x * Math.Log(p)) + (x == n ? 0 : (n - x) * Math.Log(1 - p));
        var ratio = Math.Max(0, -2 * (LogLikelihood(count, breaches, probability) - LogLikelihood(count, breaches, breaches / (double)count)));
        return (ratio, 1 - ChiSquared.CDF(1, ratio));
    }
}
