namespace Forecast.Core.Margin;

/// <summary>Computed daily, changed seldom: an aim that is near the value in force leaves it as it is.</summary>
public sealed class ChangeBandRule : IMarginRule
{
    public string Id => "change-band";

    public bool IsOn(MarginPolicy policy) => policy.Cycle.BandBps > 0;

    public RuleStep Apply(int ppm, RuleContext context)
    {
        var band = context.Policy.Cycle.BandBps;
        if (context.CurrentPpm is not { } current) return new RuleStep(Id, ppm, ppm, $"no band around a value in force: {Percentage.OfPpm(ppm)}");
        return Math.Abs((long)ppm - current) * 10_000 <= (long)band * current
            ? new RuleStep(Id, ppm, current, $"within {Percentage.OfBps(band)} of the {Percentage.OfPpm(current)} in force, which stays")
            : new RuleStep(Id, ppm, ppm, $"more than {Percentage.OfBps(band)} from the {Percentage.OfPpm(current)} in force");
    }
}
