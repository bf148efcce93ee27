namespace Forecast.Core.Margin;

/// <summary>
/// Holds a margin within the policy's step of its value in force: fast up, slow down. It comes after rounding and snaps inwards, so that what is
/// published lies on the tick and inside the limit. It wins over the floor: a floor that is far away is reached in several steps, announced, rather
/// than in one that liquidates accounts. Without a value in force there is no limit.
/// <para>A limit that holds no multiple of the tick (a value in force of less than a few ticks) lets the margin rise to the next tick.</para>
/// </summary>
public sealed class StepLimitRule : IMarginRule
{
    public string Id => "step-limit";

    public RuleStep Apply(int ppm, RuleContext context)
    {
        if (context.CurrentPpm is not { } current) return new RuleStep(Id, ppm, ppm, "no value in force, so no step limit");
        var (policy, tick) = (context.Policy, context.Policy.TickPpm);
        var low = Tick.Up((int)(((long)current * (10_000 - policy.StepDownRelativeBps) + 9_999) / 10_000), tick);
        var high = Math.Max(low, Tick.Down((int)Math.Min(MarginPolicy.Whole, (long)current * (10_000 + policy.StepUpRelativeBps) / 10_000), tick));
        var after = Math.Clamp(ppm, low, high);
        return new RuleStep(Id, ppm, after, after == ppm
            ? "inside the step limit"
            : $"held at {Percentage.OfPpm(after)}: at most {(after < ppm ? "+" + Percentage.OfBps(policy.StepUpRelativeBps) : "−" + Percentage.OfBps(policy.StepDownRelativeBps))} a step from {Percentage.OfPpm(current)} in force");
    }
}
