namespace Forecast.Core.Margin;

/// <summary>What a margin rule may know.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Class">The instrument's class.</param>
/// <param name="CurrentPpm">The value in force; null where there is none.</param>
public sealed record RuleContext(MarginPolicy Policy, MarginClass Class, int? CurrentPpm)
{
    /// <summary>The lowest value in force in the days that the limit on rises is about; null where that is not known.</summary>
    public int? LowestPpm { get; init; }

    /// <summary>The rate that all losses so far would have needed; null where it is not known.</summary>
    public int? LongHistoryPpm { get; init; }

    /// <summary>The rate of the most volatile year so far; null where there was none.</summary>
    public int? StressPpm { get; init; }
}
