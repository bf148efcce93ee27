namespace Forecast.Core.Margin;

/// <summary>What a margin rule may know: the policy, the instrument's class, and the value in force (null where there is none).</summary>
public sealed record RuleContext(MarginPolicy Policy, MarginClass Class, int? CurrentPpm);
