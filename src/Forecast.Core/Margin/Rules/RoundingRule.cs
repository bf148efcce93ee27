namespace Forecast.Core.Margin;

/// <summary>Rounds up to the policy's tick, and caps at the whole notional.</summary>
public sealed class RoundingRule : IMarginRule
{
    public string Id => "rounding";

    public RuleStep Apply(int ppm, RuleContext context) =>
        new(Id, ppm, Math.Min(MarginPolicy.Whole, Tick.Up(Math.Max(1, ppm), context.Policy.TickPpm)), $"rounded up to a multiple of {Percentage.OfPpm(context.Policy.TickPpm)}");
}
