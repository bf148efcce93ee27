namespace Forecast.Sources;

/// <summary>How a file writes times: units since 1970, or ISO 8601.</summary>
internal enum TimeForm
{
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
    Iso,
}
