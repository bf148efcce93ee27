namespace Forecast.Core.Margin;

/// <summary>
/// Holds a margin within the policy's step of its value in force: fast up, slow down. It comes after rounding and snaps inwards, so that what is
/// published lies on the tick and inside the limit. It wins over the floor: a floor that is far away is reached in several steps, announced, rather
/// than in one that liquidates accounts. Rises are limited over several days as well, against the lowest value in force in them. Without a value in force there is no limit.
/// <para>A limit that holds no multiple of the tick (a value in force of less than a few ticks) lets the margin rise to the next tick.</para>
/// </summary>
public sealed class StepLimitRule : IMarginRule
{
    private const long PpmPerBps = 100;

    public string Id => "step-limit";

    public RuleStep Apply(int ppm, RuleContext context)
    {
        if (context.CurrentPpm is not { } current) return new RuleStep(Id, ppm, ppm, $"no value in force, so no step limit on {Percentage.OfPpm(ppm)}");
        var (low, high) = Range(current, context.Policy);
        var risen = context.LowestPpm is { } lowest && context.Policy.Cycle.RiseBps > 0
            ? Tick.Down((int)Math.Min(MarginPolicy.Whole, lowest + ((long)lowest * context.Policy.Cycle.RiseBps / 10_000)), context.Policy.TickPpm) : int.MaxValue;
        if (ppm > risen && risen < high)
        {
            var held = Math.Max(low, risen);
            return new RuleStep(Id, ppm, held, $"held at {Percentage.OfPpm(held)}: at most +{Percentage.OfBps(context.Policy.Cycle.RiseBps)} over {context.Policy.Cycle.RiseDays} days, in which {Percentage.OfPpm(context.LowestPpm!.Value)} was the lowest");
        }
        var after = Math.Clamp(ppm, low, high);
        var (up, down) = ("+" + Amount(context.Policy, context.Policy.StepUpBps), "−" + Amount(context.Policy, context.Policy.StepDownBps));
        return new RuleStep(Id, ppm, after, after == ppm
            ? $"inside the step limit of {up} and {down} a day from {Percentage.OfPpm(current)} in force"
            : $"held at {Percentage.OfPpm(after)}: at most {(after < ppm ? up : down)} a day from {Percentage.OfPpm(current)} in force");
    }

    /// <summary>The lowest and highest margin, on the tick, that the policy's step allows from <paramref name="current"/> ppm.</summary>
    internal static (int Low, int High) Range(int current, MarginPolicy policy)
    {
        long Ppm(int bps) => policy.StepUnit == StepUnit.Relative ? (long)current * bps / 10_000 : PpmPerBps * bps;
        var low = Tick.Up((int)Math.Max(1, current - Ppm(policy.StepDownBps)), policy.TickPpm);
        return (low, Math.Max(low, Tick.Down((int)Math.Min(MarginPolicy.Whole, current + Ppm(policy.StepUpBps)), policy.TickPpm)));
    }

    private static string Amount(MarginPolicy policy, int bps) => policy.StepUnit == StepUnit.Relative ? Percentage.OfBps(bps) : $"{Percentage.OfBps(bps)[..^2]} points";
}
