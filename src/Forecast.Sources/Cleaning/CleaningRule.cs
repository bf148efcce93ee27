namespace Forecast.Sources;

/// <summary>A rule that good rows keep.</summary>
/// <param name="Id">Id in the quarantine, stable over releases.</param>
/// <param name="What">What breaks it.</param>
/// <param name="Why">Why such a row is set aside.</param>
public sealed record CleaningRule(string Id, string What, string Why);
