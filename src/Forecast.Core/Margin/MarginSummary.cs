namespace Forecast.Core.Margin;

/// <summary>Coverage and cost of a method over all instruments and both sides.</summary>
public sealed record MarginSummary(TimeSpan Period, double Confidence, MarginTarget Target, MarginMethod Method, CoverageSummary Coverage)
{
    /// <summary>One summary for each period, confidence, target and method, in that order.</summary>
    public static IReadOnlyList<MarginSummary> Of(IReadOnlyList<MarginBacktestRow> rows) =>
    [
        .. rows.GroupBy(r => (r.Period, r.Confidence, r.Target, r.Method)).OrderBy(g => g.Key.Period).ThenBy(g => g.Key.Confidence).ThenBy(g => g.Key.Target).ThenBy(g => g.Key.Method)
            .Select(g => new MarginSummary(g.Key.Period, g.Key.Confidence, g.Key.Target, g.Key.Method, CoverageSummary.Of([.. g]))),
    ];
}
