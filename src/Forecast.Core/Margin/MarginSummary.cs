namespace Forecast.Core.Margin;

/// <summary>
/// A method over all instruments and both sides: breaches pooled, cost averaged. Instruments move together, so a test of pooled breaches would mislead;
/// what is counted instead is how many single series (instrument and side) pass Kupiec's test at 5 %.
/// </summary>
/// <param name="Period">Margin period of risk.</param>
/// <param name="Confidence">One-sided confidence.</param>
/// <param name="Target">The loss that the margin is calibrated to.</param>
/// <param name="Method">How the rate came about.</param>
/// <param name="Count">Periods of all series.</param>
/// <param name="Breaches">Breaches of all series.</param>
/// <param name="Series">Number of series.</param>
/// <param name="SeriesThatPass">Series whose Kupiec p-value is at least 5 %.</param>
/// <param name="MeanRate">Mean of the series' mean rates: what the margin costs.</param>
/// <param name="PeakToTrough">Median over the series of the largest over the smallest rate; null where no series has one.</param>
/// <param name="LargestRise5">Median over the series of the largest rise over 5 days, a share of notional; null where no series has one.</param>
public sealed record MarginSummary(
    TimeSpan Period, double Confidence, MarginTarget Target, MarginMethod Method, int Count, int Breaches, int Series, int SeriesThatPass, double MeanRate,
    double? PeakToTrough, double? LargestRise5)
{
    /// <summary>Share of periods that were covered.</summary>
    public double Coverage => 1 - (Breaches / (double)Count);

    /// <summary>One summary for each period, confidence, target and method, in that order.</summary>
    public static IReadOnlyList<MarginSummary> Of(IReadOnlyList<MarginBacktestRow> rows) =>
    [
        .. rows.GroupBy(r => (r.Period, r.Confidence, r.Target, r.Method)).OrderBy(g => g.Key.Period).ThenBy(g => g.Key.Confidence).ThenBy(g => g.Key.Target).ThenBy(g => g.Key.Method)
            .Select(g => Pool(g.Key, [.. g.GroupBy(r => (r.Symbol, r.Side)).Select(s => CoverageSummary.Of([.. s]))])),
    ];

    private static MarginSummary Pool((TimeSpan Period, double Confidence, MarginTarget Target, MarginMethod Method) key, CoverageSummary[] series) => new(
        key.Period, key.Confidence, key.Target, key.Method, series.Sum(s => s.Count), series.Sum(s => s.Breaches), series.Length, series.Count(s => s.KupiecP >= 0.05),
        series.Average(s => s.MeanRate), Median(series.Select(s => s.PeakToTrough)), Median(series.Select(s => s.LargestRises.FirstOrDefault(r => r.Days == 5)?.Absolute)));

    private static double? Median(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToArray();
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
