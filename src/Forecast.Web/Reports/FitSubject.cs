namespace Forecast.Web.Reports;

/// <summary>What a model was fitted to, as its page says it.</summary>
/// <param name="Column">Name of the series.</param>
/// <param name="Command">What was asked for, to be asked again.</param>
/// <param name="Times">Unix microseconds of the observations, increasing; null where none are known.</param>
public sealed record FitSubject(string Column, string Command, IReadOnlyList<long>? Times);
