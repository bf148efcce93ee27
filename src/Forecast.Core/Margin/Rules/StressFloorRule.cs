namespace Forecast.Core.Margin;

/// <summary>Never aims below a share of the rate of the most volatile year so far: filtered margins may forget a crisis, this floor does not.</summary>
public sealed class StressFloorRule : IMarginRule
{
    public string Id => "stress-floor";

    public bool IsOn(MarginPolicy policy) => policy.Cycle.StressFloorBps > 0;

    public RuleStep Apply(int ppm, RuleContext context) =>
        ShareFloor.Apply(Id, ppm, context.Policy.Cycle.StressFloorBps, context.StressPpm, "of the most volatile year so far");
}
