using System.Globalization;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Whether a challenger should follow the champion, from their losses on the same instruments and origins. At every horizon that counts all of this must hold:
/// <code>
/// sample            dates ≥ minimum, instruments ≥ minimum
/// gain              1 − Σ F̄ᵢ / Σ S̄ᵢ ≥ least gain
/// test              t &lt; 0 and p ≤ maximum / candidates,       Diebold–Mariano with the correction of Harvey, Leybourne and Newbold over the mean difference at each origin
/// interval          upper end of the interval of F̄ − S̄ &lt; 0,   stationary bootstrap of dates; a date brings all its instruments
/// worst instrument  max F̄ᵢ / S̄ᵢ ≤ 1 + tolerance
/// </code>
/// <para>F̄ᵢ and S̄ᵢ are mean losses of challenger and champion on instrument i. Where the best of several candidates is looked for, the p-value is held against the share of each (Bonferroni).</para>
/// <para>Domain: finite losses, one row an instrument and origin.</para>
/// <para>Reference: Diebold and Mariano (1995); Harvey, Leybourne and Newbold (1997); Politis and Romano (1994); Dunn (1961), JASA 56, for several candidates.</para>
/// </summary>
public static class PromotionRule
{
    /// <summary>Judges a challenger.</summary>
    /// <param name="losses">By horizon: first the challenger's, second the champion's.</param>
    /// <param name="thresholds">Settings.</param>
    /// <param name="candidates">Of how many it is the one that was picked.</param>
    public static PromotionVerdict Judge(IEnumerable<KeyValuePair<TimeSpan, IReadOnlyCollection<PairedLoss>>> losses, PromotionThresholds thresholds, int candidates = 1)
    {
        Guard.AtLeast(candidates, 1);
        return new PromotionVerdict([.. losses.OrderBy(l => l.Key).Select(l => Judge(l.Key, l.Value, thresholds, candidates))]);
    }

    private static HorizonVerdict Judge(TimeSpan horizon, IReadOnlyCollection<PairedLoss> rows, PromotionThresholds limits, int candidates)
    {
        var steps = TargetTable.StepsOf(horizon);
        var (dates, instruments) = (rows.Select(r => r.Origin).Distinct().Count(), rows.Select(r => r.Symbol).Distinct().Count());
        var sample = new PromotionCheck("sample", dates >= limits.MinimumDates && instruments >= limits.MinimumInstruments,
            $"{dates} origins of {instruments} instruments; {limits.MinimumDates} of {limits.MinimumInstruments} are needed");
        if (LossComparison.Of(rows, steps, limits.Confidence).Value is not { RatioOfMeans: { } ratio } comparison) return new HorizonVerdict(horizon, dates, instruments, null, null, null, null, [sample with { Passed = false }]);
        var test = DieboldMariano.Pooled(rows, steps);
        var most = limits.MaximumP / candidates;
        var (worst, worstRatio) = rows.GroupBy(r => r.Symbol).Select(g => (g.Key, g.Average(r => r.First) / g.Average(r => r.Second))).OrderByDescending(x => x.Item2).ThenBy(x => x.Key, StringComparer.Ordinal).First();
        var (low, high) = (comparison.Difference.Lower, comparison.Difference.Upper);
        return new HorizonVerdict(horizon, dates, instruments, comparison, test.Value, worst, worstRatio,
        [
            sample,
            new("gain", 1 - ratio.Value >= limits.LeastGain, $"the mean loss is {Change(ratio.Value)}; at least {Share(limits.LeastGain)} lower is needed"),
            new("test", test.Value is { T: < 0 } t && t.P <= most, test.Value is { } v
                ? $"the test of equal losses has t {Number(v.T, "0.00")}, p {Probability(v.P)}; t below 0 and p of at most {Probability(most)} are needed{(candidates > 1 ? $", as it is one of {candidates} candidates" : "")}"
                : $"there is no test of equal losses: {test.Undefined}"),
            new("interval", high < 0, $"the {Share(limits.Confidence)} interval of the loss difference is {Number(low, "0.#####")} to {Number(high, "0.#####")}; it must lie below 0"),
            new("worst-instrument", worstRatio <= 1 + limits.WorstInstrument, $"on {worst}, where it does worst, the loss is {Change(worstRatio)}; at most {Share(limits.WorstInstrument)} higher is allowed"),
        ]);
    }

    private static string Probability(double p) => p < 0.0001 ? "below 0.0001" : Number(p, "0.####");

    private static string Change(double ratio) => $"{Share(Math.Abs(ratio - 1))} {(ratio <= 1 ? "lower" : "higher")}";

    private static string Share(double share) => $"{Number(100 * share, "0.0#")} %";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
