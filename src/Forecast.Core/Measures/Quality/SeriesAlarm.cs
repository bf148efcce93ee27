namespace Forecast.Core.Measures;

/// <summary>An alarm of <see cref="SeriesWatch"/>.</summary>
/// <param name="Index">Index of the value at which it was raised.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Since">For a change: the index of the value from which on the evidence grew; for a spike the value itself.</param>
/// <param name="Score">For a spike the conformal p-value; for a change the Shiryaev–Roberts statistic.</param>
public readonly record struct SeriesAlarm(int Index, AlarmKind Kind, int Since, double Score);
