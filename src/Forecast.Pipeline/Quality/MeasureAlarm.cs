using Forecast.Core.Measures;

namespace Forecast.Pipeline.Quality;

/// <summary>A day on which a daily measure of an instrument did what it had not done before.</summary>
/// <param name="Venue">Venue.</param>
/// <param name="Symbol">Symbol at the venue.</param>
/// <param name="Measure">Name of the measure; its logarithm is watched.</param>
/// <param name="Day">00:00 UTC, Unix microseconds.</param>
/// <param name="Kind">Spike, or a change to higher or lower values.</param>
/// <param name="Since">For a change: the day from which on the evidence grew.</param>
/// <param name="Score">p-value of a spike; Shiryaev–Roberts statistic of a change.</param>
public sealed record MeasureAlarm(string Venue, string Symbol, string Measure, long Day, AlarmKind Kind, long Since, double Score);
