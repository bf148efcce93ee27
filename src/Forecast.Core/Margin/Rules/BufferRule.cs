namespace Forecast.Core.Margin;

/// <summary>Adds the anti-procyclicality buffer: margin × (1 + buffer), rounded up to a ppm. EMIR Delegated Regulation 153/2013, article 28(1)(a).</summary>
public sealed class BufferRule : IMarginRule
{
    public string Id => "buffer";

    public RuleStep Apply(int ppm, RuleContext context)
    {
        var after = (int)Math.Min(MarginPolicy.Whole, ((long)ppm * (10_000 + context.Policy.BufferRelativeBps) + 9_999) / 10_000);
        return new RuleStep(Id, ppm, after, $"buffer of {Percentage.OfBps(context.Policy.BufferRelativeBps)} against procyclicality");
    }
}
