namespace Forecast.Sources;

/// <summary>A rule that good rows and files keep.</summary>
/// <param name="Id">Id in the quarantine, stable over releases.</param>
/// <param name="What">What breaks it.</param>
/// <param name="Why">Why that is done.</param>
/// <param name="Severity">What becomes of what breaks it.</param>
public sealed record CleaningRule(string Id, string What, string Why, RuleSeverity Severity = RuleSeverity.Quarantine);
