namespace Forecast.Core.Margin;

/// <summary>
/// The anti-procyclicality buffer, which may be used up: where the model's margin rises towards the value in force, the buffer gives way before the value moves, and comes back at the policy's pace.
/// <code>b = max(m, min((1 + B) m, in force)),   after = b + ρ ((1 + B) m − b), rounded up to a ppm</code>
/// <para>With ρ = 1 the buffer is always whole. Reference: EMIR Delegated Regulation 153/2013, article 28(1)(a).</para>
/// </summary>
public sealed class BufferRule : IMarginRule
{
    public string Id => "buffer";

    public bool IsOn(MarginPolicy policy) => policy.BufferRelativeBps > 0;

    public RuleStep Apply(int ppm, RuleContext context)
    {
        var (whole, rebuild) = (((long)ppm * (10_000 + context.Policy.BufferRelativeBps) + 9_999) / 10_000, context.Policy.Cycle.BufferRebuildBps);
        var left = Math.Max(ppm, Math.Min(whole, context.CurrentPpm ?? whole));
        var after = (int)Math.Min(MarginPolicy.Whole, left + ((((whole - left) * rebuild) + 9_999) / 10_000));
        var buffer = $"buffer of {Percentage.OfBps(context.Policy.BufferRelativeBps)} against procyclicality";
        return new RuleStep(Id, ppm, after, after >= Math.Min(MarginPolicy.Whole, whole) ? buffer : $"{buffer}, of which {Percentage.OfPpm(after - ppm)} is left: the rest is used before the margin moves");
    }
}
