using Forecast.Core.Evaluation;
using Forecast.Core.Market;

namespace Forecast.Core.Margin;

/// <summary>
/// How a margin did: breaches against those promised, what it cost, how it moved.
/// <para>Breaches are tested by <see cref="KupiecTest"/> with p = 1 − confidence. The test takes periods as independent. Daily origins with a period of two days overlap, so breaches come in runs and the p-value is too small there.</para>
/// <para>Reference: Murphy, Vasios and Vause (2014), Bank of England Financial Stability Paper 29, for the cycle.</para>
/// </summary>
/// <param name="Count">Periods.</param>
/// <param name="Breaches">Periods whose loss exceeded the margin.</param>
/// <param name="KupiecLikelihoodRatio">LR of correct unconditional coverage.</param>
/// <param name="KupiecP">Its p-value; small means that coverage is not as promised, on either side.</param>
/// <param name="MeanRate">Average margin rate: what it costs.</param>
/// <param name="PeakToTrough">Largest over smallest rate; null where the smallest is 0.</param>
/// <param name="LargestRises">Largest rise over 1, 5 and 20 days, where two rates are so far apart.</param>
public sealed record CoverageSummary(
    int Count, int Breaches, double KupiecLikelihoodRatio, double KupiecP, double MeanRate, double? PeakToTrough, IReadOnlyList<MarginRise> LargestRises)
{
    private static readonly int[] RiseDays = [1, 5, 20];

    /// <summary>Share of periods that were covered.</summary>
    public double Coverage => 1 - (Breaches / (double)Count);

    /// <summary>Summarises rows of one instrument, period, confidence, target, side and method, in time order.</summary>
    /// <exception cref="ArgumentException">There are none, they are of several kinds, or not in time order.</exception>
    public static CoverageSummary Of(IReadOnlyList<MarginBacktestRow> rows)
    {
        if (rows.Count == 0) throw new ArgumentException("there are no periods to summarise", nameof(rows));
        for (var i = 1; i < rows.Count; i++)
        {
            if (Kind(rows[i]) != Kind(rows[0])) throw new ArgumentException($"row {i} is of {Kind(rows[i])}, row 0 of {Kind(rows[0])}; summarise one kind at a time", nameof(rows));
            if (rows[i].Origin <= rows[i - 1].Origin)
                throw new ArgumentException($"row {i} at {Instant.Format(rows[i].Origin)} does not follow the row before it, at {Instant.Format(rows[i - 1].Origin)}; sort the rows by origin", nameof(rows));
        }
        var breaches = rows.Count(r => r.TargetLoss > r.Rate);
        var kupiec = KupiecTest.Of(rows.Count, breaches, 1 - rows[0].Confidence).Get();
        var trough = rows.Min(r => r.Rate);
        return new CoverageSummary(
            rows.Count, breaches, kupiec.Statistic, kupiec.P, rows.Average(r => r.Rate), trough > 0 ? rows.Max(r => r.Rate) / trough : null, [.. RiseDays.Select(n => Rise(rows, n)).OfType<MarginRise>()]);
    }

    // Pairs are matched by date, not by row: a day without an outcome must not turn five days into six.
    private static MarginRise? Rise(IReadOnlyList<MarginBacktestRow> rows, int days)
    {
        var rates = rows.ToDictionary(r => r.Origin, r => r.Rate);
        var pairs = rows.Where(r => rates.ContainsKey(r.Origin - (days * Duration.Day))).Select(r => (From: rates[r.Origin - (days * Duration.Day)], To: r.Rate)).ToArray();
        if (pairs.Length == 0) return null;
        var fromNothing = pairs.Any(x => x.From == 0 && x.To > 0);
        return new MarginRise(
            days, Math.Max(0, pairs.Max(x => x.To - x.From)), fromNothing ? null : pairs.Where(x => x.From > 0).Select(x => (x.To / x.From) - 1).Append(0).Max());
    }

    private static (string Symbol, TimeSpan Period, double Confidence, MarginTarget Target, PositionSide Side, MarginMethod Method) Kind(MarginBacktestRow r) =>
        (r.Symbol, r.Period, r.Confidence, r.Target, r.Side, r.Method);
}
