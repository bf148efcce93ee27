namespace Forecast.Core.Margin;

/// <summary>Never aims below a share of the rate that all losses so far would have needed. EMIR Delegated Regulation 153/2013, article 28(1)(c).</summary>
public sealed class LongHistoryFloorRule : IMarginRule
{
    public string Id => "long-history-floor";

    public bool IsOn(MarginPolicy policy) => policy.Cycle.LongHistoryFloorBps > 0;

    public RuleStep Apply(int ppm, RuleContext context) =>
        ShareFloor.Apply(Id, ppm, context.Policy.Cycle.LongHistoryFloorBps, context.LongHistoryPpm, "that all losses so far would have needed");
}
