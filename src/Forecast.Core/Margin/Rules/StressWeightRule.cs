namespace Forecast.Core.Margin;

/// <summary>
/// Gives stressed observations a weight, whatever today's volatility: (1 − w) margin + w · rate that all losses so far would have needed, rounded up to a ppm.
/// EMIR Delegated Regulation 153/2013, article 28(1)(b).
/// </summary>
public sealed class StressWeightRule : IMarginRule
{
    public string Id => "stress-weight";

    public bool IsOn(MarginPolicy policy) => policy.Cycle.StressWeightBps > 0;

    public RuleStep Apply(int ppm, RuleContext context)
    {
        var weight = context.Policy.Cycle.StressWeightBps;
        if (context.LongHistoryPpm is not { } history) return new RuleStep(Id, ppm, ppm, $"{Percentage.OfBps(weight)} weight on stressed observations, of which there are none");
        var after = (int)((((10_000L - weight) * ppm) + ((long)weight * history) + 9_999) / 10_000);
        return new RuleStep(Id, ppm, after, $"{Percentage.OfBps(weight)} weight on the {Percentage.OfPpm(history)} that all losses so far would have needed");
    }
}
