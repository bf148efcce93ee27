namespace Forecast.Core.Margin;

/// <summary>The rules between a model's rate and a published margin, in the order in which they act; adding one is one line here.</summary>
public static class MarginRuleCatalog
{
    public static IReadOnlyList<IMarginRule> All { get; } =
    [
        new StressWeightRule(), new BufferRule(), new LongHistoryFloorRule(), new StressFloorRule(), new FloorRule(), new SmoothingRule(), new ChangeBandRule(), new RoundingRule(), new StepLimitRule(),
    ];

    /// <summary>Applies every rule that the policy has switched on to a raw rate (a share of notional, rounded up to a ppm).</summary>
    public static IReadOnlyList<RuleStep> Apply(double rate, RuleContext context)
    {
        var ppm = ToPpm(rate);
        var steps = new List<RuleStep>();
        foreach (var rule in All.Where(r => r.IsOn(context.Policy)))
        {
            steps.Add(rule.Apply(ppm, context));
            ppm = steps[^1].After;
        }
        return steps;
    }

    /// <summary>A rate in ppm, rounded up, at most the whole notional.</summary>
    public static int ToPpm(double rate) => (int)Math.Min(MarginPolicy.Whole, Math.Ceiling((Numerics.Guard.InRange(rate, 0, double.MaxValue) * MarginPolicy.Whole) - 1e-6));
}
