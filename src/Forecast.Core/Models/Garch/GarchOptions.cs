namespace Forecast.Core.Models;

/// <summary>How a GARCH(1,1) is estimated.</summary>
public sealed record GarchOptions
{
    /// <summary>What the recursion starts from; arch's backcast unless stated.</summary>
    public PresampleVariance Presample { get; init; } = PresampleVariance.Arch;

    /// <summary>The mean equation; a constant unless stated.</summary>
    public ConditionalMean Mean { get; init; } = ConditionalMean.Constant;

    /// <summary>Most quasi-Newton iterations.</summary>
    public int IterationLimit { get; init; } = 500;
}
